import { useState } from "preact/hooks";
import { Trouble } from "./api";
import { say } from "./say";
import { signIn } from "./session";
import { asTrouble, PageHead, TroubleNote } from "./ui";

export function SignInPage() {
  const [secret, setSecret] = useState("");
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);

  const submit = () => {
    setBusy(true);
    setWhy(null);
    signIn(secret.trim()).catch((e: unknown) => {
      setWhy(asTrouble(e));
      setBusy(false);
    });
  };

  return (
    <div class="narrow">
      <PageHead title={say("signIn")} lead={say("signInLead")} />
      <form class="card" onSubmit={(e) => { e.preventDefault(); submit(); }}>
        <label class="field">
          <span>{say("token")}</span>
          <input type="password" name="token" autocomplete="off" autocapitalize="off" spellcheck={false} required value={secret}
            aria-describedby="token-note" onInput={(e) => setSecret(e.currentTarget.value)} />
        </label>
        <p class="about" id="token-note">{say("tokenNote")}</p>
        {why !== null && (why.status === 401
          ? <div class="note bad" role="alert"><p><strong>{say("wrongToken")}</strong></p><p>{say("wrongTokenNext")}</p></div>
          : <TroubleNote why={why} retry={submit} />)}
        <button type="submit" class="primary" disabled={busy}>{busy ? say("waiting") : say("signIn")}</button>
      </form>
    </div>
  );
}
