// Weights always sum to 1000. Pure.
import type { Part, Weights } from "../api";

export const WHOLE = 1000;

/**
 * Sets one weight; the others share what is left in the proportions they had,
 * or in the policy's once they were all nought. Rounded by largest remainder.
 */
export function rebalance(parts: Part[], now: Weights, policy: Weights, moved: Part, to: number): Weights {
  const others = parts.filter((p) => p !== moved);
  const base = others.some((p) => now[p] > 0) ? now : policy;
  const sum = others.reduce((n, p) => n + base[p], 0);
  const left = WHOLE - to;
  const next: Weights = { ...now, [moved]: to };
  if (sum === 0) return others[0] === undefined ? next : { ...next, [others[0]]: left };
  const rest = others.map((p) => ({ p, whole: Math.floor(left * base[p] / sum), part: (left * base[p]) % sum }));
  let missing = left - rest.reduce((n, r) => n + r.whole, 0);
  for (const r of [...rest].sort((a, b) => b.part - a.part)) {
    next[r.p] = r.whole + (missing > 0 ? 1 : 0);
    missing--;
  }
  return next;
}
