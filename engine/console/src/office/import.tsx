// One import: which column is what, what would come of it, then the thing itself; and back.
import { useState } from "preact/hooks";
import { api, type Job, type Tagged, type Trouble } from "../api";
import { type Import, type ImportAction, imports, type ImportPlan } from "../api_import";
import { newKey, saveAs } from "../client";
import { labelOf } from "../form/labels";
import { membersOf } from "../form/schema";
import { bytes, moment, number } from "../language";
import { Progress } from "../list/progress";
import { may, useNetwork, word, wordIds } from "../reference";
import { href } from "../route";
import { type Key, say } from "../say";
import { Answered, asTrouble, Card, Figure, PageHead, TroubleNote, useAnswer, Wide } from "../ui";
import { ImportReport } from "./import_report";

export function ImportPage(props: { id: string }) {
  const [found, retry] = useAnswer(() => imports.one(props.id), [props.id]);
  return <Answered of={found} retry={retry} page>{(one) => <Shown key={props.id} stored={one} again={retry} />}</Answered>;
}

function Shown(props: { stored: Tagged<Import>; again: () => void }) {
  const n = useNetwork(), { stored, again } = props, one = stored.value;
  const [job, setJob] = useState<Job | null>(null);
  const [why, setWhy] = useState<Trouble | null>(null);
  const act = (action: ImportAction) => {
    setWhy(null);
    imports.act(one.id, action, newKey()).then(setJob, (e: unknown) => { setWhy(asTrouble(e)); again(); });
  };
  /** A job that failed has said why; then it stays in sight. */
  const ended = () => {
    if (job !== null) api.job(job.id).then((now) => { if (now.state === "done") setJob(null); again(); }, (e: unknown) => setWhy(asTrouble(e)));
  };
  const idle = job === null || job.state === "failed" || job.state === "cancelled";
  return (
    <>
      <PageHead title={one.name} lead={[word(n, "BookKind", one.kind), one.encoding == null ? null : word(n, "BookEncoding", one.encoding), bytes(one.bytes),
        one.created == null ? null : moment(one.created)].filter((s) => s !== null).join(" · ")}>
        <span class={"tag " + (one.state === "stored" ? "good" : "")}>{word(n, "ImportState", one.state)}</span>
        <a class="back" href={href("office", "imports")}>{say("allImports")}</a>
      </PageHead>
      {one.state === "ready" && <Plan stored={stored} again={again} />}
      <Card title={say("importSteps")} note={one.state === "ready" ? say("importStepsNote") : undefined} class="import-steps">
        {why !== null && <TroubleNote why={why} />}
        {job !== null && <Progress key={job.id} job={job} stay onEnd={ended} />}
        <div class="actions">
          {one.state === "ready" && <button type="button" class={one.result === null ? "primary" : ""} disabled={!idle} onClick={() => act("check")}>{say("dryRun")}</button>}
          {one.state === "ready" && <button type="button" class={one.result === null ? "" : "primary"} disabled={!idle || one.result === null} onClick={() => act("run")}>{say("importNow")}</button>}
          {one.state === "stored" && <button type="button" disabled={!idle} onClick={() => act("undo")}>{say("undoImport")}</button>}
          {may(n, "get", "/v1/imports/{id}/rejected") && (one.result?.rejected ?? 0) > 0 && <Rejected id={one.id} />}
        </div>
        {one.result !== null && <Result of={one} />}
      </Card>
      {one.result !== null && <ImportReport key={one.version} id={one.id} />}
    </>
  );
}

function Rejected(props: { id: string }) {
  const [why, setWhy] = useState<Trouble | null>(null);
  const save = () => imports.rejected(props.id).then(({ bytes: file, name }) => saveAs(file, name ?? "rejected.xlsx"), (e: unknown) => setWhy(asTrouble(e)));
  return <><button type="button" class="rejected" onClick={() => void save()}>{say("rejectedRows")}</button>{why !== null && <TroubleNote why={why} />}</>;
}

const figures: [keyof NonNullable<Import["result"]>, Key][] = [
  ["rows", "rowsRead"], ["created", "rowsCreated"], ["updated", "rowsUpdated"], ["skipped", "rowsSkipped"], ["similar", "rowsSimilar"],
  ["rejected", "rowsRejected"], ["undone", "rowsUndone"], ["kept", "rowsKept"],
];

