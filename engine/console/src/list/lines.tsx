// The lines of a list, each with its reasons, and who is left over.
import { useState } from "preact/hooks";
import type { Pairing, PairingList } from "../api";
import { nameOf, number, sentenceOf, titleOf } from "../language";
import { PartBar, PartLegend, PartTable } from "../partner/parts";
import { countryName, useNetwork, word } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Card, PartnerLink } from "../ui";
import { capacityOf, isBanned, isPinned, pairOf, setCapacity, toggleBan, togglePin } from "./edits";
import type { Adjust, ListProps } from "./list";
import { Stages } from "./stages";

export function Lines(props: ListProps) {
  const { list } = props;
  const [find, setFind] = useState("");
  const shown = list.pairings.filter((p) => names(p).includes(folded(find)));
  if (list.pairings.length === 0) return <p class="empty">{say("noPairings")}</p>;
  return (
    <>
      <PartLegend />
      <label class="field filter"><span>{say("findInList")}</span>
        <input type="search" name="find" value={find} onInput={(e) => setFind(e.currentTarget.value)} /></label>
      {shown.length === 0 && <p class="empty" role="status">{say("noneFound")}</p>}
      <ol class="ranking">{shown.map((p) => <Line key={`${p.city.id}|${p.project.id ?? ""}|${p.partner.id}`} {...props} line={p} />)}</ol>
    </>
  );
}

export const folded = (text: string) => text.normalize("NFKD").replace(/[\s\p{M}]/gu, "").toLowerCase();

/** All that a pairing may be looked for by, in both languages. */
function names(p: Pairing): string {
  return folded([p.city.name_en, p.city.name_ko, p.project.title_en, p.project.title_ko, p.partner.name_en, p.partner.name_ko].join("|"));
}

function Line(props: ListProps & { line: Pairing }) {
  const n = useNetwork(), { line, list } = props;
  const [open, setOpen] = useState(false);
  const detail = "line-" + line.number;
  const fresh = props.fresh?.has(line.number) === true;
  const stage = list.stages.filter((s) => s.number === line.number).at(-1);
  return (
    <li class={fresh ? "fresh" : ""}>
      <div class="rank">{line.number}</div>
      <div class="who"><strong><a href={href("cities", line.city.id)}>{nameOf(line.city)}</a></strong>
        <span class="under">{line.project.id == null ? say("inferredNeeds") : titleOf(line.project)}</span></div>
      <div class="what"><PartnerLink of={line.partner} />
        <span class="under">{word(n, "PartnerKind", line.partner.kind)}{line.partner.country != null && " · " + countryName(n, line.partner.country)}</span></div>
      {(fresh || line.pinned || line.flags.length > 0 || stage !== undefined) && <div class="marks">
        {fresh && <span class="tag good">{say("newHere")}</span>}
        {stage !== undefined && <span class={"tag " + (stage.stage === "declined" ? "bad" : "good")}>{word(n, "PairingStage", stage.stage)}</span>}
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
          {props.adjust != null && <LineTools line={line} adjust={props.adjust} />}
          <PartTable parts={line.parts} />
          <h3>{say("alternates")}</h3>
          <Alternates line={line} />
          {list.id != null && <Stages list={list} line={line} again={props.stages} />}
        </div>
      )}
    </li>
  );
}

/** Who else could take the place, and what their coming would cost the list. */
function Alternates(props: { line: Pairing }) {
  const { alternates } = props.line;
  if (alternates.length === 0) return <p class="quiet">{say("noAlternates")}</p>;
  return (
    <ul class="others">
      {alternates.map((a) => (
        <li key={a.partner.id}><PartnerLink of={a.partner} /> <b>{a.shown}</b>
          {a.loss != null && <span class="quiet"> · {a.loss === 0 ? say("noLoss") : say("loss", number(a.loss / 100000, 2))}</span>}
          {a.project.id != null && a.project.id !== props.line.project.id && <span class="quiet"> · {titleOf(a.project)}</span>}</li>
      ))}
    </ul>
  );
}

function LineTools(props: { line: Pairing; adjust: Adjust }) {
  const { rules, set } = props.adjust, pair = pairOf(props.line);
  return (
    <div class="line-tools">
      <button type="button" class="small" aria-pressed={isPinned(rules, pair)} onClick={() => set(togglePin(rules, pair))}>{say("pin")}</button>
      <button type="button" class="small" aria-pressed={isBanned(rules, pair)} onClick={() => set(toggleBan(rules, pair))}>{say("ban")}</button>
      <Capacity partner={pair.partner} adjust={props.adjust} />
    </div>
  );
}

export function Capacity(props: { partner: string; adjust: Adjust }) {
  const { rules, set } = props.adjust;
  const now = capacityOf(rules, props.partner);
  return (
    <label class="capacity"><span>{say("capacityHere")}</span>
      <input type="number" min={0} max={1000} step={1} value={now ?? ""} placeholder={say("asProfile")}
        onChange={(e) => {
          const text = e.currentTarget.value;
          if (text === "") set(setCapacity(rules, props.partner, undefined));
          else if (e.currentTarget.checkValidity()) set(setCapacity(rules, props.partner, Number(text)));
        }} /></label>
  );
}

export function LeftOvers(props: { list: PairingList }) {
  return (
    <div class="columns">
      <Card title={say("uncovered")}><LeftOver of={props.list.uncovered} none={say("noneUncovered")} /></Card>
      <Card title={say("unpaired")}><LeftOver of={props.list.unpaired} none={say("noneUnpaired")} /></Card>
    </div>
  );
}

const FEW = 12;

function LeftOver(props: { of: PairingList["uncovered"]; none: string }) {
  const [all, setAll] = useState(false);
  if (props.of.length === 0) return <p class="empty">{props.none}</p>;
  const shown = all ? props.of : props.of.slice(0, FEW);
  return (
    <>
      <ul class="left-over">
        {shown.map((x) => (
          <li key={x.city?.id ?? x.partner?.id}>
            <strong>{x.city != null ? <a href={href("cities", x.city.id)}>{nameOf(x.city)}</a>
              : x.partner != null && <PartnerLink of={x.partner} />}</strong>
            <p>{sentenceOf(x)}</p>
          </li>
        ))}
      </ul>
      {shown.length < props.of.length && <button type="button" onClick={() => setAll(true)}>{say("showAll", props.of.length)}</button>}
    </>
  );
}
