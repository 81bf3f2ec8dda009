// Building a list: first as a rehearsal, which stores nothing; then, unchanged, for good, as a
// job whose progress shows.
import { useMemo, useState } from "preact/hooks";
import { api, type Job, type PairingList, type Trouble } from "../api";
import { newKey } from "../client";
import { day, moment, nameOf } from "../language";
import { named, presentPolicy, useNetwork, word } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { asTrouble, Card, PageHead, TroubleNote, useAnswer } from "../ui";
import { newLines, type Rules } from "./edits";
import { ListBody } from "./list";
import { Progress } from "./progress";
import { type NamesOf, RuleFields } from "./rules";

const POINT = 100_000; // of a score of 10,000,000

export function NewListPage() {
  const n = useNetwork();
  const meetings = [...n.meetings.values()].sort((a, b) => a.date_start.localeCompare(b.date_start));
  const [rules, setRules] = useState<Rules>({
    meeting: meetings.at(-1)?.id ?? "", policy: presentPolicy(n)?.id ?? null, as_of: null, floor: 0, pins: [], bans: [], capacities: [], quotas: [],
    replaces: null, change_price: 0, dry_run: false,
  });
  const names = useMemo<NamesOf>(() => new Map(), []);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const [rehearsed, setRehearsed] = useState<{ list: PairingList; asked: Rules; key: string; fresh: Set<number> } | null>(null);
  const [job, setJob] = useState<Job | null>(null);

  const change = (next: Rules) => { setRules(next); setRehearsed(null); setWhy(null); setJob(null); };
  const run = (work: Promise<void>) => {
    setBusy(true);
    setWhy(null);
    work.catch((e: unknown) => setWhy(asTrouble(e))).finally(() => setBusy(false));
  };
  // The key is made with the rehearsal: to press twice, or to retry, stores one list.
  const rehearse = () => run(api.rehearse(rules).then((list) => setRehearsed({ list, asked: rules, key: newKey(), fresh: new Set() })));
  /** A pin in the rehearsed list is rehearsed at once; what it brings is marked. */
  const adjust = (next: Rules) => {
    const before = rehearsed?.list;
    setRules(next);
    setJob(null);
    run(api.rehearse(next).then((list) => setRehearsed({
      list, asked: next, key: newKey(), fresh: before === undefined ? new Set() : newLines(before, list),
    })));
  };
  const store = () => {
    if (rehearsed !== null) run(api.build(rehearsed.asked, rehearsed.key).then(setJob));
  };

  return (
    <>
      <PageHead title={say("newList")} lead={say("newListLead")}>
        <a class="back" href={href("lists")}>{say("allLists")}</a>
      </PageHead>
      <Card>
        <form class="build" onSubmit={(e) => { e.preventDefault(); rehearse(); }}>
          <Basics rules={rules} set={change} />
          <RuleFields rules={rules} set={change} names={names} />
          <button type="submit" class={rehearsed === null ? "primary" : ""} disabled={busy}>{busy ? say("computing") : say("rehearse")}</button>
        </form>
        {why !== null && <TroubleNote why={why} retry={rehearsed === null ? rehearse : store} />}
        {rehearsed !== null && (
          <div class="note info confirm">
            <p role="status"><strong>{say("rehearsed")}</strong> {say("rehearsedNext")}</p>
            {job === null ? <button type="button" class="primary" disabled={busy} onClick={store}>{say("store")}</button> : <Progress job={job} />}
          </div>
        )}
      </Card>
      {rehearsed !== null && (
        <div aria-busy={busy} class={busy ? "busy" : ""}><ListBody list={rehearsed.list} fresh={rehearsed.fresh} adjust={{ rules, set: adjust }} /></div>
      )}
    </>
  );
}

function Basics(props: { rules: Rules; set: (rules: Rules) => void }) {
  const n = useNetwork(), { rules, set } = props;
  const meetings = [...n.meetings.values()].sort((a, b) => a.date_start.localeCompare(b.date_start));
  const [earlier] = useAnswer(() => api.lists(), []);
  return (
    <div class="fields">
      <label class="field wide-field"><span>{say("meeting")}</span>
        <select name="meeting" value={rules.meeting} onChange={(e) => set({ ...rules, meeting: e.currentTarget.value })}>
          {meetings.map((m) => <option key={m.id} value={m.id}>{day(m.date_start)} · {nameOf(m)}</option>)}
        </select></label>
      <label class="field wide-field"><span>{say("policy")}</span>
        <select name="policy" value={rules.policy ?? ""} onChange={(e) => set({ ...rules, policy: e.currentTarget.value })}>
          {[...n.policies.values()].map((p) => <option key={p.id} value={p.id}>{nameOf(p)}</option>)}
        </select></label>
      <label class="field"><span>{say("asOfMeeting")}</span>
        <input type="date" name="as_of" value={rules.as_of ?? ""} onInput={(e) => set({ ...rules, as_of: e.currentTarget.value === "" ? null : e.currentTarget.value })} /></label>
      <label class="field"><span>{say("floor")}</span>
        <input type="number" name="floor" min="0" max="100" step="0.01" required value={(rules.floor ?? 0) / POINT} aria-describedby="floor-note"
          onInput={(e) => set({ ...rules, floor: Math.round(Number(e.currentTarget.value) * POINT) })} /></label>
      <label class="field wide-field"><span>{say("replaces")}</span>
        <select name="replaces" value={rules.replaces ?? ""} onChange={(e) => {
          const replaces = e.currentTarget.value === "" ? null : e.currentTarget.value;
          set({ ...rules, replaces, change_price: replaces === null ? 0 : rules.change_price });
        }}>
          <option value="">{say("nothingEarlier")}</option>
          {earlier.at === "there" && earlier.value.filter((l) => l.state !== "withdrawn").map((l) => (
            <option key={l.id} value={l.id}>{named(n.meetings, l.meeting)} · {word(n, "ListState", l.state)} · {moment(l.created)}</option>
          ))}
        </select></label>
      {rules.replaces != null && <label class="field"><span>{say("changePrice")}</span>
        <input type="number" name="change_price" min="0" max="10000" step="0.01" value={(rules.change_price ?? 0) / POINT}
          onInput={(e) => set({ ...rules, change_price: Math.round(Number(e.currentTarget.value) * POINT) })} /></label>}
      <p class="about whole-row" id="floor-note">{say("floorNote")}</p>
    </div>
  );
}
