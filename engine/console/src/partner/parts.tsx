// A score as the parts that it is made of: bar, legend, and the evidence in words.
import type { Part, ScorePart } from "../api";
import { number, points, sentenceOf } from "../language";
import { useNetwork, word, wordIds } from "../reference";
import { say } from "../say";
import { Wide } from "../ui";

const WHOLE = 10_000_000; // the highest score there is

/** The widths are the points themselves, so the coloured length is the score. Hatched: no data. */
export function PartBar(props: { parts: ScorePart[]; score: number }) {
  const n = useNetwork();
  const said = props.parts.map((p) => `${word(n, "Part", p.part)} ${points(p.points)}`).join(", ");
  return (
    <div class="parts" role="img" aria-label={`${points(props.score)}: ${said}`}>
      {props.parts.filter((p) => p.points > 0).map((p) => (
        <span key={p.part} class={`part ${p.part}${p.known ? "" : " unknown"}`} style={{ width: p.points * 100 / WHOLE + "%" }}
          title={`${word(n, "Part", p.part)} ${points(p.points)}${p.known ? "" : " · " + say("noData")}`} />
      ))}
    </div>
  );
}

export function PartLegend() {
  const n = useNetwork();
  return (
    <ul class="legend">
      {wordIds(n, "Part").map((id) => <li key={id}><span class={"part " + id} aria-hidden="true" />{word(n, "Part", id)}</li>)}
      <li><span class="part unknown" aria-hidden="true" />{say("noData")}</li>
    </ul>
  );
}

export function PartTable(props: { parts: ScorePart[] }) {
  const n = useNetwork();
  const weights = props.parts.reduce((sum, p) => sum + p.weight, 0);
  return (
    <Wide label={say("why")}>
      <table class="whyparts">
        <thead>
          <tr><th scope="col">{say("part")}</th><th scope="col" class="number">{say("weight")}</th><th scope="col" class="number">{say("fit")}</th>
            <th scope="col" class="number">{say("points")}</th><th scope="col">{say("evidence")}</th></tr>
        </thead>
        <tbody>
          {props.parts.map((p) => (
            <tr key={p.part} class={p.known ? "" : "unknown"}>
              <th scope="row"><span class={`part ${p.part}${p.known ? "" : " unknown"}`} aria-hidden="true" />{partName(p.part)}</th>
              <td class="number">{number(p.weight * 100 / weights, 1)}%</td>
              <td class="number">{number(p.value / 100)}%</td>
              <td class="number">{points(p.points)}</td>
              <td><ul class="evidence">{p.evidence.map((e, i) => <li key={i}>{sentenceOf(e)}</li>)}</ul></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
  function partName(id: Part) {
    return word(n, "Part", id);
  }
}
