// Tokens of programs and sessions of browsers: made, replaced, revoked. A secret shows once.
import { useMemo, useState } from "preact/hooks";
import type { Trouble } from "../api";
import { people, type Token, type TokenRequest } from "../api_people";
import { newKey } from "../client";
import { WrongFields, Fields } from "../form/fields";
import { emptyMessage, type Message } from "../form/schema";
import { moment } from "../language";
import { useNetwork, word } from "../reference";
import { say } from "../say";
import { Answered, asTrouble, Card, PageHead, TroubleNote, useAnswer, useMore, Wide } from "../ui";

export function TokensPage() {
  return (
    <>
      <PageHead title={say("tokens")} lead={say("tokensLead")} />
      <TokensCard title={say("allTokens")} />
    </>
  );
}

export function TokensCard(props: { title: string }) {
  const [found, retry] = useAnswer(() => people.tokens(undefined, "valid"), []);
  const [secret, setSecret] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const shown = (t: Token) => { setSecret(t.secret); setMaking(false); retry(); };
  return (
    <Card class="tokens">
      <div class="card-head"><h2>{props.title}</h2>
        {!making && <button type="button" class="new-token" onClick={() => { setMaking(true); setSecret(null); }}>{say("newToken")}</button>}</div>
      {secret !== null && <Secret text={secret} close={() => setSecret(null)} />}
      {making && <TokenForm done={shown} close={() => setMaking(false)} />}
      <Answered of={found} retry={retry}>{(page) => <TokenTable key={page.items.map((t) => t.id).join()} first={page} again={retry} shown={shown} />}</Answered>
    </Card>
  );
}

function Secret(props: { text: string; close: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="note good secret" role="status">
      <p><strong>{say("secretOnce")}</strong></p>
      <p><code>{props.text}</code></p>
      <div class="actions">
        <button type="button" class="small" onClick={() => { void navigator.clipboard.writeText(props.text).then(() => setCopied(true), () => undefined); }}>{say(copied ? "copied" : "copy")}</button>
        <button type="button" class="small" onClick={props.close}>{say("close")}</button>
      </div>
    </div>
  );
}

/** An administrator may make a token for any role; others make their own. */
function TokenForm(props: { done: (token: Token) => void; close: () => void }) {
  const n = useNetwork(), key = useMemo(newKey, []);
  const [value, setValue] = useState<Message>(() => emptyMessage(n, "TokenRequest"));
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const submit = () => {
    setBusy(true);
    setWhy(null);
    people.createToken(value as TokenRequest, key).then(props.done, (e: unknown) => setWhy(asTrouble(e))).finally(() => setBusy(false));
  };
  return (
    <form class="panel" noValidate onSubmit={(e) => { e.preventDefault(); submit(); }}>
      {why !== null && (why.fields.length > 0 ? <WrongFields errors={why.fields} /> : <TroubleNote why={why} />)}
      <Fields message="TokenRequest" pointer="" value={value} set={setValue} errors={why?.fields ?? []}
        only={n.me.role === "admin" ? undefined : ["name", "scope", "days"]} />
      <div class="actions">
        <button type="submit" class="primary" disabled={busy}>{busy ? say("waiting") : say("makeToken")}</button>
        <button type="button" onClick={props.close}>{say("notNow")}</button>
      </div>
    </form>
  );
}

function TokenTable(props: { first: { items: Token[]; next: string | null }; again: () => void; shown: (t: Token) => void }) {
  const n = useNetwork();
  const [tokens, more] = useMore(props.first, (cursor) => people.tokens(cursor, "valid"));
  const [why, setWhy] = useState<Trouble | null>(null);
  const act = (work: Promise<void>) => {
    setWhy(null);
    work.catch((e: unknown) => setWhy(asTrouble(e)));
  };
  return (
    <>
      {why !== null && <TroubleNote why={why} />}
      <Wide label={say("tokens")}>
        <table class="stack">
          <thead><tr><th scope="col">{say("personName")}</th><th scope="col">{say("kind")}</th><th scope="col">{say("role")}</th>
            <th scope="col">{say("lastUse")}</th><th scope="col">{say("expires")}</th><th scope="col"><span class="unseen">{say("actions")}</span></th></tr></thead>
          <tbody>
            {tokens.map((t) => (
              <tr key={t.id}>
                <th scope="row">{t.name}{t.id === n.me.token && <> <span class="tag good">{say("thisOne")}</span></>}
                  {t.user != null && t.user.name !== t.name && <span class="under-name">{t.user.name}</span>}</th>
                <td>{word(n, "TokenKind", t.kind)}</td>
                <td>{word(n, "Role", t.role)}{t.scope === "read" && " · " + word(n, "TokenScope", t.scope)}</td>
                <td data-label={say("lastUse")}>{t.last_use == null ? "–" : moment(t.last_use)}</td>
                <td data-label={say("expires")}>{t.expires == null ? "–" : moment(t.expires)}</td>
                <td class="row-actions">
                  {t.kind === "token" && t.id !== n.me.token && <button type="button" class="small" aria-label={`${say("rotate")}: ${t.name}`}
                    onClick={() => act(people.rotate(t.id, newKey()).then(props.shown))}>{say("rotate")}</button>}
                  {t.id !== n.me.token && <Revoke token={t} revoke={() => act(people.revoke(t.id, newKey()).then(props.again))} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {more}
    </>
  );
}

/** What cannot be taken back is asked twice. */
function Revoke(props: { token: Token; revoke: () => void }) {
  const [sure, setSure] = useState(false);
  return sure
    ? <button type="button" class="small danger" onClick={props.revoke} onBlur={() => setSure(false)}>{say("revokeSure")}</button>
    : <button type="button" class="small" aria-label={`${say("revoke")}: ${props.token.name}`} onClick={() => setSure(true)}>{say("revoke")}</button>;
}
