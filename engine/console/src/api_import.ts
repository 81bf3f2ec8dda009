// The API of imports: a file of partners, looked at, tried, stored, taken back.
import type { Job, Schemas } from "./api";
import { answer, bare, client, download, type Tagged, tagged, type Whole } from "./client";
import { lang } from "./language";

export type Import = Whole<Schemas["Import"]>;
export type ImportEntry = Whole<Schemas["ImportEntry"]>;
export type ImportNote = Whole<Schemas["ImportNote"]>;
export type ImportPlan = Schemas["ImportPlan"];
export type ImportAction = Schemas["ImportAction"];
export type Outcome = Schemas["ImportOutcome"];

const PAGE = 100;

export const imports = {
  all: (cursor: string | undefined) => answer(client.GET("/v1/imports", { params: { query: { limit: PAGE, cursor } } })),
  one: (id: string): Promise<Tagged<Import>> => tagged(client.GET("/v1/imports/{id}", { params: { path: { id } } })),
  upload: async (file: File, key: string): Promise<Import> =>
    (await bare("/v1/imports?name=" + encodeURIComponent(file.name), {
      method: "POST", body: file, headers: { "Content-Type": "application/octet-stream", "Idempotency-Key": key },
    })).json() as Promise<Import>,
  plan: (id: string, change: Partial<ImportPlan>, tag: string) =>
    tagged(client.PATCH("/v1/imports/{id}", {
      body: change as never, params: { path: { id }, header: { "If-Match": tag } }, headers: { "Content-Type": "application/merge-patch+json" },
    })),
  act: (id: string, action: ImportAction, key: string): Promise<Job> => {
    const params = { path: { id }, header: { "Idempotency-Key": key } };
    switch (action) {
      case "check": return answer(client.POST("/v1/imports/{id}/check", { params }));
      case "run": return answer(client.POST("/v1/imports/{id}/run", { params }));
      case "undo": return answer(client.POST("/v1/imports/{id}/undo", { params }));
    }
  },
  report: (id: string, outcome: Outcome | undefined, cursor: string | undefined) =>
    answer(client.GET("/v1/imports/{id}/report", { params: { path: { id }, query: { limit: PAGE, cursor, ...(outcome === undefined ? {} : { outcome }) } } })),
  rejected: (id: string) => download(`/v1/imports/${encodeURIComponent(id)}/rejected?lang=${lang()}`),
  template: () => download(`/v1/imports/template?lang=${lang()}`),
};
