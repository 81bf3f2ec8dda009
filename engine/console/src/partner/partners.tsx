import { useEffect, useState } from "preact/hooks";
import { api, type Partner, type PartnerFilter, type Trouble } from "../api";
import { download, saveAs } from "../client";
import { day, lang } from "../language";
import { countryName, may, named, useNetwork, word, wordIds } from "../reference";
import { href, requery, routeSignal } from "../route";
import { say } from "../say";
import { Answered, asTrouble, Card, PageHead, PartnerLink, TroubleNote, useAnswer, useMore, Wide } from "../ui";

const PAGE = 100;
const TYPING_MS = 200;

function filterOf(query: URLSearchParams): PartnerFilter {
  const filter: Record<string, string> = {};
  for (const name of ["q", "state", "kind", "country"]) {
    const value = query.get(name)?.trim();
    if (value !== undefined && value !== "") filter[name] = value;
  }
  return filter as PartnerFilter;
}

export function PartnersPage() {
  const n = useNetwork(), query = routeSignal.get().query;
  const [typed, setTyped] = useState(query.get("q") ?? "");
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(routeSignal.get().query);
    if (value === "") next.delete(name);
    else next.set(name, value);
    requery(next);
  };
  useEffect(() => {
    const wait = setTimeout(() => typed !== (routeSignal.get().query.get("q") ?? "") && change("q", typed), TYPING_MS);
    return () => clearTimeout(wait);
  }, [typed]);
  const filter = filterOf(query);
  const [found, retry, busy] = useAnswer((stop) => api.partners(filter, PAGE, undefined, stop), [query.toString()]);
  return (
    <>
      <PageHead title={say("partners")} lead={say("partnersLead")}>
        <Export />
        {may(n, "post", "/v1/partners") && <a class="button primary" href={href("partners", "new")}>{say("newPartner")}</a>}
      </PageHead>
      <Card>
        <form class="filters" role="search" aria-label={say("partners")} onSubmit={(e) => e.preventDefault()}>
          <label class="field grow"><span>{say("search")}</span>
            <input type="search" name="q" value={typed} maxLength={200} onInput={(e) => setTyped(e.currentTarget.value)} /></label>
          <Pick name="state" list="PartnerState" label={say("state")} query={query} change={change} />
          <Pick name="kind" list="PartnerKind" label={say("kind")} query={query} change={change} />
          <CountryPick query={query} change={change} />
        </form>
        <div aria-busy={busy} class={busy ? "busy" : ""}>
          <Answered of={found} retry={retry}>
            {(page) => <PartnerTable key={query.toString()} filter={filter} first={page.items} next={page.next ?? undefined} />}
          </Answered>
        </div>
      </Card>
    </>
  );
}

/** All of them as a file for a spreadsheet, which can be imported again. */
function Export() {
  const n = useNetwork();
  const [why, setWhy] = useState<Trouble | null>(null);
  if (!may(n, "get", "/v1/exports/partners")) return null;
  const save = () => {
    setWhy(null);
    download("/v1/exports/partners?format=csv&lang=" + lang())
      .then(({ bytes, name }) => saveAs(bytes, name ?? "partners.csv"), (e: unknown) => setWhy(asTrouble(e)));
  };
  return <><button type="button" class="export" onClick={save}>{say("exportPartners")}</button>{why !== null && <TroubleNote why={why} retry={save} />}</>;
}

type PickProps = { query: URLSearchParams; change: (name: string, value: string) => void };

function Pick(props: PickProps & { name: string; list: string; label: string }) {
  const n = useNetwork();
  return (
    <label class="field"><span>{props.label}</span>
      <select name={props.name} value={props.query.get(props.name) ?? ""} onChange={(e) => props.change(props.name, e.currentTarget.value)}>
        <option value="">{say("any")}</option>
        {wordIds(n, props.list).map((id) => <option key={id} value={id}>{word(n, props.list, id)}</option>)}
      </select></label>
  );
}

/** Partners come from anywhere, so the choice is what the partners themselves say. */
function CountryPick(props: PickProps) {
  const n = useNetwork();
  const [all] = useAnswer((stop) => api.partners({}, 1000, undefined, stop), []);
  const chosen = props.query.get("country") ?? "";
  const ids = new Set(all.at === "there" ? all.value.items.flatMap((p) => p.country ?? []) : []);
  if (chosen !== "") ids.add(chosen);
  const words = new Intl.Collator(lang());
  return (
    <label class="field"><span>{say("seat")}</span>
      <select name="country" value={chosen} onChange={(e) => props.change("country", e.currentTarget.value)}>
        <option value="">{say("any")}</option>
        {[...ids].map((id) => ({ id, name: countryName(n, id) })).sort((a, b) => words.compare(a.name, b.name))
          .map((c) => <option key={c.id} value={c.id}>{c.name}</option>)}
      </select></label>
  );
}

const SOON_DAYS = 60;

/** Whose term ends within two months, or has ended: to be renewed. */
function endsSoon(p: Partner): boolean {
  return p.state === "verified" && p.valid_to != null && Date.parse(p.valid_to) < Date.now() + SOON_DAYS * 86_400_000;
}

function PartnerTable(props: { filter: PartnerFilter; first: Partner[]; next: string | undefined }) {
  const n = useNetwork();
  const [items, more, whole] = useMore({ items: props.first, next: props.next ?? null }, (cursor) => api.partners(props.filter, PAGE, cursor));
  if (items.length === 0) return <p class="empty">{say("noPartners")}</p>;
  return (
    <>
      <p class="about" role="status">{say(whole ? "found" : "foundMore", items.length)}</p>
      <Wide label={say("partners")}>
        <table class="stack">
          <thead><tr><th scope="col">{say("partner")}</th><th scope="col">{say("kind")}</th><th scope="col">{say("seat")}</th>
            <th scope="col">{say("fields")}</th><th scope="col">{say("state")}</th><th scope="col">{say("term")}</th></tr></thead>
          <tbody>
            {items.map((p) => (
              <tr key={p.id}>
                <th scope="row"><PartnerLink of={p} /></th>
                <td>{word(n, "PartnerKind", p.kind)}</td>
                <td>{p.country == null ? "–" : countryName(n, p.country)}</td>
                <td>{p.categories.map((c) => named(n.categories, c.id)).join(", ") || "–"}</td>
                <td><span class={"tag state " + p.state}>{word(n, "PartnerState", p.state)}</span></td>
                <td class={endsSoon(p) ? "soon" : ""}>{p.valid_to == null ? "–" : say("until", day(p.valid_to))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {more}
    </>
  );
}
