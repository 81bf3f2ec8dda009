// The daemon's API, as the contract has it. A path or member that it does not
// have is a compile error.
import { answer, client, download, events, tagged, type Whole } from "./client";
import type { components, paths } from "./contract";

export { Trouble, type FieldTrouble, type Tagged } from "./client";
export type Paths = keyof paths;
export type Schemas = components["schemas"];

export type City = Whole<Schemas["City"]>;
export type CityBrief = Whole<Schemas["CityBrief"]>;
export type Country = Whole<Schemas["Country"]>;
export type Difference = Whole<Schemas["Difference"]>;
export type Fact = Whole<Schemas["Fact"]>;
export type Job = Whole<Schemas["Job"]>;
export type JobEntry = Whole<Schemas["JobEntry"]>;
export type Match = Whole<Schemas["Match"]>;
export type MatchList = Whole<Schemas["MatchList"]>;
export type Me = Whole<Schemas["Me"]>;
export type Meeting = Whole<Schemas["Meeting"]>;
export type Pairing = Whole<Schemas["Pairing"]>;
export type PairingList = Whole<Schemas["PairingList"]>;
export type PairingRequest = Schemas["PairingRequest"];
export type PairRule = Schemas["PairRule"];
export type Part = Schemas["Part"];
export type Partner = Whole<Schemas["Partner"]>;
export type PartnerBrief = Whole<Schemas["PartnerBrief"]>;
export type Policy = Whole<Schemas["Policy"]>;
export type Profile = Schemas["Partner"];
export type Project = Whole<Schemas["Project"]>;
export type Proposal = Whole<Schemas["Proposal"]>;
export type ScorePart = Whole<Schemas["ScorePart"]>;
export type StageLine = Whole<Schemas["StageLine"]>;
export type StageRequest = Schemas["StageRequest"];
export type Weights = Schemas["PartWeights"];
export type WhyNot = Whole<Schemas["WhyNot"]>;

/** A member of a message, as the contract describes it. */
export type Schema = {
  $ref?: string; anyOf?: Schema[]; type?: string | string[]; items?: Schema; enum?: string[]; properties?: Record<string, Schema>;
  required?: string[]; readOnly?: boolean; default?: unknown; description?: string; pattern?: string; format?: string;
  minLength?: number; maxLength?: number; minimum?: number; maximum?: number; maxItems?: number;
  "x-refers"?: string; "x-names"?: Record<string, { en: string; ko: string }>;
};

/** What the console reads of the contract's description: its messages and words, and who may do what. */
export type Description = {
  paths: Record<string, Record<string, { "x-roles"?: string[] }>>;
  components: { schemas: Record<string, Schema> };
};

const ALL = 1000; // the most that one page holds

type Listed<T> = { items: T[]; next?: string | null };

