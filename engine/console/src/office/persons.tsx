// A person who asks what is kept of them: all of it, as a file to hand over, and forgetting it.
import { useMemo, useState } from "preact/hooks";
import type { Trouble } from "../api";
import { office, type Erased, type Person } from "../api_office";
import { newKey, saveAs } from "../client";
import { labelOf } from "../form/labels";
import { number } from "../language";
import { may, useNetwork } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Answered, asTrouble, Card, PageHead, Terms, TroubleNote, useAnswer } from "../ui";

export function PersonsPage() {
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  return (
    <>
      <PageHead title={say("persons")} lead={say("personsLead")} />
      <Card>
        <form class="filters" role="search" aria-label={say("persons")} onSubmit={(e) => { e.preventDefault(); setAsked(typed.trim()); }}>
          <label class="field grow"><span>{say("email")}</span>
            <input type="email" name="person" value={typed} maxLength={254} required onInput={(e) => setTyped(e.currentTarget.value)} /></label>
          <div class="actions"><button type="submit" class="primary">{say("findPerson")}</button></div>
        </form>
      </Card>
      {asked !== "" && <Found key={asked} email={asked} />}
    </>
  );
}

function Found(props: { email: string }) {
  const n = useNetwork();
  const [found, retry] = useAnswer((signal) => office.person(props.email, signal), [props.email]);
  const [erased, setErased] = useState<Erased | null>(null);
  return (
    <Answered of={found} retry={retry}>
      {(person) => (
        <>
          {erased !== null && <Forgotten of={erased} />}
          <Card title={person.email} note={say(person.places.length === 0 ? "nothingKept" : "keptPlaces", person.places.length)}>
            {person.places.length > 0 && (
              <>
                <Places of={person} />
                <div class="actions">
                  <button type="button" class="save-person" onClick={() => saveAs(inFull(person), person.email + ".json")}>{say("savePerson")}</button>
                  {may(n, "post", "/v1/persons/erase") && <Forget email={person.email} done={(e) => { setErased(e); retry(); }} />}
                </div>
              </>
            )}
          </Card>
        </>
      )}
    </Answered>
  );
}

/** As a person can hand it on: the documents as what they are, not as texts. */
function inFull(person: Person): Blob {
  const places = person.places.map((p) => ({ ...p, document: JSON.parse(p.document) as unknown }));
  return new Blob([JSON.stringify({ email: person.email, places }, null, 2) + "\n"], { type: "application/json" });
}

const placeKeys = { partner: "placePartner", user: "placeUser", audit: "placeAudit", answer: "placeAnswer", import: "placeImport" } as const;

function Places(props: { of: Person }) {
  return (
    <ol class="audit places">
      {props.of.places.map((p, i) => (
        <li key={i}>
          <p><strong>{say(placeKeys[p.place as keyof typeof placeKeys] ?? "placeOther")}</strong>{" "}
            {p.place === "partner" ? <a href={href("partners", p.id)}><code>{p.id}</code></a> : <code>{p.id}</code>}</p>
          <Document text={p.document} />
        </li>
      ))}
    </ol>
  );
}

function Document(props: { text: string }) {
  const value = JSON.parse(props.text) as unknown;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return <pre>{JSON.stringify(value, null, 1)}</pre>;
  return <Terms of={Object.entries(value).filter(([, v]) => v !== null).map(([name, v]) =>
    [labelOf(name), typeof v === "string" ? v : <pre>{JSON.stringify(v, null, 1)}</pre>])} />;
}

/** Nothing brings it back, so it is asked twice. */
function Forget(props: { email: string; done: (erased: Erased) => void }) {
  const key = useMemo(newKey, []);
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const forget = () => {
    setBusy(true);
    setWhy(null);
    office.erasePerson(props.email, key).then(props.done, (e: unknown) => setWhy(asTrouble(e))).finally(() => setBusy(false));
  };
  return (
    <>
      {why !== null && <TroubleNote why={why} />}
      {sure ? <button type="button" class="danger" disabled={busy} onClick={forget} onBlur={() => setSure(false)}>{say("forgetSure")}</button>
        : <button type="button" class="forget" onClick={() => setSure(true)}>{say("forgetPerson")}</button>}
    </>
  );
}

function Forgotten(props: { of: Erased }) {
  const e = props.of;
  return (
    <div class="note good" role="status">
      <p><strong>{say("forgotten")}</strong></p>
      <Terms of={[[say("forgottenPartners"), number(e.partners)], [say("forgottenUsers"), number(e.users)], [say("forgottenEntries"), number(e.entries)],
        [say("forgottenAnswers"), number(e.answers)], [say("forgottenImports"), number(e.imports)], [say("forgottenEntry"), number(e.entry)]]} />
    </div>
  );
}
