// Which cities would change their type if another source or another threshold counted.
import { useMemo } from "preact/hooks";
import type { City, Policy } from "../api";
import { nameOf, number } from "../language";
import { type Network, useNetwork } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Card } from "../ui";
import { shortQuadrant } from "./chart";
import { densitySources, sourceName, typeOf } from "./facts";

export type Moved = { city: City; from: string; to: string };

/** By the hard label, as it stands and as it would be. */
export function movedBy(n: Network, tried: Policy, cities: City[]): Map<string, Moved> {
  const found = new Map<string, Moved>();
  for (const city of cities) {
    const to = typeOf(n, tried, city)?.quadrant;
    if (city.quadrant != null && to !== undefined && to !== city.quadrant) found.set(city.id, { city, from: city.quadrant, to });
  }
  return found;
}

type TrialProps = { policy: Policy; tried: Policy; set: (policy: Policy) => void; moved: Map<string, Moved> };

export function PolicyTrial(props: TrialProps) {
  const n = useNetwork(), { policy, tried, set, moved } = props;
  const sources = useMemo(() => densitySources(n, policy), [n, policy]);
  return (
    <Card title={say("tryPolicy")} note={say("tryPolicyNote")}>
      <div class="fields policy-trial">
        <label class="field"><span>{say("densitySource")}</span>
          <select name="source" value={tried.density_sources[0]} onChange={(e) => {
            const first = e.currentTarget.value;
            set({ ...tried, density_sources: [first, ...policy.density_sources.filter((s) => s !== first)] });
          }}>{sources.map((s) => <option key={s} value={s}>{sourceName(s)}</option>)}</select></label>
        <Threshold name="gdp" label={say("gdpThreshold")} milli={tried.gdp_threshold_milli} of={policy.gdp_threshold_milli}
          set={(milli) => set({ ...tried, gdp_threshold_milli: milli })} />
        <Threshold name="density" label={say("densityThreshold")} milli={tried.density_threshold_milli} of={policy.density_threshold_milli}
          set={(milli) => set({ ...tried, density_threshold_milli: milli })} />
        <button type="button" disabled={tried === policy} onClick={() => set(policy)}>{say("asPolicy")}</button>
      </div>
      <div role="status">
        <p><strong>{moved.size === 0 ? say("noneMoved") : say("movedCities", moved.size)}</strong></p>
        <ul class="moved-list">
          {[...moved.values()].map((m) => (
            <li key={m.city.id}><a href={href("cities", m.city.id)}>{nameOf(m.city)}</a> <span class="quiet">{shortQuadrant(m.from)} → {shortQuadrant(m.to)}</span></li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

const STEPS = 100; // of the slider, from a quarter of the policy's threshold to four times it

/** On a log scale, as the chart is. */
function Threshold(props: { name: string; label: string; milli: number; of: number; set: (milli: number) => void }) {
  const at = Math.round(Math.log(props.milli / props.of) / Math.log(4) * STEPS);
  const rounded = (n: number) => Math.round(n / 1000) * 1000;
  return (
    <label class="slider"><span>{props.label}</span><output>{number(props.milli / 1000)}</output>
      <input type="range" name={props.name + "-threshold"} min={-STEPS} max={STEPS} value={at} aria-valuetext={number(props.milli / 1000)}
        onInput={(e) => {
          const to = Number(e.currentTarget.value);
          props.set(to === 0 ? props.of : rounded(props.of * 4 ** (to / STEPS)));
        }} /></label>
  );
}
