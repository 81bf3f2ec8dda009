// What every page needs of the network, asked for once after signing in.
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { api, type City, type Country, type Description, type Me, type Meeting, type Paths, type Policy, type Project } from "./api";
import { lang, nameOf } from "./language";

type Named = { id: string; name_en: string; name_ko: string };
type Words = Record<string, { en: string; ko: string }>;

export type Network = {
  me: Me;
  paths: Description["paths"];
  schemas: Description["components"]["schemas"];
  words: Map<string, Words>; // the word lists of the contract: "PartnerKind" -> "investor" -> its names
  countries: Map<string, Country>;
  cities: Map<string, City>;
  projects: Map<string, Project>;
  categories: Map<string, Named>;
  sectors: Map<string, Named>;
  meetings: Map<string, Meeting>;
  policies: Map<string, Policy>;
};

const byId = <T extends { id: string }>(items: T[]) => new Map(items.map((x) => [x.id, x]));

export async function loadNetwork(): Promise<Network> {
  const me = await api.me();
  const [description, countries, cities, projects, categories, sectors, meetings, policies] = await Promise.all([
    api.description(), api.countries(), api.cities(), api.projects(), api.categories(), api.sectors(),
    api.meetings(), api.policies(),
  ]);
  const words = new Map<string, Words>();
  for (const [name, schema] of Object.entries(description.components.schemas))
    if (schema["x-names"] !== undefined) words.set(name, schema["x-names"]);
  return {
    me, words, paths: description.paths, schemas: description.components.schemas, countries: byId(countries), cities: byId(cities), projects: byId(projects),
    categories: byId(categories), sectors: byId(sectors), meetings: byId(meetings), policies: byId(policies),
  };
}

export const NetworkContext = createContext<Network | null>(null);

export function useNetwork(): Network {
  const network = useContext(NetworkContext);
  if (network === null) throw new Error("no network before signing in");
  return network;
}

/** The name of a word of the contract: word(n, "PartnerKind", "investor"). */
export function word(n: Network, list: string, id: string): string {
  return n.words.get(list)?.[id]?.[lang()] ?? id;
}

/** The ids of a word list, in the contract's order. */
export function wordIds(n: Network, list: string): string[] {
  return Object.keys(n.words.get(list) ?? {});
}

export function named(of: Map<string, { name_en: string; name_ko: string }>, id: string): string {
  const found = of.get(id);
  return found === undefined ? id : nameOf(found);
}

const outside = new Map<string, Intl.DisplayNames>();

/** A member state has the network's own name; any other country the browser's. */
export function countryName(n: Network, id: string): string {
  const member = n.countries.get(id);
  if (member !== undefined) return nameOf(member);
  let names = outside.get(lang());
  if (names === undefined) outside.set(lang(), (names = new Intl.DisplayNames(lang(), { type: "region" })));
  return names.of(id) ?? id;
}

/** Whether the role may call this at all. The server decides; this only hides what it would refuse. */
export function may(n: Network, method: "get" | "post" | "put" | "patch", path: Paths): boolean {
  if (method !== "get" && n.me.scope === "read") return false;
  return n.paths[path]?.[method]?.["x-roles"]?.includes(n.me.role) ?? false;
}

/** A city officer may ask for the own city only. */
export function mayAskForCity(n: Network, city: string): boolean {
  return may(n, "get", "/v1/cities/{id}/candidates") && (n.me.city == null || n.me.city === city);
}

/** A company may see itself only. */
export function maySeePartner(n: Network, partner: string): boolean {
  return may(n, "get", "/v1/partners/{id}") && (n.me.partner == null || n.me.partner === partner);
}

/** The policy that stands where none is named: the one the cities are labelled by. */
export function presentPolicy(n: Network): Policy | undefined {
  return [...n.policies.values()][0];
}
