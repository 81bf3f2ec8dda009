// What the last job of an import had to say, row by row and cell by cell.
import { useState } from "preact/hooks";
import { type ImportNote, imports, type Outcome } from "../api_import";
import { number, sentenceOf } from "../language";
import { useNetwork, word, wordIds } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Answered, Card, useAnswer, useMore, Wide } from "../ui";

export function ImportReport(props: { id: string }) {
  const n = useNetwork();
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const [found, retry] = useAnswer(() => imports.report(props.id, outcome, undefined), [props.id, outcome]);
  return (
    <Card class="report">
      <div class="card-head"><h2>{say("report")}</h2>
        <label class="field"><span class="unseen">{say("outcome")}</span>
          <select name="outcome" value={outcome ?? ""} onChange={(e) => setOutcome(e.currentTarget.value === "" ? undefined : e.currentTarget.value as Outcome)}>
            <option value="">{say("allOutcomes")}</option>
            {wordIds(n, "ImportOutcome").map((id) => <option key={id} value={id}>{word(n, "ImportOutcome", id)}</option>)}
          </select></label></div>
      <Answered of={found} retry={retry}>{(page) => <Rows key={outcome ?? ""} id={props.id} outcome={outcome} first={page} />}</Answered>
    </Card>
  );
}

const tags: Record<Outcome, string> = { rejected: "bad", skipped: "", similar: "warn", kept: "warn" };

function Rows(props: { id: string; outcome: Outcome | undefined; first: { items: ImportNote[]; next: string | null } }) {
  const n = useNetwork();
  const [notes, more] = useMore(props.first, (cursor) => imports.report(props.id, props.outcome, cursor));
  if (notes.length === 0) return <p class="empty">{say("nothingToSay")}</p>;
  return (
    <>
      <Wide label={say("report")}>
        <table class="stack">
          <thead><tr><th scope="col">{say("row")}</th><th scope="col">{say("outcome")}</th><th scope="col">{say("whatFor")}</th></tr></thead>
          <tbody>
            {notes.map((note, i) => (
              <tr key={i}>
                <th scope="row">{say("rowNumber", number(note.row))}</th>
                <td><span class={"tag " + tags[note.outcome]}>{word(n, "ImportOutcome", note.outcome)}</span></td>
                <td><ul class="evidence">{note.reasons.map((r, k) => <li key={k}>{r.header != null && <b>{r.header}: </b>}{sentenceOf(r)}</li>)}</ul>
                  {note.partner != null && <a href={href("partners", note.partner)}>{say("thatPartner")}</a>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {more}
    </>
  );
}