/** Every page of a list. */
export async function every<T>(page: (cursor: string | undefined) => Promise<Listed<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const got = await page(cursor);
    items.push(...got.items);
    cursor = got.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

export type PartnerFilter = { q?: string; state?: Partner["state"]; kind?: Partner["kind"]; country?: string };
export type ListMove = "propose" | "approve" | "announce" | "withdraw";
export type ReviewStep = "submit" | "verify" | "suspend" | "renew";

const get = client.GET;
const post = client.POST;
const put = client.PUT;
const pages = (cursor: string | undefined) => ({ params: { query: { limit: ALL, cursor } } });
const one = (id: string) => ({ params: { path: { id } } });
const ranked = (id: string, limit: number, cursor?: string) => ({ params: { path: { id }, query: { limit, cursor } } });
const keyed = (key: string) => ({ header: { "Idempotency-Key": key } });

export const api = {
  description: () => answer(get("/openapi.json")) as Promise<unknown> as Promise<Description>,
  me: () => answer(get("/v1/me")),
  countries: () => every((c) => answer(get("/v1/countries", pages(c)))),
  cities: () => every((c) => answer(get("/v1/cities", pages(c)))),
  projects: () => every((c) => answer(get("/v1/projects", pages(c)))),
  categories: () => every((c) => answer(get("/v1/categories", pages(c)))),
  sectors: () => every((c) => answer(get("/v1/sectors", pages(c)))),
  meetings: () => every((c) => answer(get("/v1/meetings", pages(c)))),
  policies: () => every((c) => answer(get("/v1/policies", pages(c)))),

  partners: (filter: PartnerFilter, limit: number, cursor: string | undefined, signal?: AbortSignal) =>
    answer(get("/v1/partners", { params: { query: { ...filter, limit, cursor } }, signal })),
  partner: (id: string) => tagged(get("/v1/partners/{id}", one(id))),
  createPartner: (profile: Profile, key: string) =>
    answer(post("/v1/partners", { body: profile, params: keyed(key) })),
  replacePartner: (id: string, profile: Profile, tag: string) =>
    tagged(put("/v1/partners/{id}", { body: profile, params: { path: { id }, header: { "If-Match": tag } } })),
  review: (id: string, step: ReviewStep, until: string | null, key: string) => {
    const params = { path: { id }, ...keyed(key) }, body = { valid_to: until };
    switch (step) {
      case "submit": return tagged(post("/v1/partners/{id}/submit", { params }));
      case "suspend": return tagged(post("/v1/partners/{id}/suspend", { params }));
      case "verify": return tagged(post("/v1/partners/{id}/verify", { params, body }));
      case "renew": return tagged(post("/v1/partners/{id}/renew", { params, body }));
    }
  },
  matches: (id: string) => answer(get("/v1/partners/{id}/matches", ranked(id, ALL))),
  whatIf: (profile: Profile, weights: Weights, signal: AbortSignal) =>
    answer(post("/v1/matches", { params: { query: { limit: ALL } }, body: { profile, weights }, signal })),
  projectCandidates: (id: string, limit: number, cursor?: string) =>
    answer(get("/v1/projects/{id}/candidates", ranked(id, limit, cursor))),
  cityCandidates: (id: string, limit: number, cursor?: string) =>
    answer(get("/v1/cities/{id}/candidates", ranked(id, limit, cursor))),

  lists: () => every((c) => answer(get("/v1/pairing-lists", pages(c)))),
  list: (id: string) => answer(get("/v1/pairing-lists/{id}", one(id))) as Promise<PairingList>,
  rehearse: (body: PairingRequest, signal?: AbortSignal) =>
    answer(post("/v1/pairing-lists", { body: { ...body, dry_run: true }, signal })) as Promise<PairingList>,
  /** Queues it: long work is watched, not waited for. */
  build: (body: PairingRequest, key: string) =>
    answer(post("/v1/pairing-lists", { body, params: { header: { "Idempotency-Key": key, Prefer: "respond-async" } } })) as Promise<unknown> as Promise<Job>,
  move: (id: string, to: ListMove, note: string, key: string) => {
    const params = { path: { id }, ...keyed(key) }, body = note === "" ? {} : { note };
    switch (to) {
      case "propose": return answer(post("/v1/pairing-lists/{id}/propose", { params, body }));
      case "approve": return answer(post("/v1/pairing-lists/{id}/approve", { params, body }));
      case "announce": return answer(post("/v1/pairing-lists/{id}/announce", { params, body }));
      case "withdraw": return answer(post("/v1/pairing-lists/{id}/withdraw", { params, body }));
    }
  },
  whyNot: (id: string, partner: string, city: string) =>
    answer(get("/v1/pairing-lists/{id}/why-not", { params: { path: { id }, query: { partner, city } } })),
  difference: (id: string, from: string) =>
    answer(get("/v1/pairing-lists/{id}/difference", { params: { path: { id }, query: { from } } })),
  stage: (id: string, number: number, body: StageRequest, key: string) =>
    answer(post("/v1/pairing-lists/{id}/pairings/{number}/stages", { body, params: { path: { id, number }, ...keyed(key) } })),
  paper: (id: string, format: string, lang: string) => download(`/v1/pairing-lists/${encodeURIComponent(id)}/documents/${format}?lang=${lang}`),

  proposals: (cursor: string | undefined) => answer(get("/v1/proposals", { params: { query: { limit: 100, cursor } } })),
  search: (q: string, limit: number, signal: AbortSignal) => answer(get("/v1/search", { params: { query: { q, limit } }, signal })),

  jobs: (cursor: string | undefined) => answer(get("/v1/jobs", { params: { query: { limit: 50, cursor } } })),
  job: (id: string) => answer(get("/v1/jobs/{id}", one(id))),
  watch: (id: string, signal: AbortSignal) => events(`/v1/jobs/${encodeURIComponent(id)}/events`, signal) as AsyncGenerator<JobEntry>,
  cancel: (id: string, key: string) => answer(post("/v1/jobs/{id}/cancel", { params: { path: { id }, ...keyed(key) } })),
  rerun: (id: string, key: string) => answer(post("/v1/jobs/{id}/rerun", { params: { path: { id }, ...keyed(key) } })),
};
