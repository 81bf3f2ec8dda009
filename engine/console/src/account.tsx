// One's own: who one is to the service, the password, the tokens and sessions.
import { useState } from "preact/hooks";
import type { Trouble } from "./api";
import { people } from "./api_people";
import { moment } from "./language";
import { TokensCard } from "./office/tokens";
import { named, useNetwork, word } from "./reference";
import { say } from "./say";
import { signOut } from "./session";
import { asTrouble, Card, PageHead, Terms, TroubleNote } from "./ui";

export function AccountPage() {
  const n = useNetwork(), { me } = n;
  return (
    <>
      <PageHead title={say("account")} lead={me.user?.name ?? word(n, "Role", me.role)} />
      <Card>
        <Terms of={[
          ...(me.user?.email == null ? [] : [[say("email"), me.user.email] as [string, string]]),
          [say("role"), word(n, "Role", me.role)],
          ...(me.city == null ? [] : [[say("city"), named(n.cities, me.city)] as [string, string]]),
          [say("scope"), word(n, "TokenScope", me.scope)],
          [say("signedInBy"), word(n, "TokenKind", me.kind)],
          [say("expires"), me.expires == null ? "–" : moment(me.expires)],
        ]} />
      </Card>
      {me.user != null && <Card title={say("changePassword")}><PasswordForm user={me.user.id} own /></Card>}
      <TokensCard title={say("ownTokens")} />
    </>
  );
}

const LEAST = 12; // characters of a password

/** One's own password needs the present one, and ends every session: also this one. */
export function PasswordForm(props: { user: string; own: boolean; done?: () => void }) {
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const [set, setSet] = useState(false);
  const submit = () => {
    setBusy(true);
    setWhy(null);
    people.setPassword(props.user, password, props.own ? current : null)
      .then(() => { if (props.own) signOut(); else { setSet(true); setPassword(""); props.done?.(); } }, (e: unknown) => setWhy(asTrouble(e)))
      .finally(() => setBusy(false));
  };
  return (
    <form class="password-form" onSubmit={(e) => { e.preventDefault(); submit(); }}>
      {props.own && <label class="field"><span>{say("currentPassword")}</span>
        <input type="password" name="current" autocomplete="current-password" required value={current} onInput={(e) => setCurrent(e.currentTarget.value)} /></label>}
      <label class="field"><span>{say("newPassword")}</span>
        <input type="password" name="new-password" autocomplete="new-password" required minLength={LEAST} maxLength={200} value={password} aria-describedby="password-note"
          onInput={(e) => setPassword(e.currentTarget.value)} /></label>
      <p class="about" id="password-note">{say(props.own ? "passwordNoteOwn" : "passwordNote")}</p>
      {why !== null && <TroubleNote why={why} />}
      {set && <p class="note good" role="status">{say("passwordSet")}</p>}
      <div><button type="submit" class="primary" disabled={busy}>{busy ? say("waiting") : say("setPassword")}</button></div>
    </form>
  );
}
