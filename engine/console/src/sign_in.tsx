import { useState } from "preact/hooks";
import type { Trouble } from "./api";
import { say } from "./say";
import { signInByPassword, signInByToken } from "./session";
import { asTrouble, PageHead, TroubleNote } from "./ui";

export function SignInPage() {
  const [by, setBy] = useState<"password" | "token">("password");
  return (
    <div class="narrow">
      <PageHead title={say("signIn")} lead={say("signInLead")} />
      {by === "password" ? <ByPassword /> : <ByToken />}
      <p class="other-way"><button type="button" class={"link by-" + (by === "password" ? "token" : "password")}
        onClick={() => setBy(by === "password" ? "token" : "password")}>{say(by === "password" ? "withToken" : "withPassword")}</button></p>
    </div>
  );
}

/** What one tries, and what became of it. */
function useAttempt(): [(work: () => Promise<void>) => void, boolean, Trouble | null] {
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    setWhy(null);
    work().catch((e: unknown) => {
      setWhy(asTrouble(e));
      setBusy(false);
    });
  };
  return [run, busy, why];
}

function ByPassword() {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [run, busy, why] = useAttempt();
  return (
    <form class="card" onSubmit={(e) => { e.preventDefault(); run(() => signInByPassword(email.trim(), password)); }}>
      <label class="field"><span>{say("email")}</span>
        <input type="text" inputMode="email" name="email" autocomplete="username" autocapitalize="off" spellcheck={false} required value={email}
          onInput={(e) => setEmail(e.currentTarget.value)} /></label>
      <label class="field"><span>{say("password")}</span>
        <input type="password" name="password" autocomplete="current-password" required value={password} onInput={(e) => setPassword(e.currentTarget.value)} /></label>
      {why !== null && <Why why={why} text={say("wrongPassword")} next={say("wrongPasswordNext")} />}
      <button type="submit" class="primary" disabled={busy}>{busy ? say("waiting") : say("signIn")}</button>
    </form>
  );
}

function ByToken() {
  const [secret, setSecret] = useState("");
  const [run, busy, why] = useAttempt();
  return (
    <form class="card" onSubmit={(e) => { e.preventDefault(); run(() => signInByToken(secret.trim())); }}>
      <label class="field"><span>{say("token")}</span>
        <input type="password" name="token" autocomplete="off" autocapitalize="off" spellcheck={false} required value={secret}
          aria-describedby="token-note" onInput={(e) => setSecret(e.currentTarget.value)} /></label>
      <p class="about" id="token-note">{say("tokenNote")}</p>
      {why !== null && <Why why={why} text={say("wrongToken")} next={say("wrongTokenNext")} />}
      <button type="submit" class="primary" disabled={busy}>{busy ? say("waiting") : say("signIn")}</button>
    </form>
  );
}

function Why(props: { why: Trouble; text: string; next: string }) {
  return props.why.status !== 401 ? <TroubleNote why={props.why} />
    : <div class="note bad" role="alert"><p><strong>{props.text}</strong></p><p>{props.next}</p></div>;
}
