// A list as a file: the formats that the daemon makes, in the language read.
import { useState } from "preact/hooks";
import { api, type PairingList, type Trouble } from "../api";
import { saveAs } from "../client";
import { lang } from "../language";
import { say } from "../say";
import { asTrouble, TroubleNote } from "../ui";

export const FORMATS = ["pdf", "xlsx", "docx", "csv", "json"] as const;
export type Format = typeof FORMATS[number];

export function Documents(props: { list: PairingList }) {
  const { list } = props, id = list.id ?? "";
  const [busy, setBusy] = useState<Format | null>(null);
  const [why, setWhy] = useState<{ trouble: Trouble; format: Format } | null>(null);
  const save = (format: Format) => {
    setWhy(null);
    setBusy(format);
    api.paper(id, format, lang())
      .then(({ bytes, name }) => saveAs(bytes, name ?? `${list.meeting}-${id.slice(0, 8)}.${format}`),
        (e: unknown) => setWhy({ trouble: asTrouble(e), format }))
      .finally(() => setBusy(null));
  };
  return (
    <>
      <div class="switch documents" role="group" aria-label={say("download")}>
        {FORMATS.map((f) => <button key={f} type="button" data-format={f} aria-label={say("downloadAs", f.toUpperCase())} disabled={busy !== null} onClick={() => save(f)}>{f.toUpperCase()}</button>)}
      </div>
      {busy !== null && <span class="quiet" role="status">{say("making")}</span>}
      {why !== null && <TroubleNote why={why.trouble} retry={() => save(why.format)} />}
    </>
  );
}
