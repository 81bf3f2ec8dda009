// The one-page report that a company or a city can take home, in the language read.
import { useState } from "preact/hooks";
import type { Trouble } from "./api";
import { download, saveAs } from "./client";
import { lang } from "./language";
import { say } from "./say";
import { asTrouble, TroubleNote } from "./ui";

export function ReportButton(props: { of: "partners" | "cities"; id: string }) {
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const save = () => {
    setBusy(true);
    setWhy(null);
    download(`/v1/${props.of}/${encodeURIComponent(props.id)}/report?lang=${lang()}`)
      .then(({ bytes, name }) => saveAs(bytes, name ?? props.id + ".pdf"), (e: unknown) => setWhy(asTrouble(e)))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <button type="button" class="report-button" disabled={busy} onClick={save}>{busy ? say("making") : say("reportPdf")}</button>
      {why !== null && <TroubleNote why={why} retry={save} />}
    </>
  );
}
