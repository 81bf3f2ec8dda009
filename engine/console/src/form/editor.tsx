// A form that is saved: what was typed is never lost. An error stands beside its field, and when
// somebody else has saved meanwhile, both versions are shown.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { FieldTrouble, Trouble } from "../api";
import { useNetwork } from "../reference";
import { say } from "../say";
import { asTrouble, TroubleNote } from "../ui";
import { WrongFields } from "./fields";
import { labelOf } from "./labels";
import { inWords, membersOf, type Message, sameValue } from "./schema";

type Conflict = { name: string; mine: Message[string]; theirs: Message[string] };

/** Where only one of the two has changed something, that stands; where both have, the reader decides. */
export function merge(before: Message, mine: Message, theirs: Message): { merged: Message; taken: string[]; conflicts: Conflict[] } {
  const merged = { ...mine }, taken: string[] = [], conflicts: Conflict[] = [];
  for (const name of Object.keys(theirs)) {
    const their = theirs[name] ?? null, my = mine[name] ?? null;
    if (sameValue(their, before[name]) || sameValue(their, my)) continue;
    if (sameValue(my, before[name])) {
      merged[name] = their;
      taken.push(name);
    } else conflicts.push({ name, mine: my, theirs: their });
  }
  return { merged, taken, conflicts };
}

type EditorProps = {
  message: string; // of the contract
  start: Message;
  tried?: Message | null; // what was changed elsewhere, and comes along
  cancel: string; // where one goes who does not save
  save: (value: Message) => Promise<void>;
  above?: (value: Message) => ComponentChildren;
  fields: (value: Message, set: (value: Message) => void, errors: FieldTrouble[]) => ComponentChildren;
  stale?: (mine: Message) => Promise<ReturnType<typeof merge>>;
};

export function Editor(props: EditorProps) {
  const [value, setValue] = useState(props.tried ?? props.start);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const [meanwhile, setMeanwhile] = useState<{ taken: string[]; conflicts: Conflict[] } | null>(null);
  const top = useRef<HTMLDivElement>(null);
  const changed = !sameValue(value, props.start);
  useWarning(changed && !busy);
  useEffect(() => {
    if (why !== null || meanwhile !== null) top.current?.scrollIntoView({ block: "center" });
  }, [why, meanwhile]);
  const submit = async () => {
    setBusy(true);
    setWhy(null);
    try {
      await props.save(value);
    } catch (e) {
      const trouble = asTrouble(e);
      if (trouble.status === 412 && props.stale !== undefined) {
        const { merged, ...rest } = await props.stale(value).catch((again: unknown) => { setWhy(asTrouble(again)); return { merged: value, taken: [], conflicts: [] }; });
        setValue(merged);
        setMeanwhile(rest);
      } else setWhy(trouble);
      setBusy(false);
    }
  };
  return (
    <form class="profile-form" noValidate onSubmit={(e) => { e.preventDefault(); void submit(); }}>
      <div ref={top}>
        {why !== null && (why.fields.length > 0 ? <WrongFields errors={why.fields} /> : <TroubleNote why={why} />)}
        {meanwhile !== null && <Meanwhile {...meanwhile} message={props.message} value={value} set={setValue} />}
      </div>
      {props.above?.(value)}
      <section class="card">{props.fields(value, setValue, why?.fields ?? [])}</section>
      <div class="form-end">
        <button type="submit" class="primary" disabled={busy}>{busy ? say("waiting") : say("save")}</button>
        <a class="button" href={props.cancel}>{say("notNow")}</a>
      </div>
    </form>
  );
}

/** The browser asks before a tab with unsaved words is closed. */
function useWarning(unsaved: boolean) {
  useEffect(() => {
    if (!unsaved) return;
    const warn = (e: BeforeUnloadEvent) => e.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [unsaved]);
}

/** What somebody else has saved since this form was opened. */
function Meanwhile(props: { message: string; taken: string[]; conflicts: Conflict[]; value: Message; set: (value: Message) => void }) {
  const n = useNetwork();
  const members = new Map(membersOf(n, props.message).map((m) => [m.name, m]));
  const words = (name: string, value: Message[string]) => {
    const member = members.get(name);
    return member === undefined ? String(value) : inWords(n, member, value);
  };
  return (
    <div class="note warn meanwhile" role="alert">
      <p><strong>{say("meanwhile")}</strong> {say("meanwhileNext")}</p>
      {props.taken.length > 0 && <p>{say("takenOver")} {props.taken.map((name) => labelOf(name, props.message)).join(", ")}</p>}
      {props.conflicts.map((c) => {
        const theirs = sameValue(props.value[c.name], c.theirs);
        return (
          <fieldset key={c.name}>
            <legend>{labelOf(c.name, props.message)}</legend>
            <label><input type="radio" name={"keep-" + c.name} checked={!theirs} onChange={() => props.set({ ...props.value, [c.name]: c.mine })} />
              <span><b>{say("mine")}</b> {words(c.name, c.mine)}</span></label>
            <label><input type="radio" name={"keep-" + c.name} checked={theirs} onChange={() => props.set({ ...props.value, [c.name]: c.theirs })} />
              <span><b>{say("theirs")}</b> {words(c.name, c.theirs)}</span></label>
          </fieldset>
        );
      })}
    </div>
  );
}
