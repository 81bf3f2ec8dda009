// A pairing list: what is paired and why, what is not and why not.
import { useState } from "preact/hooks";
import { api, type PairingList, type Trouble } from "./api";
import { day, moment, nameOf, number, points, sentenceOf, titleOf } from "./language";
import { countryName, named, useNetwork, word } from "./network";
import { PartBar, PartLegend, PartTable } from "./parts";
import { href } from "./route";
import { say } from "./say";
import { Answered, asTrouble, Card, Figure, PageHead, PartnerLink, Terms, TroubleNote, useAnswer } from "./ui";

export function ListPage(props: { id: string }) {
  const n = useNetwork();
  const [found, retry] = useAnswer(() => api.list(props.id), [props.id]);
  return (
    <Answered of={found} retry={retry} page>
      {(list) => (
        <>
          <PageHead title={named(n.meetings, list.meeting)}
            lead={say("listLead", list.state == null ? "" : word(n, "ListState", list.state), list.created == null ? "" : moment(list.created))}>
            <CsvButton id={props.id} meeting={list.meeting} />
            <a class="back" href={href("lists")}>{say("allLists")}</a>
          </PageHead>
          <ListBody list={list} />
        </>
      )}
    </Answered>
  );
}

function CsvButton(props: { id: string; meeting: string }) {
  const [why, setWhy] = useState<Trouble | null>(null);
  const save = () => {
    setWhy(null);
    api.csv(props.id).then((bytes) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(bytes);
      link.download = `${props.meeting}-${props.id.slice(0, 8)}.csv`;
      link.click();
      URL.revokeObjectURL(link.href);
    }).catch((e: unknown) => setWhy(asTrouble(e)));
  };
  return (
    <>
      <button type="button" onClick={save}>{say("downloadCsv")}</button>
      {why !== null && <TroubleNote why={why} retry={save} />}
    </>
  );
}

export function ListBody(props: { list: PairingList }) {
  const n = useNetwork(), { list } = props, { totals } = list;
  const [find, setFind] = useState("");
  const shown = list.pairings.filter((p) => names(p).includes(folded(find)));
  return (
    <>
      <Card title={say("summary")}>
        <div class="figures">
          <Figure value={`${totals.cities_covered} / ${totals.cities}`} label={say("citiesCovered")} />
          <Figure value={number(totals.pairings)} label={say("pairings")} />
          <Figure value={points(totals.score)} label={say("sumOfScores")} />
          <Figure value={totals.pairings === 0 ? "–" : points(totals.score / totals.pairings)} label={say("meanScore")} />
        </div>
        <Terms of={[
          [say("policy"), named(n.policies, list.policy)], [say("asOf"), day(list.as_of)],
          [say("floor"), points(list.constraints.floor ?? 0)],
          [say("snapshot"), <code>{list.snapshot.slice(0, 16)}</code>],
          [say("digest"), <code>{list.digest?.slice(0, 16) ?? "–"}</code>],
        ]} />
        {list.problems.length > 0 && <div class="note bad"><ul>{list.problems.map((p, i) => <li key={i}>{sentenceOf(p)}</li>)}</ul></div>}
      </Card>
      <Card title={say("pairings")}>
        {list.pairings.length === 0 ? <p class="empty">{say("noPairings")}</p> : (
          <>
            <PartLegend />
            <label class="field filter"><span>{say("findInList")}</span>
              <input type="search" name="find" value={find} onInput={(e) => setFind(e.currentTarget.value)} /></label>
            {shown.length === 0 && <p class="empty" role="status">{say("noneFound")}</p>}
            <ol class="ranking">{shown.map((p) => <Line key={p.number} line={p} />)}</ol>
          </>
        )}
      </Card>
      <div class="columns">
        <Card title={say("uncovered")}>
          <LeftOver of={list.uncovered} none={say("noneUncovered")} />
        </Card>
        <Card title={say("unpaired")}>
          <LeftOver of={list.unpaired} none={say("noneUnpaired")} />
        </Card>
      </div>
    </>
  );
}

const folded = (text: string) => text.normalize("NFKD").replace(/[\s\p{M}]/gu, "").toLowerCase();

/** All that a pairing may be looked for by, in both languages. */
function names(p: PairingList["pairings"][number]): string {
  return folded([p.city.name_en, p.city.name_ko, p.project.title_en, p.project.title_ko, p.partner.name_en, p.partner.name_ko].join("|"));
}

function Line(props: { line: PairingList["pairings"][number] }) {
  const n = useNetwork(), { line } = props;
  const [open, setOpen] = useState(false);
  const detail = "line-" + line.number;
  return (
    <li>
      <div class="rank">{line.number}</div>
      <div class="who"><strong><a href={href("cities", line.city.id)}>{nameOf(line.city)}</a></strong>
        <span class="under">{line.project.id == null ? say("inferredNeeds") : titleOf(line.project)}</span></div>
      <div class="what"><PartnerLink of={line.partner} />
        <span class="under">{word(n, "PartnerKind", line.partner.kind)}{line.partner.country != null && " · " + countryName(n, line.partner.country)}</span></div>
      {(line.pinned || line.flags.length > 0) && <div class="marks">
        {line.pinned && <span class="tag">{say("pinned")}</span>}
        {line.flags.map((f) => <span key={f} class="tag warn">{word(n, "Flag", f)}</span>)}
      </div>}
      <div class="score"><strong>{line.shown}</strong><span class="under">{say("coverage", number(line.coverage / 10))}</span></div>
      <div class="make"><PartBar parts={line.parts} score={line.score} /></div>
      <p class="reason">{sentenceOf({ en: line.reason_en, ko: line.reason_ko })}</p>
      <div class="more">
        <button type="button" aria-expanded={open} aria-controls={detail} onClick={() => setOpen(!open)}>{open ? say("hideWhy") : say("why")}</button>
      </div>
      {open && (
        <div class="detail" id={detail}>
          <PartTable parts={line.parts} />
          <h3>{say("alternates")}</h3>
          {line.alternates.length === 0 ? <p class="quiet">{say("noAlternates")}</p> : (
            <ul class="others">
              {line.alternates.map((a) => <li key={a.partner.id}><PartnerLink of={a.partner} /> <b>{a.shown}</b></li>)}
            </ul>
          )}
        </div>
      )}
    </li>
  );
}

function LeftOver(props: { of: PairingList["uncovered"]; none: string }) {
  if (props.of.length === 0) return <p class="empty">{props.none}</p>;
  return (
    <ul class="left-over">
      {props.of.map((x) => (
        <li key={x.city?.id ?? x.partner?.id}>
          <strong>{x.city != null ? <a href={href("cities", x.city.id)}>{nameOf(x.city)}</a>
            : x.partner != null && <PartnerLink of={x.partner} />}</strong>
          <p>{sentenceOf(x)}</p>
        </li>
      ))}
    </ul>
  );
}
