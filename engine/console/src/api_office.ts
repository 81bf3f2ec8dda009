// The API of what staff and auditors keep in order: the audit, and the records of the network.
import type { Schemas } from "./api";
import { answer, client, tagged, type Whole } from "./client";

export type AuditEntry = Whole<Schemas["AuditEntry"]>;
export type Source = Whole<Schemas["Source"]>;
export type Person = Whole<Schemas["Person"]>;
export type Erased = Whole<Schemas["PersonErased"]>;
export type AuditFilter = { kind?: string; id?: string; actor?: string; from?: string; to?: string };

const PAGE = 50;
const keyed = (key: string) => ({ header: { "Idempotency-Key": key } });
const merge = { "Content-Type": "application/merge-patch+json" };
type Change = Record<string, unknown>;

export const office = {
  audit: (filter: AuditFilter, cursor: string | undefined, signal?: AbortSignal) =>
    answer(client.GET("/v1/audit", { params: { query: { ...filter, limit: PAGE, cursor } }, signal })),

  sources: (cursor: string | undefined, signal?: AbortSignal) =>
    answer(client.GET("/v1/sources", { params: { query: { limit: PAGE, cursor } }, signal })),
  createSource: (body: Schemas["Source"], key: string) => answer(client.POST("/v1/sources", { body, params: keyed(key) })),
  person: (email: string, signal?: AbortSignal) => answer(client.GET("/v1/persons", { params: { query: { email } }, signal })),
  erasePerson: (email: string, key: string) => answer(client.POST("/v1/persons/erase", { body: { email }, params: keyed(key) })),

  city: (id: string) => tagged(client.GET("/v1/cities/{id}", { params: { path: { id } } })),
  changeCity: (id: string, change: Change, tag: string) =>
    tagged(client.PATCH("/v1/cities/{id}", { body: change as never, params: { path: { id }, header: { "If-Match": tag } }, headers: merge })),
  project: (id: string) => tagged(client.GET("/v1/projects/{id}", { params: { path: { id } } })),
  createProject: (body: Schemas["Project"], key: string) => answer(client.POST("/v1/projects", { body, params: keyed(key) })),
  changeProject: (id: string, change: Change, tag: string) =>
    tagged(client.PATCH("/v1/projects/{id}", { body: change as never, params: { path: { id }, header: { "If-Match": tag } }, headers: merge })),
  meeting: (id: string) => tagged(client.GET("/v1/meetings/{id}", { params: { path: { id } } })),
  createMeeting: (body: Schemas["Meeting"], key: string) => answer(client.POST("/v1/meetings", { body, params: keyed(key) })),
  changeMeeting: (id: string, change: Change, tag: string) =>
    tagged(client.PATCH("/v1/meetings/{id}", { body: change as never, params: { path: { id }, header: { "If-Match": tag } }, headers: merge })),
  createPolicy: (body: Schemas["Policy"], key: string) => answer(client.POST("/v1/policies", { body, params: keyed(key) })),
};
