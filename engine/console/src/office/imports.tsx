// Imports: the files there are, and the way in for another.
import { useRef, useState } from "preact/hooks";
import type { Trouble } from "../api";
import { imports, type ImportEntry } from "../api_import";
import { newKey, saveAs } from "../client";
import { bytes, moment } from "../language";
import { may, useNetwork, word } from "../reference";
import { go, href } from "../route";
import { say } from "../say";
import { Answered, asTrouble, Card, PageHead, TroubleNote, useAnswer, useMore, Wide } from "../ui";

const TYPES = ".xlsx,.csv,.tsv,.txt,.ndjson";

export function ImportsPage() {
  const [found, retry] = useAnswer(() => imports.all(undefined), []);
  return (
    <>
      <PageHead title={say("imports")} lead={say("importsLead")}><Template /></PageHead>
      <Upload />
      <Card title={say("earlierImports")}>
        <Answered of={found} retry={retry}>{(page) => <ImportTable first={page} />}</Answered>
      </Card>
    </>
  );
}

/** An empty file with the right header, where the daemon offers one. */
function Template() {
  const n = useNetwork();
  const [why, setWhy] = useState<Trouble | null>(null);
  if (!may(n, "get", "/v1/imports/template")) return null;
  const save = () => {
    setWhy(null);
    imports.template().then(({ bytes: file, name }) => saveAs(file, name ?? "partners.xlsx"), (e: unknown) => setWhy(asTrouble(e)));
  };
  return <><button type="button" class="template" onClick={save}>{say("template")}</button>{why !== null && <TroubleNote why={why} retry={save} />}</>;
}

function Upload() {
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState<string | null>(null);
  const [why, setWhy] = useState<Trouble | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const send = (file: File | undefined) => {
    if (file === undefined || busy !== null) return;
    setBusy(file.name);
    setWhy(null);
    imports.upload(file, newKey()).then((made) => go(href("office", "imports", made.id)), (e: unknown) => {
      setWhy(asTrouble(e));
      if (input.current !== null) input.current.value = "";
    }).finally(() => setBusy(null));
  };
  return (
    <section class={"card drop" + (over ? " over" : "")} aria-label={say("uploadFile")}
      onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(e) => { e.preventDefault(); setOver(false); send(e.dataTransfer?.files[0]); }}>
      <label class="field"><span>{say("uploadFile")}</span>
        <input ref={input} type="file" name="file" accept={TYPES} disabled={busy !== null} onChange={(e) => send(e.currentTarget.files?.[0])} /></label>
      <p class="about">{say("uploadNote")}</p>
      {busy !== null && <p role="status">{say("uploading", busy)}</p>}
      {why !== null && <TroubleNote why={why} />}
    </section>
  );
}

function ImportTable(props: { first: { items: ImportEntry[]; next: string | null } }) {
  const n = useNetwork();
  const [all, more] = useMore(props.first, (cursor) => imports.all(cursor));
  if (all.length === 0) return <p class="empty">{say("noImports")}</p>;
  return (
    <>
      <Wide label={say("imports")}>
        <table class="stack">
          <thead><tr><th scope="col">{say("file")}</th><th scope="col">{say("kind")}</th><th scope="col">{say("size")}</th><th scope="col">{say("state")}</th><th scope="col">{say("uploaded")}</th></tr></thead>
          <tbody>
            {all.map((i) => (
              <tr key={i.id}>
                <th scope="row"><a href={href("office", "imports", i.id)}>{i.name}</a></th>
                <td>{word(n, "BookKind", i.kind)}</td>
                <td>{bytes(i.bytes)}</td>
                <td><span class={"tag " + (i.state === "stored" ? "good" : "")}>{word(n, "ImportState", i.state)}</span></td>
                <td data-label={say("uploaded")}>{i.created == null ? "–" : moment(i.created)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {more}
    </>
  );
}
