// The users: who may sign in, as what.
import { useEffect, useMemo, useState } from "preact/hooks";
import { PasswordForm } from "../account";
import type { FieldTrouble, Schemas, Tagged } from "../api";
import { people, type User } from "../api_people";
import { newKey } from "../client";
import { Editor, merge } from "../form/editor";
import { Fields } from "../form/fields";
import { emptyMessage, type Message, sameValue, sendable } from "../form/schema";
import { useNetwork, word } from "../reference";
import { go, href } from "../route";
import { say } from "../say";
import { Answered, Card, PageHead, useAnswer, useMore, Wide } from "../ui";

const MESSAGE = "User";
const TYPING_MS = 200;

export function UsersPage() {
  const [typed, setTyped] = useState("");
  const [q, setQ] = useState("");
  useEffect(() => {
    const wait = setTimeout(() => setQ(typed.trim()), TYPING_MS);
    return () => clearTimeout(wait);
  }, [typed]);
  const [found, retry, busy] = useAnswer((signal) => people.users(q, undefined, signal), [q]);
  return (
    <>
      <PageHead title={say("users")} lead={say("usersLead")}><a class="button primary" href={href("office", "users", "new")}>{say("newUser")}</a></PageHead>
      <Card>
        <label class="field filter"><span>{say("searchUsers")}</span>
          <input type="search" name="q" value={typed} maxLength={200} onInput={(e) => setTyped(e.currentTarget.value)} /></label>
        <div aria-busy={busy} class={busy ? "busy" : ""}>
          <Answered of={found} retry={retry}>{(page) => <UserTable key={q + (page.items[0]?.id ?? "")} q={q} first={page} />}</Answered>
        </div>
      </Card>
    </>
  );
}

function UserTable(props: { q: string; first: { items: User[]; next: string | null } }) {
  const n = useNetwork();
  const [users, more] = useMore(props.first, (cursor) => people.users(props.q, cursor));
  if (users.length === 0) return <p class="empty">{say(props.q === "" ? "noUsers" : "nothingFound")}</p>;
  return (
    <>
      <Wide label={say("users")}>
        <table class="stack">
          <thead><tr><th scope="col">{say("personName")}</th><th scope="col">{say("email")}</th><th scope="col">{say("role")}</th><th scope="col">{say("state")}</th></tr></thead>
          <tbody>
            {users.map((u) => (
              <tr key={u.id}>
                <th scope="row"><a href={href("office", "users", u.id)}>{u.name}</a></th>
                <td>{u.email}</td>
                <td>{word(n, "Role", u.role)}</td>
                <td><span class={"tag " + (u.state === "disabled" ? "bad" : "good")}>{word(n, "UserState", u.state ?? "active")}</span>
                  {!u.has_password && <> <span class="tag warn">{say("noPassword")}</span></>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {more}
    </>
  );
}

const fields = (value: Message, set: (value: Message) => void, errors: FieldTrouble[]) =>
  <Fields message={MESSAGE} pointer="" value={value} set={set} errors={errors} />;

export function NewUserPage() {
  const n = useNetwork(), key = useMemo(newKey, []);
  return (
    <>
      <PageHead title={say("newUser")} lead={say("newUserLead")}><a class="back" href={href("office", "users")}>{say("allUsers")}</a></PageHead>
      <Editor message={MESSAGE} start={emptyMessage(n, MESSAGE)} fields={fields} cancel={href("office", "users")} save={async (value) => {
        const made = await people.createUser(value as Schemas["User"], key);
        go(href("office", "users", made.id));
      }} />
    </>
  );
}

export function UserPage(props: { id: string }) {
  const [found, retry] = useAnswer(() => people.user(props.id), [props.id]);
  return <Answered of={found} retry={retry} page>{(user) => <EditUser key={user.value.version} stored={user} again={retry} />}</Answered>;
}

function EditUser(props: { stored: Tagged<User>; again: () => void }) {
  const n = useNetwork(), user = props.stored.value;
  const [base, setBase] = useState(props.stored);
  const start = useMemo(() => sendable(n, MESSAGE, user), []);
  return (
    <>
      <PageHead title={user.name} lead={user.email}><a class="back" href={href("office", "users")}>{say("allUsers")}</a></PageHead>
      <Editor message={MESSAGE} start={start} fields={fields} cancel={href("office", "users")} save={async (value) => {
        const before = sendable(n, MESSAGE, base.value);
        const change = Object.fromEntries(Object.entries(value).filter(([name, v]) => !sameValue(v, before[name])));
        await people.changeUser(user.id, change, base.tag);
        go(href("office", "users"));
      }} stale={async (mine) => {
        const now = await people.user(user.id), before = sendable(n, MESSAGE, base.value);
        setBase(now);
        return merge(before, mine, sendable(n, MESSAGE, now.value));
      }} />
      <Card title={say(user.has_password ? "changePassword" : "setPassword")}><PasswordForm user={user.id} own={n.me.user?.id === user.id} done={props.again} /></Card>
    </>
  );
}
