// Who is stored already and may be the same: by registration number, or by a name that is close.
import { useEffect, useState } from "preact/hooks";
import { api, type Partner } from "../api";
import type { Message } from "../form/schema";
import { useNetwork, word } from "../reference";
import { say } from "../say";
import { PartnerLink } from "../ui";

const TYPING_MS = 400;
const CLOSE = 0.5; // of the pairs of letters in common
const MOST = 6;

const folded = (text: string) => text.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
const digits = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();

/** How much two names have in common: Dice's coefficient of their pairs of letters. */
export function closeness(a: string, b: string): number {
  const pairs = (s: string) => new Set([...s].slice(1).map((c, i) => [...s][i]! + c));
  const x = pairs(folded(a)), y = pairs(folded(b));
  if (x.size === 0 || y.size === 0) return folded(a) !== "" && folded(a) === folded(b) ? 1 : 0;
  return 2 * [...x].filter((p) => y.has(p)).length / (x.size + y.size);
}

const WORDS = 4; // of a name that are looked for, the longest first

/** What to look for: the whole names, and their words. */
function wanted(names: string[]): string[] {
  const words = (name: string) => name.split(/[\s().,·&-]+/).filter((w) => w.length >= 2).sort((a, b) => b.length - a.length).slice(0, WORDS);
  return [...new Set(names.flatMap((name) => [name, ...words(name)]))];
}

type Twin = { partner: Partner; number: boolean; close: number };

async function findTwins(names: string[], number: string, self: string | null, signal: AbortSignal): Promise<Twin[]> {
  const searches = number === "" ? wanted(names) : [...wanted(names), number];
  const pages = await Promise.all(searches.map((q) => api.partners({ q }, 50, undefined, signal)));
  const found = new Map<string, Twin>();
  for (const p of pages.flatMap((page) => page.items)) {
    const theirs = [p.name_en, p.name_ko].flatMap((s) => s ?? []);
    const close = Math.max(0, ...names.flatMap((mine) => theirs.map((their) => closeness(mine, their))));
    const same = number !== "" && p.registration_number != null && digits(p.registration_number) === digits(number);
    if (p.id !== self && (same || close >= CLOSE)) found.set(p.id, { partner: p, number: same, close });
  }
  return [...found.values()].sort((a, b) => Number(b.number) - Number(a.number) || b.close - a.close).slice(0, MOST);
}

export function Alike(props: { value: Message; self: string | null }) {
  const n = useNetwork();
  const [twins, setTwins] = useState<Twin[]>([]);
  const names = [props.value.name_en, props.value.name_ko].filter((s): s is string => typeof s === "string" && s.trim().length >= 2);
  const number = typeof props.value.registration_number === "string" ? props.value.registration_number.trim() : "";
  useEffect(() => {
    if (names.length === 0 && number === "") { setTwins([]); return; }
    const stop = new AbortController();
    const wait = setTimeout(() => {
      // To look for twins is a help; when it fails, the form still works.
      findTwins(names, number, props.self, stop.signal).then(setTwins, () => undefined);
    }, TYPING_MS);
    return () => { clearTimeout(wait); stop.abort(); };
  }, [names.join("|"), number, props.self]);
  if (twins.length === 0) return null;
  return (
    <div class="note warn" role="status">
      <p><strong>{say("alike")}</strong></p>
      <ul>{twins.map((t) => (
        <li key={t.partner.id}><PartnerLink of={t.partner} /> <span class={"tag state " + t.partner.state}>{word(n, "PartnerState", t.partner.state)}</span>{" "}
          {t.number && <b>{say("sameNumber")}</b>}{t.partner.registration_number != null && !t.number && <span class="quiet">{t.partner.registration_number}</span>}</li>
      ))}</ul>
    </div>
  );
}
