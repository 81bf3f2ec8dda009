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
