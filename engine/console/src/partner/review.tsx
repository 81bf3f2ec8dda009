// The review of a partner: submitted by the partner, verified for a term by the Centre.
import { useState } from "preact/hooks";
import { api, type Partner, type ReviewStep, type Trouble } from "../api";
import { newKey } from "../client";
import { day } from "../language";
import { may, type Network, useNetwork, word } from "../reference";
import { type Key, say } from "../say";
import { asTrouble, Card, TroubleNote } from "../ui";
import { Alike } from "./alike";

const TERM_YEARS = 2;

/** The database decides; this only spares the reader what it would refuse. */
const steps: Record<ReviewStep, { from: Partner["state"][]; text: Key; about: Key; term: boolean }> = {
  submit: { from: ["draft"], text: "submitPartner", about: "submitNote", term: false },
  verify: { from: ["submitted", "suspended"], text: "verifyPartner", about: "verifyNote", term: true },
  renew: { from: ["verified", "expired"], text: "renewPartner", about: "renewNote", term: true },
  suspend: { from: ["verified"], text: "suspendPartner", about: "suspendNote", term: false },
};

function mayStep(n: Network, step: ReviewStep): boolean {
  return may(n, "post", `/v1/partners/{id}/${step}`);
}

export function Review(props: { partner: Partner; again: () => void }) {
  const n = useNetwork(), { partner: p } = props;
  const [doing, setDoing] = useState<ReviewStep | null>(null);
  const open = (Object.keys(steps) as ReviewStep[]).filter((s) => steps[s].from.includes(p.state) && mayStep(n, s));
  return (
    <Card class="review">
      <div class="card-head">
        <p class="state-line"><span class={"tag state " + p.state}>{word(n, "PartnerState", p.state)}</span> {p.valid_to != null && say("until", day(p.valid_to))}</p>
        {doing === null && <div class="actions">
          {open.map((s) => <button key={s} type="button" class={s === "suspend" ? "" : "primary"} onClick={() => setDoing(s)}>{say(steps[s].text)}</button>)}
        </div>}
      </div>
      {(p.state === "submitted" || p.state === "draft") && mayStep(n, "verify") && <Alike value={p} self={p.id} />}
      {doing !== null && <StepForm key={doing} partner={p} step={doing} possible={open.includes(doing)} again={props.again} close={() => setDoing(null)} />}
    </Card>
  );
}

function inYears(years: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getFullYear() + years, now.getMonth(), now.getDate())).toISOString().slice(0, 10);
}

function StepForm(props: { partner: Partner; step: ReviewStep; possible: boolean; again: () => void; close: () => void }) {
  const n = useNetwork(), { step, partner } = props, { term } = steps[step];
  const [until, setUntil] = useState(() => term ? inYears(TERM_YEARS) : "");
  const [key, setKey] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const submit = () => {
    setBusy(true);
    setWhy(null);
    api.review(partner.id, step, until === "" ? null : until, key)
      .then(() => { props.close(); props.again(); },
        (e: unknown) => {
          setWhy(asTrouble(e));
          setKey(newKey());
          if (asTrouble(e).status === 409) props.again();
        })
      .finally(() => setBusy(false));
  };
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); submit(); }}>
      <p>{say(steps[step].about)}</p>
      {term && <label class="field term"><span>{say("termUntil")}</span>
        <input type="date" name="valid_to" value={until} onInput={(e) => setUntil(e.currentTarget.value)} /></label>}
      {why !== null && <TroubleNote why={why} />}
      {!props.possible && <p class="note warn" role="status">{say("reviewMovedOn", word(n, "PartnerState", partner.state))}</p>}
      <div class="actions">
        <button type="submit" class="primary" disabled={busy || !props.possible}>{busy ? say("waiting") : say(steps[step].text)}</button>
        <button type="button" onClick={props.close}>{say("notNow")}</button>
      </div>
    </form>
  );
}