function Result(props: { of: Import }) {
  const n = useNetwork(), result = props.of.result!;
  const allRefused = props.of.state === "ready" && props.of.mistakes === "refuse_all" && result.rejected > 0;
  return (
    <div class="import-result" role="status">
      <p><strong>{word(n, "ImportAction", result.action)}</strong>{" "}
        <span class="quiet">{say(result.stored ? "wasStored" : result.action === "run" ? "nothingStored" : result.action === "check" ? "wouldBe" : "nothingStored")}</span></p>
      <div class="figures">
        {figures.filter(([name]) => name === "rows" || Number(result[name]) > 0).map(([name, text]) => <Figure key={name} value={number(Number(result[name]))} label={say(text)} />)}
      </div>
      {allRefused && <p class="note warn">{say("allRefused")}</p>}
    </div>
  );
}

const SAMPLES = 3; // rows shown beside the choice

function Plan(props: { stored: Tagged<Import>; again: () => void }) {
  const n = useNetwork(), { stored: { value: one, tag }, again } = props;
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const change = (next: Partial<ImportPlan>) => {
    setBusy(true);
    setWhy(null);
    imports.plan(one.id, next, tag).catch((e: unknown) => setWhy(asTrouble(e))).finally(() => { setBusy(false); again(); });
  };
  const sheet = one.sheets.find((s) => s.number === one.sheet);
  const after = sheet?.rows.filter((r) => r.number > (one.header_row ?? 0)).slice(0, SAMPLES) ?? [];
  const members = membersOf(n, "Partner").map((m) => ({ id: m.name, name: labelOf(m.name) }));
  return (
    <Card title={say("whatIsRead")} note={say("whatIsReadNote")}>
      {why !== null && <TroubleNote why={why} />}
      <div aria-busy={busy} class={busy ? "busy" : ""}>
        <div class="fields">
          {one.sheets.length > 1 && <label class="field"><span>{say("sheet")}</span>
            <select name="sheet" value={one.sheet ?? ""} onChange={(e) => change({ sheet: Number(e.currentTarget.value) })}>
              {one.sheets.map((s) => <option key={s.number} value={s.number}>{s.name === "" || s.name == null ? s.number : s.name}</option>)}
            </select></label>}
          <label class="field"><span>{say("headerRow")}</span>
            <select name="header_row" value={one.header_row ?? ""} onChange={(e) => change({ header_row: Number(e.currentTarget.value) })}>
              {one.header_row === null && <option value="">{say("choose")}</option>}
              {sheet?.rows.map((r) => <option key={r.number} value={r.number}>{r.number}: {r.cells.slice(0, 4).join(", ").slice(0, 60)}</option>)}
            </select></label>
          <Choose name="duplicates" list="ImportDuplicates" label={say("onDuplicate")} value={one.duplicates} change={(v) => change({ duplicates: v as ImportPlan["duplicates"] })} />
          <Choose name="similar" list="ImportSimilar" label={say("onSimilar")} value={one.similar} change={(v) => change({ similar: v as ImportPlan["similar"] })} />
          <Choose name="mistakes" list="ImportMistakes" label={say("onMistake")} value={one.mistakes} change={(v) => change({ mistakes: v as ImportPlan["mistakes"] })} />
        </div>
        {one.columns.length === 0 ? <p class="note warn">{say("noHeader")}</p> : (
          <Wide label={say("columns")}>
            <table class="mapping">
              <thead><tr><th scope="col">{say("columnInFile")}</th><th scope="col">{say("holds")}</th><th scope="col">{say("samples")}</th></tr></thead>
              <tbody>
                {one.columns.map((c) => (
                  <tr key={c.number}>
                    <th scope="row">{c.header ?? c.number}</th>
                    <td><select aria-label={say("holdsOf", c.header ?? String(c.number))} name={"column-" + c.number} value={c.member ?? ""}
                      onChange={(e) => change({ columns: one.columns.map((x) => ({ number: x.number, member: x.number === c.number ? (e.currentTarget.value || null) : x.member })) })}>
                      <option value="">{say("notRead")}</option>
                      {members.map((m) => <option key={m.id} value={m.id}>{m.name}</option>)}
                    </select></td>
                    <td class="quiet">{after.map((r) => r.cells[c.number - 1] ?? "").filter((s) => s !== "").join(" · ") || "–"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        )}
      </div>
    </Card>
  );
}

function Choose(props: { name: string; list: string; label: string; value: string | null; change: (value: string) => void }) {
  const n = useNetwork();
  return (
    <label class="field"><span>{props.label}</span>
      <select name={props.name} value={props.value ?? ""} onChange={(e) => props.change(e.currentTarget.value)}>
        {wordIds(n, props.list).map((id) => <option key={id} value={id}>{word(n, props.list, id)}</option>)}
      </select></label>
  );
}
