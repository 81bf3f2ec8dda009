// A partner's profile as a form. What was typed is never lost: an error stands beside its
// field, and when somebody else has saved meanwhile both versions are shown.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api, type FieldTrouble, type Partner, type Profile, type Tagged, type Trouble } from "../api";
import { newKey } from "../client";
import { labelOf } from "../form/labels";
import { Fields, WrongFields } from "../form/fields";
import { emptyMessage, inWords, membersOf, type Message, sameValue, sendable } from "../form/schema";
import { type Network, useNetwork } from "../reference";
import { go, href } from "../route";
import { type Key, say } from "../say";
import { Answered, asTrouble, Card, PageHead, partnerName, TroubleNote, useAnswer } from "../ui";
import { Alike } from "./alike";

const MESSAGE = "Partner";
export const SECTIONS: [Key, string[]][] = [
  ["sectionWho", ["name_en", "name_ko", "kind", "country", "registration_number"]],
  ["sectionWhat", ["categories", "sectors", "support", "capability_en", "capability_ko"]],
  ["sectionWhere", ["quadrants", "wanted_countries", "wanted_cities", "excluded_countries", "excluded_cities", "conflicts"]],
  ["sectionSize", ["capacity", "ticket_min", "ticket_max", "languages"]],
  ["sectionDone", ["references"]],
  ["sectionPeople", ["contacts"]],
];

/** What a newer contract has besides. */
function unplaced(n: Network): string[] {
  const placed = new Set(SECTIONS.flatMap(([, names]) => names));
  return membersOf(n, MESSAGE).map((m) => m.name).filter((name) => !placed.has(name));
}

export function ProfileFields(props: { value: Message; set: (value: Message) => void; errors: FieldTrouble[]; sections?: Key[] }) {
  const n = useNetwork();
  const more = unplaced(n);
  const shown = SECTIONS.filter(([title]) => props.sections?.includes(title) ?? true);
  return (
    <>
      {shown.map(([title, only]) => (
        <section key={title} class="form-section">
          <h2>{say(title)}</h2>
          <Fields message={MESSAGE} pointer="" only={only} value={props.value} set={props.set} errors={props.errors} />
        </section>
      ))}
      {props.sections === undefined && more.length > 0 && <Fields message={MESSAGE} pointer="" only={more} value={props.value} set={props.set} errors={props.errors} />}
    </>
  );
}

export function NewPartnerPage() {
  const n = useNetwork();
  const key = useMemo(newKey, []);
  return (
    <>
      <PageHead title={say("newPartner")} lead={say("newPartnerLead")}><a class="back" href={href("partners")}>{say("allPartners")}</a></PageHead>
      <Editor start={emptyMessage(n, MESSAGE)} self={null} save={async (profile) => {
        const made = await api.createPartner(profile, key);
        go(href("partners", made.id));
      }} cancel={href("partners")} />
    </>
  );
}

let carried: { id: string; value: Message } | null = null;

/** What was tried out beside the matches comes along to the form. */
export function carry(id: string, value: Message) {
  carried = { id, value };
}

function takeCarried(id: string): Message | null {
  const found = carried?.id === id ? carried.value : null;
  carried = null;
  return found;
}

export function EditPartnerPage(props: { id: string }) {
  const [found, retry] = useAnswer(() => api.partner(props.id), [props.id]);
  return <Answered of={found} retry={retry} page>{(p) => <EditStored key={props.id} stored={p} />}</Answered>;
}

type Conflict = { name: string; mine: Message[string]; theirs: Message[string] };

function EditStored(props: { stored: Tagged<Partner> }) {
  const n = useNetwork(), { id } = props.stored.value;
  const [base, setBase] = useState(props.stored);
  const start = useMemo(() => sendable(n, MESSAGE, props.stored.value), []);
  const tried = useMemo(() => takeCarried(id), []);
  return (
    <>
      <PageHead title={partnerName(base.value)} lead={say(base.value.state === "verified" ? "editVerifiedLead" : "editLead")}>
        <a class="back" href={href("partners", id)}>{say("backToPartner")}</a>
      </PageHead>
      <Editor start={start} tried={tried} self={id} save={async (profile) => {
        await api.replacePartner(id, profile, base.tag);
        go(href("partners", id));
      }} stale={async (mine) => {
        const before = sendable(n, MESSAGE, base.value), now = await api.partner(id), theirs = sendable(n, MESSAGE, now.value);
        setBase(now);
        return merge(before, mine, theirs);
      }} cancel={href("partners", id)} />
    </>
  );
}

/** Where only one of the two has changed something, that stands; where both have, the reader decides. */
function merge(before: Message, mine: Message, theirs: Message): { merged: Message; taken: string[]; conflicts: Conflict[] } {
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
  start: Message; tried?: Message | null; self: string | null; cancel: string;
  save: (profile: Profile) => Promise<void>;
  stale?: (mine: Message) => Promise<ReturnType<typeof merge>>;
};

function Editor(props: EditorProps) {
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
      await props.save(value as Profile);
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
        {meanwhile !== null && <Meanwhile {...meanwhile} value={value} set={setValue} />}
      </div>
      <Alike value={value} self={props.self} />
      <Card><ProfileFields value={value} set={setValue} errors={why?.fields ?? []} /></Card>
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
function Meanwhile(props: { taken: string[]; conflicts: Conflict[]; value: Message; set: (value: Message) => void }) {
  const n = useNetwork();
  const members = new Map(membersOf(n, MESSAGE).map((m) => [m.name, m]));
  const words = (name: string, value: Message[string]) => {
    const member = members.get(name);
    return member === undefined ? String(value) : inWords(n, member, value);
  };
  return (
    <div class="note warn meanwhile" role="alert">
      <p><strong>{say("meanwhile")}</strong> {say("meanwhileNext")}</p>
      {props.taken.length > 0 && <p>{say("takenOver")} {props.taken.map(labelOf).join(", ")}</p>}
      {props.conflicts.map((c) => {
        const theirs = sameValue(props.value[c.name], c.theirs);
        return (
          <fieldset key={c.name}>
            <legend>{labelOf(c.name)}</legend>
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
