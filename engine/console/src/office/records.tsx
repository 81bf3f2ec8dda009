// The records of the network as forms: cities, projects, meetings, policies.
import { useMemo, useState } from "preact/hooks";
import type { FieldTrouble, Schemas, Tagged } from "../api";
import { office } from "../api_office";
import { newKey } from "../client";
import { Editor, merge } from "../form/editor";
import { Fields } from "../form/fields";
import { changeOf, emptyMessage, type Message, sendable } from "../form/schema";
import { day, nameOf, titleOf } from "../language";
import { may, named, presentPolicy, useNetwork } from "../reference";
import { go, href } from "../route";
import { type Key, say } from "../say";
import { resume } from "../session";
import { Answered, Card, PageHead, useAnswer, Wide } from "../ui";

const formOf = (message: string, without: string[] = []) => (value: Message, set: (value: Message) => void, errors: FieldTrouble[]) =>
  <Fields message={message} pointer="" value={value} set={set} errors={errors} only={without.length === 0 ? undefined : Object.keys(value).filter((k) => !without.includes(k))} />;

type Stored = { id: string };
type RecordProps<T extends Stored> = {
  message: string; id: string; back: string; backText: Key;
  load: (id: string) => Promise<Tagged<T>>; change: (id: string, change: Message, tag: string) => Promise<unknown>;
  title: (record: T) => string;
};

/** A record that is there, changed member by member; afterwards every page knows it. */
function RecordEdit<T extends Stored>(props: RecordProps<T>) {
  const [found, retry] = useAnswer(() => props.load(props.id), [props.id]);
  return <Answered of={found} retry={retry} page>{(stored) => <Loaded key={props.id} {...props} stored={stored} />}</Answered>;
}

function Loaded<T extends Stored>(props: RecordProps<T> & { stored: Tagged<T> }) {
  const n = useNetwork(), { message, id, back } = props;
  const [base, setBase] = useState(props.stored);
  const read = (record: T) => sendable(n, message, record as unknown as Record<string, unknown>);
  const start = useMemo(() => read(props.stored.value), []);
  return (
    <>
      <PageHead title={props.title(base.value)} lead={say("editLead")}><a class="back" href={back}>{say(props.backText)}</a></PageHead>
      <Editor message={message} start={start} fields={formOf(message)} cancel={back} save={async (value) => {
        await props.change(id, changeOf(read(base.value), value), base.tag);
        await resume();
        go(back);
      }} stale={async (mine) => {
        const before = read(base.value), now = await props.load(id);
        setBase(now);
        return merge(before, mine, read(now.value));
      }} />
    </>
  );
}

export const EditCityPage = (props: { id: string }) => (
  <RecordEdit message="City" id={props.id} back={href("cities", props.id)} backText="backToCity" load={office.city} change={office.changeCity} title={nameOf} />
);

export function EditProjectPage(props: { id: string }) {
  const n = useNetwork(), city = n.projects.get(props.id)?.city ?? "";
  return <RecordEdit message="Project" id={props.id} back={href("cities", city)} backText="backToCity" load={office.project} change={office.changeProject} title={titleOf} />;
}

export const EditMeetingPage = (props: { id: string }) => (
  <RecordEdit message="Meeting" id={props.id} back={href("office", "meetings")} backText="meetings" load={office.meeting} change={office.changeMeeting} title={nameOf} />
);

function NewRecord(props: { message: string; title: Key; lead: Key; back: string; start: Message; create: (value: Message, key: string) => Promise<unknown> }) {
  const key = useMemo(newKey, []);
  return (
    <>
      <PageHead title={say(props.title)} lead={say(props.lead)} />
      <Editor message={props.message} start={props.start} fields={formOf(props.message)} cancel={props.back} save={async (value) => {
        await props.create(value, key);
        await resume();
        go(props.back);
      }} />
    </>
  );
}

export function NewProjectPage(props: { city: string }) {
  const n = useNetwork();
  const start = useMemo(() => ({ ...emptyMessage(n, "Project"), city: props.city, slots: 1 }), []);
  return <NewRecord message="Project" title="newProject" lead="editLead" back={href("cities", props.city)} start={start}
    create={(value, key) => office.createProject(value as Schemas["Project"], key)} />;
}

export function NewMeetingPage() {
  const n = useNetwork(), start = useMemo(() => emptyMessage(n, "Meeting"), []);
  return <NewRecord message="Meeting" title="newMeeting" lead="meetingsLead" back={href("office", "meetings")} start={start}
    create={(value, key) => office.createMeeting(value as Schemas["Meeting"], key)} />;
}

export function NewPolicyPage() {
  const n = useNetwork();
  const start = useMemo(() => ({ ...emptyMessage(n, "Policy"), ...sendable(n, "Policy", presentPolicy(n) ?? {}), id: "" }), []);
  return <NewRecord message="Policy" title="newPolicy" lead="newPolicyLead" back={href("office", "policies")} start={start}
    create={(value, key) => office.createPolicy(value as unknown as Schemas["Policy"], key)} />;
}

export function MeetingsPage() {
  const n = useNetwork();
  const all = [...n.meetings.values()].sort((a, b) => b.date_start.localeCompare(a.date_start));
  return (
    <>
      <PageHead title={say("meetings")} lead={say("meetingsLead")}>
        {may(n, "post", "/v1/meetings") && <a class="button primary" href={href("office", "meetings", "new")}>{say("newMeeting")}</a>}
      </PageHead>
      <Card>
        {all.length === 0 ? <p class="empty">{say("noMeetings")}</p> : (
          <Wide label={say("meetings")}>
            <table class="stack">
              <thead><tr><th scope="col">{say("meeting")}</th><th scope="col">{say("firstDay")}</th><th scope="col">{say("place")}</th></tr></thead>
              <tbody>
                {all.map((m) => (
                  <tr key={m.id}>
                    <th scope="row">{may(n, "patch", "/v1/meetings/{id}") ? <a href={href("office", "meetings", m.id)}>{named(n.meetings, m.id)}</a> : named(n.meetings, m.id)}</th>
                    <td>{day(m.date_start)}</td><td>{m.place ?? "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </Card>
    </>
  );
}
