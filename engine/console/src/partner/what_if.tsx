// The cities of a partner, by the policy's weights or by one's own.
import { useMemo, useState } from "preact/hooks";
import { api, type Match, type Part, type Partner, type Policy, type Profile, type Weights } from "../api";
import { day, nameOf, number } from "../language";
import { sameValue, sendable } from "../form/schema";
import { useNetwork, word, wordIds } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Answered, Card, useAnswer } from "../ui";
import { carry, ProfileFields } from "./edit";
import { CityRanking } from "./matches";
import { mayEdit } from "./may_edit";
import { rebalance, WHOLE } from "./weights";

const SETTLE_MS = 120;

/** Beside the ranking the weights are open; above it they would push it off the page. */
const roomy = matchMedia("(min-width: 1081px)").matches;

export function Matches(props: { partner: Partner }) {
  const n = useNetwork();
  const [found, retry] = useAnswer(() => api.matches(props.partner.id), [props.partner.id]);
  return (
    <Answered of={found} retry={retry}>
      {(list) => {
        const policy = n.policies.get(list.policy);
        return policy === undefined ? <p class="note bad">{say("noPolicy")}</p>
          : <WhatIf partner={props.partner} stored={list.matches} policy={policy} asOf={list.as_of} />;
      }}
    </Answered>
  );
}

const settled = (signal: AbortSignal) => new Promise<void>((done) => {
  const wait = setTimeout(done, SETTLE_MS);
  signal.addEventListener("abort", () => clearTimeout(wait));
});

function WhatIf(props: { partner: Partner; stored: Match[]; policy: Policy; asOf: string }) {
  const n = useNetwork(), { policy, stored } = props;
  const parts = wordIds(n, "Part") as Part[];
  const [weights, setWeights] = useState<Weights>(policy.weights);
  const stands = useMemo(() => sendable(n, "Partner", props.partner), [props.partner]);
  const [profile, setProfile] = useState(stands);
  const [side, setSide] = useState<"weights" | "profile">("weights");
  const weighed = parts.some((p) => weights[p] !== policy.weights[p]), edited = !sameValue(profile, stands);
  const changed = weighed || edited;
  const [found, retry, busy] = useAnswer(async (signal) => {
    if (!changed) return stored;
    await settled(signal);
    return (await api.whatIf(profile as Profile, weights, signal)).matches;
  }, [weights, profile, stored]);
  const fields = found.at === "trouble" ? found.why.fields.map((f) => ({ ...f, pointer: f.pointer.replace(/^\/profile/, "") })) : [];
  const before = useMemo(() => new Map(stored.map((m) => [m.city.id, m.rank])), [stored]);

  return (
    <div class="ranked-by">
      <Card title={say("matches")} note={say("matchesNote", stored.length, nameOf(policy), day(props.asOf))}>
        {changed && <p class="note info" role="status">{say(edited ? "whatIfEdited" : "whatIfShown")}</p>}
        <div aria-busy={busy} class={busy ? "busy" : ""}>
          <Answered of={found} retry={retry}>
            {(matches) => <CityRanking matches={matches} before={changed ? before : undefined} />}
          </Answered>
        </div>
      </Card>
      <details class="card weights" open={roomy}>
        <summary><h2>{say("whatIf")}</h2></summary>
        <div class="switch" role="group" aria-label={say("whatIf")}>
          <button type="button" aria-pressed={side === "weights"} onClick={() => setSide("weights")}>{say("weights")}</button>
          <button type="button" aria-pressed={side === "profile"} onClick={() => setSide("profile")}>{say("profile")}</button>
        </div>
        {side === "weights" ? (
          <>
            <p class="about">{say("whatIfNote")}</p>
            <div class="sliders">
              {parts.map((p) => (
                <label class="slider" key={p}>
                  <span><span class={"part " + p} aria-hidden="true" />{word(n, "Part", p)}</span>
                  <output>{number(weights[p] * 100 / WHOLE, 1)}%</output>
                  <input type="range" name={p} min={0} max={WHOLE} step={10} value={weights[p]}
                    aria-valuetext={number(weights[p] * 100 / WHOLE, 1) + "%"}
                    onInput={(e) => setWeights(rebalance(parts, weights, policy.weights, p, Number(e.currentTarget.value)))} />
                </label>
              ))}
              <button type="button" disabled={!weighed} onClick={() => setWeights(policy.weights)}>{say("policyWeights")}</button>
            </div>
          </>
        ) : (
          <>
            <p class="about">{say("whatIfProfileNote")}</p>
            <div class="aside-form"><ProfileFields value={profile} set={setProfile} errors={fields} sections={["sectionWhat", "sectionWhere", "sectionSize"]} /></div>
            <div class="actions">
              <button type="button" disabled={!edited} onClick={() => setProfile(stands)}>{say("asStored")}</button>
              {mayEdit(n, props.partner.id) && edited && <a class="button" href={href("partners", props.partner.id, "edit")} onClick={() => carry(props.partner.id, profile)}>{say("toForm")}</a>}
            </div>
          </>
        )}
      </details>
    </div>
  );
}
