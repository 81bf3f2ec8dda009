// Where a list stands between draft and announced, who brought it there, and the next step
// for who may take it.
import { useState } from "preact/hooks";
import { api, type ListMove, type PairingList, type Trouble } from "../api";
import { newKey } from "../client";
import { moment } from "../language";
import { may, type Network, useNetwork, word } from "../reference";
import { href } from "../route";
import { type Key, say } from "../say";
import { asTrouble, TroubleNote } from "../ui";

const ROAD = ["draft", "proposed", "approved", "announced"] as const;

/** The database decides; this only spares the reader what it would refuse. */
const moves: Record<ListMove, { from: string[]; text: Key; about: Key }> = {
  propose: { from: ["draft"], text: "propose", about: "proposeNote" },
  approve: { from: ["proposed"], text: "approve", about: "approveNote" },
  announce: { from: ["approved"], text: "announce", about: "announceNote" },
  withdraw: { from: ["draft", "proposed", "approved"], text: "withdraw", about: "withdrawNote" },
};

function mayMove(n: Network, move: ListMove): boolean {
  return may(n, "post", `/v1/pairing-lists/{id}/${move}`);
}

export function Life(props: { list: PairingList; again: () => void }) {
  const n = useNetwork(), { list } = props;
  const [doing, setDoing] = useState<ListMove | null>(null);
  const open = (Object.keys(moves) as ListMove[]).filter((m) => moves[m].from.includes(list.state ?? "") && mayMove(n, m));
  const at = ROAD.indexOf(list.state as typeof ROAD[number]);
  return (
    <section class="card life" aria-label={say("lifeOfList")}>
      <div class="card-head">
        <ol class="road">
          {ROAD.map((s, i) => (
            <li key={s} class={i < at ? "past" : i === at ? "now" : ""} aria-current={i === at ? "step" : undefined}>{word(n, "ListState", s)}</li>
          ))}
          {list.state === "withdrawn" && <li class="now out" aria-current="step">{word(n, "ListState", "withdrawn")}</li>}
        </ol>
        {doing === null && open.length > 0 && (
          <div class="actions">
            {open.map((m) => (
              <button key={m} type="button" class={m === "withdraw" ? "" : "primary"} onClick={() => setDoing(m)}>{say(moves[m].text)}</button>
            ))}
          </div>
        )}
      </div>
      {doing !== null && <MoveForm key={doing} list={list} move={doing} possible={open.includes(doing)} again={props.again} close={() => setDoing(null)} />}
      {list.events.length > 0 && <Events list={list} />}
    </section>
  );
}

function MoveForm(props: { list: PairingList; move: ListMove; possible: boolean; again: () => void; close: () => void }) {
  const n = useNetwork(), { list, move } = props;
  const [note, setNote] = useState("");
  const [key, setKey] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const submit = () => {
    setBusy(true);
    setWhy(null);
    api.move(list.id ?? "", move, note.trim(), key)
      .then(() => { props.close(); props.again(); },
        (e: unknown) => {
          const trouble = asTrouble(e);
          setWhy(trouble);
          setKey(newKey());
          if (trouble.status === 409) props.again(); // somebody was first: show how it stands, keep what was typed
        })
      .finally(() => setBusy(false));
  };
  return (
    <form class="panel" onSubmit={(e) => { e.preventDefault(); submit(); }}>
      <p>{say(moves[move].about)}</p>
      <label class="field"><span>{say("noteToAll")}</span>
        <textarea name="note" rows={3} maxLength={2000} value={note} onInput={(e) => setNote(e.currentTarget.value)} /></label>
      {why !== null && <TroubleNote why={why} />}
      {!props.possible && <p class="note warn" role="status">{say("movedOn", list.state == null ? "" : word(n, "ListState", list.state))}</p>}
      <div class="actions">
        <button type="submit" class="primary" disabled={busy || !props.possible}>{busy ? say("waiting") : say(moves[move].text)}</button>
        <button type="button" onClick={props.close}>{say("notNow")}</button>
      </div>
    </form>
  );
}

const actionKeys: Record<string, Key> = {
  propose: "wasProposed", approve: "wasApproved", announce: "wasAnnounced", withdraw: "wasWithdrawn", supersede: "wasSuperseded",
};

function Events(props: { list: PairingList }) {
  return (
    <ol class="events">
      {props.list.events.map((e, i) => (
        <li key={i}>
          <span>{say(actionKeys[e.action] ?? "wasProposed", e.holder)}</span> <span class="quiet">{moment(e.at)}</span>
          {e.replaced_by != null && <> · <a href={href("lists", e.replaced_by)}>{say("successor")}</a></>}
          {e.note != null && <p class="said">{e.note}</p>}
        </li>
      ))}
    </ol>
  );
}
