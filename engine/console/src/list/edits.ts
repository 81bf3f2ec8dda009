// What somebody would have otherwise in a list: pins, bans and capacities as changes of what
// was asked for, and how the list that comes of them differs. Pure.
import type { Pairing, PairingList, PairingRequest, PairRule } from "../api";

export type Pair = { partner: string; city: string; project: string | null };
export type Rules = Required<Pick<PairingRequest, "pins" | "bans" | "capacities" | "quotas">> & PairingRequest;

/** What a client may send of what a list says was asked for. */
export function rulesOf(list: PairingList): Rules {
  const c = list.constraints;
  return {
    meeting: list.meeting, policy: list.policy, as_of: list.as_of, floor: c.floor, pins: c.pins.map(pairRule), bans: c.bans.map(pairRule),
    capacities: c.capacities, quotas: c.quotas, replaces: list.id ?? c.replaces, change_price: c.change_price, dry_run: false,
  };
}

/** Either the project or the city is named; the other is left out, not null. */
function pairRule(rule: { partner: string; project: string | null; city: string | null }): PairRule {
  return rule.project !== null ? { partner: rule.partner, project: rule.project } : { partner: rule.partner, city: rule.city };
}

export const pairOf = (p: Pairing): Pair => ({ partner: p.partner.id, city: p.city.id, project: p.project.id });

const ruleFor = (p: Pair): PairRule =>
  p.project !== null ? { partner: p.partner, project: p.project } : { partner: p.partner, city: p.city };

const names = (rule: PairRule, p: Pair) =>
  rule.partner === p.partner && (rule.project != null ? rule.project === p.project : rule.city === p.city);

export const isPinned = (rules: Rules, p: Pair) => rules.pins.some((r) => names(r, p));
export const isBanned = (rules: Rules, p: Pair) => rules.bans.some((r) => names(r, p));

const without = (of: PairRule[], p: Pair) => of.filter((r) => !names(r, p));

/** Pins a pair, or takes its pin away; a pair is never both pinned and banned. */
export function togglePin(rules: Rules, p: Pair): Rules {
  return isPinned(rules, p) ? { ...rules, pins: without(rules.pins, p) }
    : { ...rules, pins: [...rules.pins, ruleFor(p)], bans: without(rules.bans, p) };
}

export function toggleBan(rules: Rules, p: Pair): Rules {
  return isBanned(rules, p) ? { ...rules, bans: without(rules.bans, p) }
    : { ...rules, bans: [...rules.bans, ruleFor(p)], pins: without(rules.pins, p) };
}

export function capacityOf(rules: Rules, partner: string): number | undefined {
  return rules.capacities.find((c) => c.partner === partner)?.max ?? undefined;
}

/** Undefined: as the profile says. */
export function setCapacity(rules: Rules, partner: string, max: number | undefined): Rules {
  const before = rules.capacities.find((c) => c.partner === partner);
  const others = rules.capacities.filter((c) => c.partner !== partner);
  const least = before?.min ?? 0;
  if (max === undefined && least === 0) return { ...rules, capacities: others };
  return { ...rules, capacities: [...others, { partner, min: max === undefined ? least : Math.min(least, max), max }] };
}

export type Edit = { kind: "pin" | "unpin" | "ban" | "unban" | "capacity"; rule: PairRule; max?: number; undo: Rules };

const key = (r: PairRule) => `${r.partner}|${r.project ?? ""}|${r.city ?? ""}`;

/** What is asked for otherwise than in `from`, each with the rules that would be without it. */
export function editsBetween(from: Rules, to: Rules): Edit[] {
  const found: Edit[] = [];
  const pairs = (member: "pins" | "bans", added: "pin" | "ban", taken: "unpin" | "unban") => {
    const before = new Set(from[member].map(key)), after = new Set(to[member].map(key));
    for (const rule of to[member])
      if (!before.has(key(rule))) found.push({ kind: added, rule, undo: { ...to, [member]: to[member].filter((r) => r !== rule) } });
    for (const rule of from[member])
      if (!after.has(key(rule))) found.push({ kind: taken, rule, undo: { ...to, [member]: [...to[member], rule] } });
  };
  pairs("pins", "pin", "unpin");
  pairs("bans", "ban", "unban");
  for (const partner of new Set([...from.capacities, ...to.capacities].map((c) => c.partner))) {
    const before = capacityOf(from, partner), after = capacityOf(to, partner);
    if (before !== after) found.push({ kind: "capacity", rule: { partner }, max: after, undo: setCapacity(to, partner, before) });
  }
  return found;
}

const pairKey = (p: Pairing) => `${p.city.id}|${p.project.id ?? ""}|${p.partner.id}`;

export type Shift = { city: Pairing["city"]; gone: Pairing[]; come: Pairing[] };

/** By city: which pairs go and which come. */
export function shiftsBetween(from: PairingList, to: PairingList): Shift[] {
  const before = new Set(from.pairings.map(pairKey)), after = new Set(to.pairings.map(pairKey));
  const shifts = new Map<string, Shift>();
  const at = (p: Pairing) => {
    let shift = shifts.get(p.city.id);
    if (shift === undefined) shifts.set(p.city.id, (shift = { city: p.city, gone: [], come: [] }));
    return shift;
  };
  for (const p of from.pairings) if (!after.has(pairKey(p))) at(p).gone.push(p);
  for (const p of to.pairings) if (!before.has(pairKey(p))) at(p).come.push(p);
  return [...shifts.values()];
}

/** The lines of `to` that `from` has not. */
export function newLines(from: PairingList, to: PairingList): Set<number> {
  const before = new Set(from.pairings.map(pairKey));
  return new Set(to.pairings.filter((p) => !before.has(pairKey(p))).map((p) => p.number));
}
