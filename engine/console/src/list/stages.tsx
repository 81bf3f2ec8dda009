// How far a pairing has come, and the form to note the next stage.
import { useState } from "preact/hooks";
import { api, type FieldTrouble, type Pairing, type PairingList, type StageLine, type StageRequest, type Trouble } from "../api";
import { newKey } from "../client";
import { day } from "../language";
import { may, useNetwork, word, wordIds } from "../reference";
import { say } from "../say";
import { asTrouble, TroubleNote } from "../ui";

const ROUTE = "/v1/pairing-lists/{id}/pairings/{number}/stages";
const MOVING = ["proposed", "approved", "announced"];

export function Stages(props: { list: PairingList; line: Pairing; again: (() => void) | undefined }) {
  const n = useNetwork(), { list, line } = props;
  const [open, setOpen] = useState(false);
  const own = list.stages.filter((s) => s.number === line.number);
  const moves = may(n, "post", ROUTE) && MOVING.includes(list.state ?? "") && props.again !== undefined;
  if (own.length === 0 && !moves) return null;
  return (
    <>
      <h3>{say("stages")}</h3>
      {own.length === 0 ? <p class="quiet">{say("noStages")}</p> : <StageList of={own} />}
      {moves && !open && <button type="button" class="small" onClick={() => setOpen(true)}>{say("noteStage")}</button>}
      {moves && open && <StageForm list={list} line={line} before={own} close={() => setOpen(false)} again={props.again!} />}
    </>
  );
}

function StageList(props: { of: StageLine[] }) {
  const n = useNetwork();
  return (
    <ol class="events">
      {props.of.map((s, i) => (
        <li key={i}><strong>{word(n, "PairingStage", s.stage)}</strong>{s.side != null && <> · {word(n, "PairingSide", s.side)}</>}{" "}
          <span class="quiet">{day(s.date)} · {s.holder}</span>
          {s.reason != null && <p class="said">{s.reason}</p>}{s.note != null && <p class="said">{s.note}</p>}</li>
      ))}
    </ol>
  );
}

/** The stage that most often comes next. */
function likely(before: StageLine[], all: string[]): StageRequest["stage"] {
  const last = before.at(-1);
  const waits = last?.stage === "accepted" && new Set(before.filter((s) => s.stage === "accepted").map((s) => s.side)).size < 2;
  if (last === undefined) return all[0] as StageRequest["stage"];
  if (waits || last.stage === "proposed") return "accepted";
  if (last.stage === "accepted") return "introduced";
  return (all[all.indexOf(last.stage) + 1] ?? last.stage) as StageRequest["stage"];
}

function StageForm(props: { list: PairingList; line: Pairing; before: StageLine[]; close: () => void; again: () => void }) {
  const n = useNetwork(), { list, line, before } = props;
  const all = wordIds(n, "PairingStage");
  const [stage, setStage] = useState<StageRequest["stage"]>(() => likely(before, all));
  const [side, setSide] = useState<NonNullable<StageRequest["side"]>>(before.some((s) => s.side === "partner") ? "city" : "partner");
  const [date, setDate] = useState("");
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const [key, setKey] = useState(newKey);
  const answers = stage === "accepted" || stage === "declined";
  const submit = () => {
    setBusy(true);
    setWhy(null);
    const body: StageRequest = { stage };
    if (answers) body.side = side;
    if (date !== "") body.date = date;
    if (stage === "declined" && reason.trim() !== "") body.reason = reason.trim();
    if (note.trim() !== "") body.note = note.trim();
    api.stage(list.id ?? "", line.number, body, key)
      .then(() => { props.close(); props.again(); },
        (e: unknown) => {
          setWhy(asTrouble(e));
          setKey(newKey());
          if (asTrouble(e).status === 409) props.again();
        })
      .finally(() => setBusy(false));
  };
  const wrong = (name: string): FieldTrouble | undefined => why?.fields.find((f) => f.pointer === "/" + name);
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); submit(); }}>
      <div class="fields">
        <label class="field"><span>{say("stage")}</span>
          <select name="stage" value={stage} onChange={(e) => setStage(e.currentTarget.value as typeof stage)}>
            {all.map((s) => <option key={s} value={s}>{word(n, "PairingStage", s)}</option>)}
          </select></label>
        {answers && <label class="field"><span>{say("side")}</span>
          <select name="side" value={side} onChange={(e) => setSide(e.currentTarget.value as typeof side)}>
            {wordIds(n, "PairingSide").map((s) => <option key={s} value={s}>{word(n, "PairingSide", s)}</option>)}
          </select></label>}
        <label class="field"><span>{say("dayToday")}</span>
          <input type="date" name="date" value={date} aria-invalid={wrong("date") !== undefined} onInput={(e) => setDate(e.currentTarget.value)} /></label>
      </div>
      {stage === "declined" && <label class="field"><span>{say("reasonDeclined")}</span>
        <textarea name="reason" rows={2} maxLength={2000} required value={reason} onInput={(e) => setReason(e.currentTarget.value)} /></label>}
      <label class="field"><span>{say("noteOptional")}</span>
        <textarea name="note" rows={2} maxLength={2000} value={note} onInput={(e) => setNote(e.currentTarget.value)} /></label>
      {why !== null && <TroubleNote why={why} />}
      <div class="actions">
        <button type="submit" class="primary" disabled={busy}>{busy ? say("waiting") : say("save")}</button>
        <button type="button" onClick={props.close}>{say("notNow")}</button>
      </div>
    </form>
  );
}
