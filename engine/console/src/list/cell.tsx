// A cell of the matrix: the pair with its reason; or why there is none, and the smallest
// change that would bring it about.
import { useEffect, useRef } from "preact/hooks";
import { api, type CityBrief, type Pairing, type PartnerBrief, type WhyNot } from "../api";
import { nameOf, number, sentenceOf, titleOf } from "../language";
import { PartBar } from "../partner/parts";
import { useNetwork, word } from "../reference";
import { say } from "../say";
import { Answered, PartnerLink, partnerName, useAnswer } from "../ui";
import { isBanned, isPinned, type Pair, pairOf, toggleBan, togglePin } from "./edits";
import { Capacity } from "./lines";
import type { Adjust, ListProps } from "./list";

type CellProps = ListProps & { city: CityBrief; partner: PartnerBrief; pairs: Pairing[]; close: () => void };

export function Cell(props: CellProps) {
  const { city, partner, pairs } = props;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <section ref={panel} class="panel cell-panel" aria-live="polite" aria-label={`${nameOf(city)} – ${partnerName(partner)}`}>
      <div class="card-head">
        <h3>{nameOf(city)} – {partnerName(partner)}</h3>
        <button type="button" class="small" onClick={props.close}>{say("close")}</button>
      </div>
      {pairs.map((p) => (
        <div key={p.number} class="cell-pair">
          <p><b>{p.shown}</b> {p.project.id == null ? say("inferredNeeds") : titleOf(p.project)}</p>
          <PartBar parts={p.parts} score={p.score} />
          <p class="reason">{sentenceOf({ en: p.reason_en, ko: p.reason_ko })}</p>
          {props.adjust != null && <Tools pair={pairOf(p)} adjust={props.adjust} />}
        </div>
      ))}
      {pairs.length === 0 && (props.list.id != null ? <Why id={props.list.id} {...props} />
        : <><p class="quiet">{say("whyNotStored")}</p>{props.adjust != null && <Tools pair={{ partner: partner.id, city: city.id, project: null }} adjust={props.adjust} />}</>)}
    </section>
  );
}

function Tools(props: { pair: Pair; adjust: Adjust; bans?: Pair }) {
  const { pair, adjust: { rules, set } } = props, bans = props.bans ?? pair;
  return (
    <div class="line-tools">
      <button type="button" class="small" aria-pressed={isPinned(rules, pair)} onClick={() => set(togglePin(rules, pair))}>{say("pin")}</button>
      <button type="button" class="small" aria-pressed={isBanned(rules, bans)} onClick={() => set(toggleBan(rules, bans))}>{say("ban")}</button>
      <Capacity partner={pair.partner} adjust={props.adjust} />
    </div>
  );
}

function Why(props: CellProps & { id: string }) {
  const { city, partner, adjust } = props;
  const [found, retry] = useAnswer(() => api.whyNot(props.id, partner.id, city.id), [props.id, partner.id, city.id]);
  return (
    <Answered of={found} retry={retry}>
      {(why) => (
        <>
          <WhyText why={why} />
          {adjust != null && <Tools pair={{ partner: partner.id, city: city.id, project: why.project.id }}
            bans={{ partner: partner.id, city: city.id, project: null }} adjust={adjust} />}
        </>
      )}
    </Answered>
  );
}

function WhyText(props: { why: WhyNot }) {
  const n = useNetwork(), { why } = props;
  return (
    <>
      <p><span class="tag">{word(n, "WhyNotReason", why.reason)}</span> <b>{why.shown}</b> {why.project.id == null ? say("inferredNeeds") : titleOf(why.project)}</p>
      <p>{sentenceOf(why)}</p>
      <p class="note good"><strong>{say("whatWouldPair")}</strong> {sentenceOf({ en: why.change_en, ko: why.change_ko })}</p>
      {why.dropped.length + why.added.length > 0 && (
        <ul class="shifts flat">
          {why.dropped.map((d, i) => <li key={i} class="gone"><span class="sign">{say("goes")}</span> {nameOf(d.city)} – <PartnerLink of={d.partner} /></li>)}
          {why.added.map((d, i) => <li key={i} class="come"><span class="sign">{say("comes")}</span> {nameOf(d.city)} – <PartnerLink of={d.partner} /></li>)}
        </ul>
      )}
      {why.gap?.score != null && <p class="about">{say("gap", number(why.gap.score / 100000, 2))}</p>}
    </>
  );
}
