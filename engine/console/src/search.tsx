// The search box of every page: cities, projects and partners by their names, however spelled.
import { api } from "./api";
import { Finder, type Found } from "./finder";
import { nameOf } from "./language";
import { countryName, may, named, type Network, useNetwork, word } from "./reference";
import { go, href } from "./route";
import { say } from "./say";
import { withoutMark } from "./ui";

const MOST = 10;

type Hit = Awaited<ReturnType<typeof api.search>>["items"][number];

/** Where a hit leads: a project stands on its city's page. */
function linkOf(hit: Hit): string {
  return hit.kind === "partner" ? href("partners", hit.id) : href("cities", hit.kind === "city" ? hit.id : hit.city ?? "");
}

function about(n: Network, hit: Hit): string {
  const where = hit.city != null ? named(n.cities, hit.city) : hit.country != null ? countryName(n, hit.country) : null;
  return [word(n, "SearchKind", hit.kind), where].filter((s) => s !== null).join(" · ");
}

export function SearchBox() {
  const n = useNetwork();
  if (!may(n, "get", "/v1/search")) return null;
  const find = async (text: string, signal: AbortSignal): Promise<Found[]> =>
    (await api.search(text, MOST, signal)).items.map((hit) => ({ id: linkOf(hit) + "|" + hit.id, name: withoutMark(nameOf(hit)), about: about(n, hit) }));
  return (
    <div class="search" role="search" aria-label={say("searchAll")}>
      <Finder label={say("searchAll")} hideLabel placeholder={say("searchAll")} name="search" find={find} pick={(f) => go(f.id.split("|")[0]!)} />
    </div>
  );
}
