// Building a list: first as a rehearsal, which stores nothing; then, unchanged, for good.
import { useState } from "preact/hooks";
import { api, type PairingList, type PairingRequest, type Trouble } from "./api";
import { day, nameOf } from "./language";
import { ListBody } from "./list";
import { presentPolicy, useNetwork } from "./network";
import { go, href } from "./route";
import { say } from "./say";
import { asTrouble, Card, PageHead, TroubleNote } from "./ui";

const POINT = 100_000; // of a score of 10,000,000

export function NewListPage() {
  const n = useNetwork();
  const meetings = [...n.meetings.values()].sort((a, b) => a.date_start.localeCompare(b.date_start));
  const policies = [...n.policies.values()];
  const [meeting, setMeeting] = useState(meetings.at(-1)?.id ?? "");
  const [policy, setPolicy] = useState(presentPolicy(n)?.id ?? "");
  const [floor, setFloor] = useState("0");
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const [rehearsed, setRehearsed] = useState<{ list: PairingList; asked: PairingRequest; key: string } | null>(null);

  const changed = () => { setRehearsed(null); setWhy(null); };
  const run = (work: Promise<void>) => {
    setBusy(true);
    setWhy(null);
    work.catch((e: unknown) => setWhy(asTrouble(e))).finally(() => setBusy(false));
  };
  const rehearse = () => {
    const asked = { meeting, policy, floor: Math.round(Number(floor) * POINT), pins: [], bans: [], capacities: [], quotas: [], dry_run: false };
    // The key is made with the rehearsal: to press twice, or to retry, stores one list.
    const key = crypto.getRandomValues(new Uint32Array(4)).join("-");
    run(api.build({ ...asked, dry_run: true }, key + "-dry").then((list) => setRehearsed({ list, asked, key })));
  };
  const store = () => {
    if (rehearsed === null) return;
    run(api.build(rehearsed.asked, rehearsed.key).then((list) => { if (list.id != null) go(href("lists", list.id)); }));
  };

  return (
    <>
      <PageHead title={say("newList")} lead={say("newListLead")}>
        <a class="back" href={href("lists")}>{say("allLists")}</a>
      </PageHead>
      <Card>
        <form class="filters build" onSubmit={(e) => { e.preventDefault(); rehearse(); }}>
          <label class="field grow"><span>{say("meeting")}</span>
            <select name="meeting" value={meeting} onChange={(e) => { setMeeting(e.currentTarget.value); changed(); }}>
              {meetings.map((m) => <option key={m.id} value={m.id}>{day(m.date_start)} · {nameOf(m)}</option>)}
            </select></label>
          <label class="field grow"><span>{say("policy")}</span>
            <select name="policy" value={policy} onChange={(e) => { setPolicy(e.currentTarget.value); changed(); }}>
              {policies.map((p) => <option key={p.id} value={p.id}>{nameOf(p)}</option>)}
            </select></label>
          <label class="field"><span>{say("floor")}</span>
            <input type="number" name="floor" min="0" max="100" step="0.01" required value={floor} aria-describedby="floor-note"
              onInput={(e) => { setFloor(e.currentTarget.value); changed(); }} /></label>
          <button type="submit" class={rehearsed === null ? "primary" : ""} disabled={busy}>{busy ? say("waiting") : say("rehearse")}</button>
        </form>
        <p class="about" id="floor-note">{say("floorNote")}</p>
        {why !== null && <TroubleNote why={why} retry={rehearsed === null ? rehearse : store} />}
        {rehearsed !== null && (
          <div class="note info confirm" role="status">
            <p><strong>{say("rehearsed")}</strong> {say("rehearsedNext")}</p>
            <button type="button" class="primary" disabled={busy} onClick={store}>{say("store")}</button>
          </div>
        )}
      </Card>
      {rehearsed !== null && <ListBody list={rehearsed.list} />}
    </>
  );
}
