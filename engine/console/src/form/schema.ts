// A message of the contract as a form needs it: what a member is, whether it may be empty, and
// how its value reads in words.
import type { Schema } from "../api";
import { languageName, nameOf, titleOf } from "../language";
import { countryName, named, type Network, word } from "../reference";

export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };
export type Message = Record<string, Value>;

export type Member = {
  name: string; required: boolean; nullable: boolean; schema: Schema;
  vocab: string | null; // the word list that it is one of, or some of
  item: string | null; // the message that it is made of, or a list of
};

const PREFIX = "#/components/schemas/";
const refName = (s: Schema | undefined) => s?.$ref?.slice(PREFIX.length) ?? null;

/** Without the "or null", which anyOf or a second type says. */
function bareSchema(s: Schema): { schema: Schema; nullable: boolean } {
  if (s.anyOf !== undefined) {
    const one = s.anyOf.find((x) => x.type !== "null") ?? {};
    return { schema: { ...s, ...one, anyOf: undefined } as Schema, nullable: true };
  }
  if (Array.isArray(s.type)) return { schema: { ...s, type: s.type.find((t) => t !== "null") ?? "string" }, nullable: s.type.includes("null") };
  return { schema: s, nullable: false };
}

/** The members that a client may set, in the contract's order. */
export function membersOf(n: Network, message: string): Member[] {
  const whole = n.schemas[message];
  return Object.entries(whole?.properties ?? {}).filter(([, s]) => s.readOnly !== true).map(([name, s]) => {
    const { schema, nullable } = bareSchema(s);
    const named = refName(schema) ?? refName(schema.items);
    const isVocab = named !== null && n.schemas[named]?.enum !== undefined;
    return { name, required: whole?.required?.includes(name) ?? false, nullable, schema, vocab: isVocab ? named : null, item: isVocab ? null : named };
  });
}

export const isList = (m: Member) => m.schema.type === "array";

/** What a member holds before anybody has said anything. */
function emptyOf(n: Network, m: Member): Value {
  if (isList(m)) return [];
  if (m.item !== null && m.required) return emptyMessage(n, m.item);
  if (m.schema.default !== undefined) return m.schema.default as Value;
  return null;
}

export function emptyMessage(n: Network, message: string): Message {
  return Object.fromEntries(membersOf(n, message).map((m) => [m.name, emptyOf(n, m)]));
}

/** Only what a client may send, at any depth, so that what the server sets does not go back to it. */
export function sendable(n: Network, message: string, from: Record<string, unknown>): Message {
  return Object.fromEntries(membersOf(n, message).filter((m) => m.name in from).map((m) => [m.name, strip(n, m, from[m.name] as Value)]));
}

function strip(n: Network, m: Member, value: Value): Value {
  if (m.item === null || value === null || typeof value !== "object") return value;
  return Array.isArray(value) ? value.map((v) => sendable(n, m.item!, v as Message)) : sendable(n, m.item, value);
}

/** The members that differ, as a merge patch. */
export function changeOf(before: Message, after: Message): Message {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => !sameValue(value, before[name])));
}

export const sameValue = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The name of what an id stands for. */
export function refersTo(n: Network, what: string, id: string): string {
  switch (what) {
    case "countries": return countryName(n, id);
    case "cities": return named(n.cities, id);
    case "categories": return named(n.categories, id);
    case "sectors": return named(n.sectors, id);
    case "policies": return named(n.policies, id);
    case "meetings": return named(n.meetings, id);
    case "projects": {
      const project = n.projects.get(id);
      return project === undefined ? id : `${named(n.cities, project.city)} · ${titleOf(project)}`;
    }
    default: return id;
  }
}

/** What may be chosen, by name. */
export function choicesOf(n: Network, what: string): { id: string; name: string }[] | null {
  const of = (map: Map<string, { name_en: string; name_ko: string }>) => [...map].map(([id, x]) => ({ id, name: nameOf(x) }));
  switch (what) {
    case "countries": return of(n.countries);
    case "cities": return of(n.cities);
    case "categories": return of(n.categories);
    case "sectors": return of(n.sectors);
    case "policies": return of(n.policies);
    case "meetings": return of(n.meetings);
    case "projects": return [...n.projects.keys()].map((id) => ({ id, name: refersTo(n, what, id) }));
    default: return null;
  }
}

/** A value as people read it: what a conflict shows. */
export function inWords(n: Network, m: Member, value: Value): string {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "–";
  if (Array.isArray(value)) return value.map((v) => inWords(n, m, v)).join(", ");
  if (typeof value === "object")
    return membersOf(n, m.item ?? "").map((part) => value[part.name] ?? null).flatMap((v, i) => {
      const part = membersOf(n, m.item ?? "")[i]!;
      return v === null ? [] : [inWords(n, part, v)];
    }).join(" ");
  if (typeof value === "string") {
    if (m.vocab !== null) return word(n, m.vocab, value);
    const schema = isList(m) ? m.schema.items ?? {} : m.schema;
    if (schema["x-refers"] !== undefined) return refersTo(n, schema["x-refers"], value);
    if (schema.format === "country-code") return countryName(n, value);
    if (schema.format === "language-code") return languageName(value);
  }
  return String(value);
}
