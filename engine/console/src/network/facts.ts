// Facts have sources and may disagree. Which one stands is the policy's choice, not ours.
import type { City, Fact, Policy } from "../api";
import { number } from "../language";
import type { Network } from "../reference";
import { type Key, say } from "../say";

/** The value that stands: of the first source the policy names, else the first there is. */
function standing(policy: Policy, facts: Fact[], property: Fact["property"]): Fact | undefined {
  const own = facts.filter((f) => f.property === property && f.value > 0);
  for (const source of policy.density_sources) {
    const found = own.find((f) => f.source === source);
    if (found !== undefined) return found;
  }
  return own[0];
}

export const densities = (city: City) => city.facts.filter((f) => f.property === "population_density" && f.value > 0);

export function placeOf(n: Network, policy: Policy, city: City): { gdp: number; density: number } | null {
  const gdp = standing(policy, n.countries.get(city.country)?.facts ?? [], "gdp_per_capita");
  const density = standing(policy, city.facts, "population_density");
  return gdp === undefined || density === undefined ? null : { gdp: gdp.value, density: density.value };
}

export type Membership = NonNullable<City["membership"]>;
export type Type = { quadrant: NonNullable<City["quadrant"]>; membership: Membership };

/** How far a value is above its threshold, 0 to 1; a softness of nought makes it all or nothing. */
function share(value: number, threshold: number, softness: number): number {
  const d = Math.log(value / threshold);
  return softness === 0 ? (d >= 0 ? 1 : 0) : 1 / (1 + Math.exp(-d / softness));
}

/** The type of a city under a policy that is only being tried. What stands, the daemon has computed. */
export function typeOf(n: Network, policy: Policy, city: City): Type | null {
  const place = placeOf(n, policy, city);
  if (place === null) return null;
  const rich = share(place.gdp, policy.gdp_threshold_milli / 1000, policy.softness_milli / 1000);
  const dense = share(place.density, policy.density_threshold_milli / 1000, policy.softness_milli / 1000);
  const developed = place.gdp * 1000 >= policy.gdp_threshold_milli, crowded = place.density * 1000 >= policy.density_threshold_milli;
  return {
    quadrant: `${crowded ? "dense" : "low_density"}_${developed ? "developed" : "emerging"}`,
    membership: {
      dense_developed: Math.round(dense * rich * 10000), dense_emerging: Math.round(dense * (1 - rich) * 10000),
      low_density_developed: Math.round((1 - dense) * rich * 10000), low_density_emerging: Math.round((1 - dense) * (1 - rich) * 10000),
    },
  };
}

/** Every source that a density is from, the policy's first. */
export function densitySources(n: Network, policy: Policy): string[] {
  const found = new Set(policy.density_sources);
  for (const city of n.cities.values()) for (const f of densities(city)) found.add(f.source);
  return [...found].filter((s) => [...n.cities.values()].some((c) => densities(c).some((f) => f.source === s)));
}

/** Every fact that bears on a city: its own, and its country's. */
export function factsOf(n: Network, city: City): Fact[] {
  return [...(n.countries.get(city.country)?.facts ?? []), ...city.facts];
}

export function stands(policy: Policy, facts: Fact[], fact: Fact): boolean {
  return standing(policy, facts, fact.property) === fact;
}

const units: Record<string, Key> = {
  "USD per capita": "unitUsd", "people per km2": "unitDensity", km2: "unitArea", people: "unitPeople",
};

export function factUnit(fact: Fact): string {
  const key = units[fact.unit];
  return key === undefined ? fact.unit : say(key);
}

export const factValue = (fact: Fact) => number(fact.value, fact.value < 100 ? 1 : 0);

/** The API names a source by its id only; the two of 2018 are worth their titles. */
export function sourceName(id: string): string {
  return id === "asean_talks_2018_05" ? say("sourceTalks") : id === "action_plans_2018_07" ? say("sourcePlans") : id;
}
