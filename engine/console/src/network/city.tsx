import { useState } from "preact/hooks";
import { api, type City, type MatchList, type Project } from "../api";
import { MembershipBars } from "./chart";
import { factsOf, factUnit, factValue, sourceName, stands } from "./facts";
import { nameOf, number, titleOf } from "../language";
import { CandidateList } from "../partner/matches";
import { countryName, may, mayAskForCity, named, presentPolicy, useNetwork, word, wordIds } from "../reference";
import { ReportButton } from "../report";
import { href } from "../route";
import { say } from "../say";
import { Answered, Card, Chips, PageHead, useAnswer, useMore, Wide } from "../ui";

const CANDIDATES = 10;

export function CityPage(props: { id: string }) {
  const n = useNetwork(), city = n.cities.get(props.id);
  if (city === undefined) return <PageHead title={say("notThere")} lead={say("noSuchCity", props.id)} />;
  const projects = city.projects.flatMap((id) => n.projects.get(id) ?? []);
  return (
    <>
      <PageHead title={nameOf(city)} lead={countryName(n, city.country) + (city.capital ? " · " + say("capital") : "")}>
        {mayAskForCity(n, city.id) && may(n, "get", "/v1/cities/{id}/report") && <ReportButton of="cities" id={city.id} />}
        {may(n, "patch", "/v1/cities/{id}") && <a class="button" href={href("cities", city.id, "edit")}>{say("editCity")}</a>}
        <a class="back" href={href("network")}>{say("allCities")}</a>
      </PageHead>
      <div class="columns">
        <Card title={say("cityType")} note={city.quadrant == null ? undefined : word(n, "Quadrant", city.quadrant)}>
          <MembershipBars city={city} />
          {city.quadrant_flips && <p class="note warn">{say("flipsLong")}</p>}
          {city.sectors.length > 0 && <><h3>{say("statedSectors")}</h3><Chips of={city.sectors.map((s) => named(n.sectors, s.id))} /></>}
          {city.categories.length > 0 && <><h3>{say("statedCategories")}</h3><Chips of={city.categories.map((c) => named(n.categories, c.id))} /></>}
        </Card>
        <Officers city={city} />
      </div>
      <FactTable city={city} />
      <Card title={say("projects")} note={projects.length === 0 ? say("noProjects") : undefined}>
        {may(n, "post", "/v1/projects") && <p><a class="button" href={href("cities", city.id, "new-project")}>{say("newProject")}</a></p>}
        {projects.length > 0 && <ul class="projects">{projects.map((p) => <ProjectRow key={p.id} project={p} />)}</ul>}
      </Card>
      {mayAskForCity(n, city.id) && <CityCandidates city={city} />}
    </>
  );
}

function Officers(props: { city: City }) {
  const n = useNetwork(), people = props.city.representatives;
  return (
    <Card title={say("officers")}>
      {people.length === 0 && <p class="quiet">{say("noOfficers")}</p>}
      <ul class="people">
        {people.map((p) => (
          <li key={p.id}>
            <strong>{p.name ?? say("notNamed")}</strong>
            <span>{word(n, "RepresentativeRole", p.role)}</span>
            {[p.designation, p.organisation].filter((s) => s != null).map((s) => <span key={s}>{s}</span>)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** One row a property, one column a source: where they disagree is plain to see. */
function FactTable(props: { city: City }) {
  const n = useNetwork(), policy = presentPolicy(n), facts = factsOf(n, props.city);
  const sources = [...new Set(facts.map((f) => f.source))].sort((a, b) => rank(a) - rank(b));
  const properties = wordIds(n, "FactProperty").filter((p) => facts.some((f) => f.property === p));
  function rank(source: string) {
    const at = policy?.density_sources.indexOf(source) ?? -1;
    return at < 0 ? 99 : at;
  }
  return (
    <Card title={say("facts")} note={say("factsNote")}>
      <Wide label={say("facts")}>
        <table class="facts">
          <thead><tr><th scope="col">{say("property")}</th>{sources.map((s) => <th scope="col" key={s}>{sourceName(s)}</th>)}</tr></thead>
          <tbody>
            {properties.map((property) => (
              <tr key={property}>
                <th scope="row">{word(n, "FactProperty", property)}</th>
                {sources.map((source) => (
                  <td key={source}>
                    {facts.filter((f) => f.property === property && f.source === source).map((f, i) => (
                      <div key={i}>
                        <span class={policy !== undefined && stands(policy, facts, f) ? "stands" : ""}>{factValue(f)}</span>{" "}
                        <span class="unit">{factUnit(f)}{f.year != null && ", " + f.year}</span>
                        {policy !== undefined && properties.length > 0 && stands(policy, facts, f) &&
                          facts.filter((x) => x.property === f.property).length > 1 && <> <span class="tag">{say("stands")}</span></>}
                        {f.place != null && <div class="quiet">{f.place}</div>}
                        {f.note != null && <div class="quiet">{f.note}</div>}
                      </div>
                    ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </Card>
  );
}

function ProjectRow(props: { project: Project }) {
  const n = useNetwork(), p = props.project;
  const [open, setOpen] = useState(false);
  const mayChange = may(n, "patch", "/v1/projects/{id}") && (n.me.city == null || n.me.city === p.city);
  const asks = may(n, "get", "/v1/projects/{id}/candidates") && mayAskForCity(n, p.city);
  return (
    <li>
      <h3>{titleOf(p)} <span class="tag">{word(n, "ProjectStage", p.stage)}</span>
        {mayChange && <> <a class="edit-project" href={href("projects", p.id, "edit")} aria-label={`${say("editProject")}: ${titleOf(p)}`}>{say("editProject")}</a></>}</h3>
      <div class="facts-of"><Chips of={p.categories.map((c) => named(n.categories, c.id))} />
      <p class="about">{say("supportRequired")}: {p.support.length === 0 ? say("notStated")
        : p.support.map((s) => word(n, "Support", s.support)).join(", ")}</p></div>
      {asks && (
        <>
          <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? say("hideCandidates") : say("showCandidates")}</button>
          {open && <ProjectCandidates id={p.id} />}
        </>
      )}
    </li>
  );
}

function ProjectCandidates(props: { id: string }) {
  const ask = (cursor?: string) => api.projectCandidates(props.id, CANDIDATES, cursor);
  const [found, retry] = useAnswer(() => ask(), [props.id]);
  return <Answered of={found} retry={retry}>{(list) => <Candidates key={props.id} first={list} ask={ask} />}</Answered>;
}

function CityCandidates(props: { city: City }) {
  const ask = (cursor?: string) => api.cityCandidates(props.city.id, CANDIDATES, cursor);
  const [found, retry] = useAnswer(() => ask(), [props.city.id]);
  return (
    <Card title={say("candidates")} note={say("candidatesNote")}>
      <Answered of={found} retry={retry}>{(list) => <Candidates key={props.city.id} first={list} ask={ask} showProject />}</Answered>
    </Card>
  );
}

/** The best first; the others are there too, and how many. */
function Candidates(props: { first: MatchList; ask: (cursor: string) => Promise<MatchList>; showProject?: boolean }) {
  const listed = (list: MatchList) => ({ items: list.matches, next: list.next ?? null });
  const [matches, more, all] = useMore(listed(props.first), (cursor) => props.ask(cursor).then(listed));
  return (
    <>
      <CandidateList matches={matches} showProject={props.showProject} />
      {!all && <div class="actions">{more}<span class="quiet">{say("shownOf", number(matches.length), number(props.first.total))}</span></div>}
    </>
  );
}
