// The policies: immutable sets of weights and thresholds.
import type { Part, Policy } from "../api";
import { nameOf, number } from "../language";
import { sourceName } from "../network/facts";
import { may, useNetwork, word, wordIds } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Card, PageHead, Terms, Wide } from "../ui";

export function PoliciesPage() {
  const n = useNetwork(), all = [...n.policies.values()];
  return (
    <>
      <PageHead title={say("policies")} lead={say("policiesLead")}>
        {may(n, "post", "/v1/policies") && <a class="button" href={href("office", "policies", "new")}>{say("newPolicy")}</a>}
      </PageHead>
      {all.length === 0 && <Card><p class="empty">{say("noPolicy")}</p></Card>}
      {all.map((p) => <One key={p.id} policy={p} />)}
    </>
  );
}

function One(props: { policy: Policy }) {
  const n = useNetwork(), p = props.policy;
  const about = nameOf({ name_en: p.about_en, name_ko: p.about_ko });
  const parts = wordIds(n, "Part") as Part[], most = Math.max(...parts.map((id) => p.weights[id]));
  return (
    <Card title={nameOf(p)} note={about === "" ? undefined : about}>
      <div class="columns">
        <Wide label={`${say("weights")}, ${nameOf(p)}`}>
          <table class="weight-table">
            <thead><tr><th scope="col">{say("part")}</th><th scope="col" class="number">{say("weight")}</th><th scope="col" class="number">{say("neutral")}</th></tr></thead>
            <tbody>
              {parts.map((id) => (
                <tr key={id}><th scope="row">{word(n, "Part", id)}
                  <span class="track" aria-hidden="true"><span class={"part " + id} style={{ width: p.weights[id] * 100 / most + "%" }} /></span></th>
                  <td class="number">{number(p.weights[id])}</td><td class="number">{number(p.neutral[id] / 100)}%</td></tr>
              ))}
            </tbody>
          </table>
        </Wide>
        <Terms of={[
          [say("policyId"), <code>{p.id}</code>],
          [say("gdpThreshold"), number(p.gdp_threshold_milli / 1000)],
          [say("densityThreshold"), number(p.density_threshold_milli / 1000)],
          [say("softness"), number(p.softness_milli / 1000, 3)],
          [say("densitySource"), p.density_sources.map(sourceName).join(" › ")],
          [say("referenceYear"), String(p.reference_year)],
          [say("neighbours"), number(p.neighbours)],
        ]} />
      </div>
    </Card>
  );
}
