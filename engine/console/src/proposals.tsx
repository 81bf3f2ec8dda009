// What is proposed to a company or a city: its own pairings, to be accepted or declined.
import { useMemo, useState } from "preact/hooks";
import { api, type Proposal, type Trouble } from "./api";
import { newKey } from "./client";
import { day, nameOf, number, sentenceOf, titleOf } from "./language";
import { named, type Network, useNetwork, word } from "./reference";
import { href } from "./route";
import { say } from "./say";
import { Answered, asTrouble, Card, PageHead, PartnerLink, TroubleNote, useAnswer, useMore } from "./ui";

export function ProposalsPage() {
  const [found, retry] = useAnswer(() => api.proposals(undefined), []);
  return (
    <>
      <PageHead title={say("proposals")} lead={say("proposalsLead")} />
      <Card>
        <Answered of={found} retry={retry}>{(page) => <Proposals key={JSON.stringify(page.items)} first={page} again={retry} />}</Answered>
      </Card>
    </>
  );
}

const sideOf = (n: Network) => n.me.role === "city" ? "city" as const : "partner" as const;

function Proposals(props: { first: { items: Proposal[]; next: string | null }; again: () => void }) {
  const [all, more] = useMore(props.first, (cursor) => api.proposals(cursor));
  if (all.length === 0) return <p class="empty">{say("noProposals")}</p>;
  return <><ul class="proposals">{all.map((p) => <One key={p.list + p.number} of={p} again={props.again} />)}</ul>{more}</>;
}

function One(props: { of: Proposal; again: () => void }) {
  const n = useNetwork(), p = props.of;
  const answered = p.stages.find((s) => s.side === sideOf(n));
  const over = p.stages.some((s) => s.stage === "declined" || s.stage === "ended");
  return (
    <li>
      <div class="card-head">
        <h2>{n.me.role === "city" ? <PartnerLink of={p.partner} /> : <a href={href("cities", p.city.id)}>{nameOf(p.city)}</a>}
          <span class="under">{p.project.id == null ? say("inferredNeeds") : titleOf(p.project)}</span></h2>
        <div class="score"><strong>{p.shown}</strong> <span class="quiet">{say("coverage", number(p.coverage / 10))}</span></div>
      </div>
      <p class="about">{named(n.meetings, p.meeting)} · {word(n, "ListState", p.state)}</p>
      <p>{sentenceOf({ en: p.reason_en, ko: p.reason_ko })}</p>
      {p.stages.length > 0 && <ol class="events">{p.stages.map((s, i) => (
        <li key={i}><strong>{word(n, "PairingStage", s.stage)}</strong>{s.side != null && <> · {word(n, "PairingSide", s.side)}</>} <span class="quiet">{day(s.date)}</span>
          {s.reason != null && <p class="said">{s.reason}</p>}{s.note != null && <p class="said">{s.note}</p>}</li>
      ))}</ol>}
      {answered === undefined && !over && <Answer of={p} again={props.again} />}
    </li>
  );
}

function Answer(props: { of: Proposal; again: () => void }) {
  const n = useNetwork(), p = props.of;
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const key = useMemo(newKey, [declining, why]);
  const send = (stage: "accepted" | "declined") => {
    setBusy(true);
    setWhy(null);
    api.stage(p.list, p.number, { stage, side: sideOf(n), ...(stage === "declined" ? { reason: reason.trim() } : {}) }, key)
      .then(props.again, (e: unknown) => setWhy(asTrouble(e))).finally(() => setBusy(false));
  };
  return (
    <form class="answer" onSubmit={(e) => { e.preventDefault(); send("declined"); }}>
      {declining && <label class="field"><span>{say("reasonDeclined")}</span>
        <textarea name="reason" rows={2} maxLength={2000} required value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></label>}
      {why !== null && <TroubleNote why={why} />}
      <div class="actions">
        {!declining && <button type="button" class="primary accept" disabled={busy} onClick={() => send("accepted")}>{say("accept")}</button>}
        {!declining && <button type="button" class="decline" onClick={() => setDeclining(true)}>{say("decline")}</button>}
        {declining && <button type="submit" class="primary" disabled={busy || reason.trim() === ""}>{say("decline")}</button>}
        {declining && <button type="button" onClick={() => setDeclining(false)}>{say("notNow")}</button>}
      </div>
    </form>
  );
}
