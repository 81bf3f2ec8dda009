import { useState } from "preact/hooks";
import { api, type Partner } from "../api";
import { refersTo } from "../form/schema";
import { shortQuadrant } from "../network/chart";
import { day, languageName, number } from "../language";
import { countryName, may, named, useNetwork, word } from "../reference";
import { ReportButton } from "../report";
import { href } from "../route";
import { say } from "../say";
import { Answered, Card, Chips, Demo, PageHead, partnerName, Terms, useAnswer, Wide, withoutMark } from "../ui";
import { mayEdit } from "./may_edit";
import { Review } from "./review";
import { Matches } from "./what_if";

export function PartnerPage(props: { id: string }) {
  const [found, retry] = useAnswer(() => api.partner(props.id), [props.id]);
  return (
    <Answered of={found} retry={retry} page>
      {(p) => <Shown partner={p.value} again={retry} />}
    </Answered>
  );
}

function Shown(props: { partner: Partner; again: () => void }) {
  const n = useNetwork(), p = props.partner;
  const [view, setView] = useState<"matches" | "profile">("matches");
  const lead = [word(n, "PartnerKind", p.kind), p.country == null ? null : countryName(n, p.country)].filter((s) => s !== null);
  return (
    <>
      <PageHead title={partnerName(p)} lead={<>{lead.join(" · ")}{p.demonstration && <Demo />}</>}>
        <div class="switch" role="group" aria-label={say("view")}>
          <button type="button" aria-pressed={view === "matches"} onClick={() => setView("matches")}>{say("matches")}</button>
          <button type="button" aria-pressed={view === "profile"} onClick={() => setView("profile")}>{say("profile")}</button>
        </div>
        {may(n, "get", "/v1/partners/{id}/report") && <ReportButton of="partners" id={p.id} />}
        {mayEdit(n, p.id) && <a class="button" href={href("partners", p.id, "edit")}>{say("editPartner")}</a>}
        {may(n, "get", "/v1/partners") && <a class="back" href={href("partners")}>{say("allPartners")}</a>}
      </PageHead>
      <Review partner={p} again={props.again} />
      {view === "matches" ? <Matches key={p.version} partner={p} /> : <Profile partner={p} />}
    </>
  );
}

function Profile(props: { partner: Partner }) {
  const n = useNetwork(), p = props.partner;
  const strengths = (of: Partner["categories"], names: Parameters<typeof named>[0]) =>
    of.map((c) => `${named(names, c.id)} ${c.strength}/5`);
  const others = [p.name_en, p.name_ko].flatMap((s) => s ?? []).map(withoutMark).filter((s) => s !== partnerName(p));
  const ticket = [p.ticket_min, p.ticket_max].map((v) => v == null ? "" : number(v));
  const names = (ids: string[], of: Parameters<typeof named>[0]) => ids.map((id) => named(of, id));
  const texts = [{ lang: "en", text: p.capability_en }, { lang: "ko", text: p.capability_ko }].filter((t) => t.text != null);
  const wanted = [...p.wanted_countries.map((c) => countryName(n, c)), ...names(p.wanted_cities, n.cities)];
  const excluded = [...p.excluded_countries.map((c) => countryName(n, c)), ...names(p.excluded_cities, n.cities)];
  return (
    <Card title={say("profile")}>
      <Terms of={[
        [say("state"), <><span class={"tag state " + p.state}>{word(n, "PartnerState", p.state)}</span>
          {p.valid_to != null && " " + say("until", day(p.valid_to))}</>],
        [say("otherName"), others.length === 0 ? say("notStated") : others.join(", ")],
        [say("registration"), p.registration_number ?? say("notStated")],
        [say("fields"), <Chips of={strengths(p.categories, n.categories)} />],
        [say("sectors"), <Chips of={strengths(p.sectors, n.sectors)} />],
        [say("supportOffered"), <Chips of={p.support.map((s) => word(n, "Support", s))} />],
        [say("targets"), <Chips of={p.quadrants.map(shortQuadrant)} />],
        [say("wanted"), <Chips of={wanted} />],
        [say("excluded"), <Chips of={excluded} none={say("none")} />],
        [say("conflictsWith"), <Chips of={p.conflicts.map((id) => refersTo(n, "projects", id))} none={say("none")} />],
        [say("ticket"), ticket.join("") === "" ? say("notStated") : ticket.join(" – ") + " USD"],
        [say("capacity"), number(p.capacity)],
        [say("languages"), <Chips of={p.languages.map(languageName)} />],
      ]} />
      {texts.length > 0 && <><h3>{say("capability")}</h3>{texts.map((t) => <p key={t.lang} lang={t.lang} class="text">{t.text}</p>)}</>}
      {p.references.length > 0 && (
        <>
          <h3>{say("references")}</h3>
          <Wide label={say("references")}>
            <table>
              <thead><tr><th scope="col">{say("place")}</th><th scope="col">{say("field")}</th><th scope="col">{say("role")}</th><th scope="col" class="number">{say("year")}</th></tr></thead>
              <tbody>
                {p.references.map((r, i) => (
                  <tr key={i}><th scope="row">{r.city}, {countryName(n, r.country)}</th>
                    <td>{named(n.categories, r.category)}</td><td>{r.role ?? "–"}</td><td class="number">{r.year ?? "–"}</td></tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </>
      )}
      {p.contacts.length > 0 && (
        <>
          <h3>{say("contacts")}</h3>
          <ul class="people">
            {p.contacts.map((c, i) => <li key={i}><strong>{c.name}</strong>{[c.email, c.phone, c.language == null ? null : languageName(c.language)].filter((s) => s != null).map((s) => <span key={s}>{s}</span>)}</li>)}
          </ul>
        </>
      )}
    </Card>
  );
}
