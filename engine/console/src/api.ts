// The daemon's API, as the contract has it. A path or member that it does not
// have is a compile error; an answer that is no success is thrown as a Trouble.
import createClient from "openapi-fetch";
import type { components, paths } from "./contract";

export type Paths = keyof paths;
import { lang } from "./language";

type Schemas = components["schemas"];

/** An answer has every member, if only as null or an empty list; what a client sends may leave some out. */
export type Whole<T> = T extends (infer U)[] ? Whole<U>[]
  : T extends object ? { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> } : T;

export type City = Whole<Schemas["City"]>;
export type Country = Whole<Schemas["Country"]>;
export type Fact = Whole<Schemas["Fact"]>;
export type Match = Whole<Schemas["Match"]>;
export type Me = Whole<Schemas["Me"]>;
export type Meeting = Whole<Schemas["Meeting"]>;
export type PairingList = Whole<Schemas["PairingList"]>;
export type PairingRequest = Schemas["PairingRequest"];
export type Part = Schemas["Part"];
export type Partner = Whole<Schemas["Partner"]>;
export type Policy = Whole<Schemas["Policy"]>;
export type Project = Whole<Schemas["Project"]>;
export type ScorePart = Whole<Schemas["ScorePart"]>;
export type Profile = Schemas["Partner"];
export type Weights = Schemas["PartWeights"];

/** Why there is no answer. Status 0: the daemon could not be reached. */
export class Trouble extends Error {
  constructor(readonly status: number, title: string, readonly detail: string,
    readonly fields: { pointer: string; detail: string }[] = []) {
    super(title);
  }
}

const kept = "twinning-token";

/** The token lives as long as the tab does, and nowhere else. */
export const token = {
  get: () => sessionStorage.getItem(kept),
  set: (secret: string) => sessionStorage.setItem(kept, secret),
  forget: () => sessionStorage.removeItem(kept),
};

const client = createClient<paths>({ baseUrl: location.origin });
client.use({
  onRequest({ request }) {
    const secret = token.get();
    if (secret !== null) request.headers.set("Authorization", "Bearer " + secret);
    request.headers.set("Accept-Language", lang());
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return error;
    return new Trouble(0, "", "");
  },
});

type Problem = { title?: string; detail?: string; errors?: { pointer: string; detail: string }[] };

export function troubleOf(status: number, problem: unknown): Trouble {
  const p = (typeof problem === "object" && problem !== null ? problem : {}) as Problem;
  return new Trouble(status, p.title ?? "", p.detail ?? "", p.errors ?? []);
}

/** The answer itself, or a thrown Trouble. */
async function answer<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Whole<T>> {
  const { data, error, response } = await asked;
  if (!response.ok || data === undefined) throw troubleOf(response.status, error);
  return data as Whole<T>;
}

/** What the console reads of the contract's description: the names of its words, and who may do what. */
export type Description = {
  paths: Record<string, Record<string, { "x-roles"?: string[] }>>;
  components: { schemas: Record<string, { "x-names"?: Record<string, { en: string; ko: string }> }> };
};

const ALL = 1000; // the most that one page holds

type Listed<T> = { items: T[]; next?: string | null };

/** Every page of a list. */
async function every<T>(page: (cursor: string | undefined) => Promise<Listed<T>>): Promise<T[]> {
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

const get = client.GET;
const post = client.POST;
const pages = (cursor: string | undefined) => ({ params: { query: { limit: ALL, cursor } } });
const one = (id: string) => ({ params: { path: { id } } });
const ranked = (id: string, limit: number, signal?: AbortSignal) =>
  ({ params: { path: { id }, query: { limit } }, signal });

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
  partners: (filter: PartnerFilter, limit: number, cursor: string | undefined, signal: AbortSignal) =>
    answer(get("/v1/partners", { params: { query: { ...filter, limit, cursor } }, signal })),
  partner: (id: string) => answer(get("/v1/partners/{id}", one(id))),
  matches: (id: string) => answer(get("/v1/partners/{id}/matches", ranked(id, ALL))),
  whatIf: (profile: Profile, weights: Weights, signal: AbortSignal) =>
    answer(post("/v1/matches", { params: { query: { limit: ALL } }, body: { profile, weights }, signal })),
  projectCandidates: (id: string, limit: number) => answer(get("/v1/projects/{id}/candidates", ranked(id, limit))),
  cityCandidates: (id: string, limit: number) => answer(get("/v1/cities/{id}/candidates", ranked(id, limit))),
  lists: () => every((c) => answer(get("/v1/pairing-lists", pages(c)))),
  list: (id: string) => answer(get("/v1/pairing-lists/{id}", one(id))) as Promise<PairingList>,
  build: (body: PairingRequest, key: string) =>
    // Only who prefers not to wait is given a job instead.
    answer(post("/v1/pairing-lists", { body, params: { header: { "Idempotency-Key": key } } })) as Promise<PairingList>,
  csv: (id: string) =>
    answer(get("/v1/pairing-lists/{id}", { ...one(id), headers: { Accept: "text/csv" }, parseAs: "blob" })) as Promise<unknown> as Promise<Blob>,
};
