// Rankings: the cities of a partner, the partners of a city or a project.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Match } from "../api";
import { shortQuadrant } from "../network/chart";
import { nameOf, number, points, sentenceOf, titleOf } from "../language";
import { countryName, type Network, useNetwork, word } from "../reference";
import { PartBar, PartLegend, PartTable } from "./parts";
import { href } from "../route";
import { say } from "../say";
import { PartnerLink } from "../ui";

export function CityRanking(props: { matches: Match[]; before?: Map<string, number> }) {
  const n = useNetwork();
  return (
    <Ranking matches={props.matches} row={(m) => ({
      id: m.city.id,
      name: <a href={href("cities", m.city.id)}>{nameOf(m.city)}</a>,
      under: countryName(n, m.city.country) + (m.city.quadrant == null ? "" : " · " + shortQuadrant(m.city.quadrant)),
      project: m.project.id == null ? say("inferredNeeds") : titleOf(m.project),
      moved: props.before === undefined ? 0 : (props.before.get(m.city.id) ?? m.rank) - m.rank,
    })} />
  );
}

export function CandidateList(props: { matches: Match[]; showProject?: boolean }) {
  const n = useNetwork();
  if (props.matches.length === 0) return <p class="quiet">{say("noCandidates")}</p>;
  return (
    <Ranking matches={props.matches} row={(m) => ({
      id: m.partner?.id ?? String(m.rank),
      name: m.partner == null ? "" : <PartnerLink of={m.partner} />,
      under: m.partner == null ? "" : word(n, "PartnerKind", m.partner.kind) +
        (m.partner.country == null ? "" : " · " + countryName(n, m.partner.country)),
      project: props.showProject !== true ? undefined : m.project.id == null ? say("inferredNeeds") : titleOf(m.project),
      moved: 0,
    })} />
  );
}

type Row = { id: string; name: ComponentChildren; under: string; project: string | undefined; moved: number };

function Ranking(props: { matches: Match[]; row: (m: Match) => Row }) {
  return (
    <>
      <PartLegend />
      <ol class="ranking">
        {props.matches.map((m) => {
          const row = props.row(m);
          return <Ranked key={row.id} match={m} row={row} />;
        })}
      </ol>
    </>
  );
}

function Ranked(props: { match: Match; row: Row }) {
  const n = useNetwork(), { match: m, row } = props;
  const [open, setOpen] = useState(false);
  const detail = "why-" + row.id;
  return (
    <li class={(m.blocked ? "blocked " : "") + (row.project === undefined ? "brief" : "")}>
      <div class="rank">{m.rank}{row.moved !== 0 && (
        <span class={row.moved > 0 ? "up" : "down"} aria-label={say(row.moved > 0 ? "rose" : "fell", Math.abs(row.moved))}>
          {row.moved > 0 ? "▲" : "▼"}{Math.abs(row.moved)}</span>)}
      </div>
      <div class="who"><strong>{row.name}</strong><span class="under">{row.under}</span></div>
      {row.project !== undefined && <div class="what">{row.project}</div>}
      {m.gates.length + m.flags.length > 0 && <div class="marks">
        {m.gates.map((g) => <span key={g.gate} class="tag bad" title={sentenceOf(g)}>{word(n, "Gate", g.gate)}</span>)}
        {m.flags.map((f) => <span key={f} class="tag warn">{word(n, "Flag", f)}</span>)}
      </div>}
      <div class="score"><strong>{m.shown}</strong><span class="under">{say("coverage", number(m.coverage / 10))}</span></div>
      <div class="make"><PartBar parts={m.parts} score={m.score} /></div>
      <div class="more">
        <button type="button" aria-expanded={open} aria-controls={detail} onClick={() => setOpen(!open)}>{open ? say("hideWhy") : say("why")}</button>
      </div>
      {open && <div class="detail" id={detail}><Why match={m} n={n} /></div>}
    </li>
  );
}

function Why(props: { match: Match; n: Network }) {
  const m = props.match;
  const others = m.projects.filter((p) => p.project.id !== m.project.id);
  return (
    <>
      {m.gates.length > 0 && <div class="note bad"><ul>{m.gates.map((g) => <li key={g.gate}>{sentenceOf(g)}</li>)}</ul></div>}
      {m.change != null && <p class="note good"><strong>{say("whatWouldChange")}</strong> {sentenceOf(m.change)}</p>}
      {m.inferred_from.length > 0 && (
        <p class="note warn">{say("inferredFrom")} {m.inferred_from.map((c) => `${nameOf(c)} ${number(c.share / 100)}%`).join(", ")}</p>
      )}
      <PartTable parts={m.parts} />
      {others.length > 0 && (
        <>
          <h3>{say("otherProjects")}</h3>
          <ul class="others">
            {others.map((p) => (
              <li key={p.project.id}>{titleOf(p.project)} <b>{points(p.score)}</b>
                {p.gates.map((g) => <> <span class="tag bad" title={sentenceOf(g)}>{word(props.n, "Gate", g.gate)}</span></>)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
