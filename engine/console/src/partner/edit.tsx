// A partner's profile as a form, made from the contract's own schema.
import { useMemo, useState } from "preact/hooks";
import { api, type FieldTrouble, type Partner, type Profile, type Tagged } from "../api";
import { newKey } from "../client";
import { Editor, merge } from "../form/editor";
import { Fields } from "../form/fields";
import { emptyMessage, membersOf, type Message, sendable } from "../form/schema";
import { type Network, useNetwork } from "../reference";
import { go, href } from "../route";
import { type Key, say } from "../say";
import { Answered, PageHead, partnerName, useAnswer } from "../ui";
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

/** What the form is made of; `self` is never taken for its own twin. */
const parts = (self: string | null) => ({
  above: (value: Message) => <Alike value={value} self={self} />,
  fields: (value: Message, set: (value: Message) => void, errors: FieldTrouble[]) => <ProfileFields value={value} set={set} errors={errors} />,
});

export function NewPartnerPage() {
  const n = useNetwork();
  const key = useMemo(newKey, []);
  return (
    <>
      <PageHead title={say("newPartner")} lead={say("newPartnerLead")}><a class="back" href={href("partners")}>{say("allPartners")}</a></PageHead>
      <Editor message={MESSAGE} start={emptyMessage(n, MESSAGE)} {...parts(null)} save={async (profile) => {
        const made = await api.createPartner(profile as Profile, key);
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
      <Editor message={MESSAGE} start={start} tried={tried} {...parts(id)} save={async (profile) => {
        await api.replacePartner(id, profile as Profile, base.tag);
        go(href("partners", id));
      }} stale={async (mine) => {
        const before = sendable(n, MESSAGE, base.value), now = await api.partner(id), theirs = sendable(n, MESSAGE, now.value);
        setBase(now);
        return merge(before, mine, theirs);
      }} cancel={href("partners", id)} />
    </>
  );
}
