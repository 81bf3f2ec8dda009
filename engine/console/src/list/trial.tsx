// What would come of other pins, bans and capacities: rehearsed as they are asked for, shown
// beside what the stored list has, and stored as a new draft only when somebody says so.
import { useMemo, useState } from "preact/hooks";
import { api, type Job, type Pairing, type PairingList, type Trouble } from "../api";
import { newKey } from "../client";
import { nameOf, number, points, sentenceOf, titleOf } from "../language";
import { named, type Network, useNetwork } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { asTrouble, PartnerLink, partnerName, TroubleNote, useAnswer } from "../ui";
import { type Edit, editsBetween, type Rules, shiftsBetween } from "./edits";
import { Progress } from "./progress";

const SETTLE_MS = 150;

export type Tried = { list: PairingList | null; busy: boolean; why: Trouble | null; retry: () => void };

/** Rehearses once the reader has paused; nothing is asked while nothing is changed. */
export function useTrial(asked: Rules, rules: Rules): Tried {
  const [found, retry, busy] = useAnswer(async (signal) => {
    if (rules === asked || editsBetween(asked, rules).length === 0) return null;
    await new Promise((done) => setTimeout(done, SETTLE_MS));
    signal.throwIfAborted();
    return api.rehearse(rules, signal);
  }, [asked, rules]);
  return {
    list: found.at === "there" ? found.value : null, busy, why: found.at === "trouble" ? found.why : null, retry,
  };
}

type TrialProps = { before: PairingList; asked: Rules; rules: Rules; set: (rules: Rules) => void; trial: Tried };

export function Trial(props: TrialProps) {
  const n = useNetwork(), { before, asked, rules, set, trial } = props;
  const edits = useMemo(() => editsBetween(asked, rules), [asked, rules]);
  const partners = useMemo(() => partnerNames(before, trial.list), [before, trial.list]);
  const [job, setJob] = useState<Job | null>(null);
  const [why, setWhy] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const key = useMemo(newKey, [rules]);
  if (edits.length === 0) return null;
  const store = () => {
    setBusy(true);
    setWhy(null);
    api.build(rules, key).then(setJob, (e: unknown) => setWhy(asTrouble(e))).finally(() => setBusy(false));
  };
  return (
    <section class="card trial" aria-label={say("trial")}>
      <div class="card-head">
        <h2>{say("trial")}</h2>
        <div class="actions">
          <button type="button" onClick={() => set(asked)}>{say("discard")}</button>
          <button type="button" class="primary" disabled={trial.list === null || trial.busy || busy || job !== null} onClick={store}>{say("storeDraft")}</button>
        </div>
      </div>
      <p class="about">{say("trialNote")}</p>
      <ul class="edits">
        {edits.map((e) => {
          const text = editText(n, e, partners);
          return (
            <li key={e.kind + JSON.stringify(e.rule)}><span>{text}</span>
              <button type="button" class="small" onClick={() => set(e.undo)} aria-label={say("undoThis", text)}>{say("undo")}</button></li>
          );
        })}
      </ul>
      {job !== null && <Progress job={job} />}
      {why !== null && <TroubleNote why={why} retry={store} />}
      {trial.why !== null && <TroubleNote why={trial.why} retry={trial.retry} />}
      <div aria-busy={trial.busy} class={trial.busy ? "busy" : ""} role="status">
        {trial.list === null ? trial.why === null && <p class="waiting">{say("computing")}</p> : <Shifts before={before} after={trial.list} />}
      </div>
    </section>
  );
}

function partnerNames(...lists: (PairingList | null)[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const list of lists) {
    for (const p of list?.pairings ?? []) {
      found.set(p.partner.id, partnerName(p.partner));
      for (const a of p.alternates) found.set(a.partner.id, partnerName(a.partner));
    }
    for (const u of list?.unpaired ?? []) if (u.partner != null) found.set(u.partner.id, partnerName(u.partner));
  }
  return found;
}

const editKeys = { pin: "editPin", unpin: "editUnpin", ban: "editBan", unban: "editUnban" } as const;

function editText(n: Network, e: Edit, partners: Map<string, string>): string {
  const partner = partners.get(e.rule.partner) ?? e.rule.partner;
  if (e.kind === "capacity") return e.max === undefined ? say("editCapacityBack", partner) : say("editCapacity", partner, e.max);
  const project = e.rule.project == null ? undefined : n.projects.get(e.rule.project);
  const place = project !== undefined ? `${named(n.cities, project.city)} · ${titleOf(project)}` : named(n.cities, e.rule.city ?? "");
  return say(editKeys[e.kind], partner, place);
}

/** The difference: totals before and after, then city by city. */
export function Shifts(props: { before: PairingList; after: PairingList }) {
  const { before, after } = props;
  const shifts = useMemo(() => shiftsBetween(before, after), [before, after]);
  return (
    <>
      <div class="figures deltas">
        <Delta label={say("citiesCovered")} from={before.totals.cities_covered} to={after.totals.cities_covered} show={number} />
        <Delta label={say("pairings")} from={before.totals.pairings} to={after.totals.pairings} show={number} />
        <Delta label={say("sumOfScores")} from={before.totals.score} to={after.totals.score} show={points} />
      </div>
      {before.snapshot !== after.snapshot && <p class="note warn">{say("dataMoved")}</p>}
      {after.problems.length > 0 && <div class="note bad"><ul>{after.problems.map((p, i) => <li key={i}>{sentenceOf(p)}</li>)}</ul></div>}
      {shifts.length === 0 ? <p class="empty">{say("sameList")}</p> : (
        <ul class="shifts">
          {shifts.map((s) => (
            <li key={s.city.id}>
              <strong><a href={href("cities", s.city.id)}>{nameOf(s.city)}</a></strong>
              <ul>
                {s.gone.map((p) => <ShiftLine key={p.number} line={p} gone />)}
                {s.come.map((p) => <ShiftLine key={"n" + p.number} line={p} gone={false} />)}
              </ul>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ShiftLine(props: { line: Pairing; gone: boolean }) {
  const { line } = props;
  return (
    <li class={props.gone ? "gone" : "come"}>
      <span class="sign">{say(props.gone ? "goes" : "comes")}</span>{" "}
      <PartnerLink of={line.partner} /> <b>{line.shown}</b>
      <span class="under">{line.project.id == null ? say("inferredNeeds") : titleOf(line.project)}</span>
    </li>
  );
}

function Delta(props: { label: string; from: number; to: number; show: (n: number) => string }) {
  const by = props.to - props.from;
  return (
    <div class="figure">
      <strong>{props.show(props.to)}</strong>
      <span>{props.label} <b class={by > 0 ? "more-than" : by < 0 ? "less-than" : ""}>
        {by === 0 ? "±0" : (by > 0 ? "+" : "−") + props.show(Math.abs(by))}</b></span>
    </div>
  );
}
