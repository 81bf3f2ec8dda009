// A form made from the contract's own schema: each member by its type, with its limits, its
// words in the language read, and what the server found wrong with it beside it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { FieldTrouble } from "../api";
import { Finder, findPartners } from "../finder";
import { lang, languageName } from "../language";
import { regions } from "../list/rules";
import { countryName, useNetwork, word, wordIds } from "../reference";
import { say } from "../say";
import { hintOf, labelOf, withLabels } from "./labels";
import { choicesOf, emptyMessage, isList, type Member, membersOf, type Message, refersTo, type Value } from "./schema";

type Common = { errors: FieldTrouble[]; pointer: string };
type Labelled = Member & { label: string; hint: string | null };
type FieldProps = Common & { member: Labelled; value: Value; set: (value: Value) => void };

/** Nothing to choose from: any text will do. */
const isFree = (m: Member) => m.schema.items?.["x-refers"] === undefined && m.schema.items?.format === undefined;

const LONG = 500, NOTE = 4000; // characters from which a text wants more than one line, and many

export const fieldId = (pointer: string) => "f" + pointer.replaceAll("/", "-");

/** The parts of a score are called what they are called everywhere. */
function labelIn(n: ReturnType<typeof useNetwork>, message: string, name: string): string {
  return message === "PartWeights" || message === "PartNeutrals" ? word(n, "Part", name) : labelOf(name, message);
}

/** Of a list shown as one field, also what is wrong with an item. */
function troublesAt(errors: FieldTrouble[], pointer: string, deep: boolean): FieldTrouble[] {
  return errors.filter((e) => e.pointer === pointer || (deep && e.pointer.startsWith(pointer + "/")));
}

export function Fields(props: Common & { message: string; value: Message; set: (value: Message) => void; only?: string[] | undefined }) {
  const n = useNetwork();
  const members = membersOf(n, props.message).filter((m) => props.only?.includes(m.name) ?? true);
  return (
    <div class="fields">
      {members.map((m) => (
        <Field key={m.name} member={{ ...m, label: labelIn(n, props.message, m.name), hint: hintOf(m.name, props.message) }} pointer={`${props.pointer}/${m.name}`} errors={props.errors} value={props.value[m.name] ?? null}
          set={(value) => props.set({ ...props.value, [m.name]: value })} />
      ))}
    </div>
  );
}

function Field(props: FieldProps) {
  const { member: m, pointer } = props, { schema } = m;
  if (isList(m)) return m.item !== null ? <Rows {...props} /> : m.vocab !== null ? <Checks {...props} /> : isFree(m) ? <Texts {...props} /> : <Picks {...props} />;
  if (m.item !== null) return <Whole {...props} />;
  if (schema.type === "boolean") return <Tick {...props} />;
  const id = fieldId(pointer), wrong = troublesAt(props.errors, pointer, false);
  const wide = schema.type === "string" && (schema.maxLength ?? 0) >= LONG;
  return (
    <div class={"field" + (wide ? " whole-row" : (schema.maxLength ?? 0) >= 100 ? " wide-field" : "")}>
      <label for={id}>{m.label}{m.required && <span class="must">{say("required")}</span>}</label>
      <One {...props} id={id} invalid={wrong.length > 0} />
      <Notes id={id} member={m} wrong={wrong} />
    </div>
  );
}

function Notes(props: { id: string; member: Labelled; wrong: FieldTrouble[] }) {
  const { hint } = props.member;
  return (
    <>
      {hint !== null && <p class="hint" id={props.id + "-hint"}>{hint}</p>}
      {props.wrong.length > 0 && <div class="wrong" id={props.id + "-wrong"}>{props.wrong.map((e) => <p key={e.detail}>{withLabels(e.detail)}</p>)}</div>}
    </>
  );
}

/** A single value, as the control that fits its type. */
function One(props: FieldProps & { id: string; invalid: boolean }) {
  const n = useNetwork(), { member: m, value, set, id } = props, { schema } = m;
  const common = {
    id, name: m.name, "aria-invalid": props.invalid,
    "aria-describedby": [m.hint === null ? "" : id + "-hint", props.invalid ? id + "-wrong" : ""].filter((s) => s !== "").join(" ") || undefined,
  };
  const text = value === null ? "" : String(value);
  if (schema["x-refers"] === "partners") return <PartnerPick id={id} name={m.name} value={text} set={set} />;
  const choose = (options: { id: string; name: string }[]) => (
    <select {...common} value={text} required={m.required} onChange={(e) => set(e.currentTarget.value === "" ? null : e.currentTarget.value)}>
      {(!m.required || text === "") && <option value="">{m.required ? say("choose") : "–"}</option>}
      {text !== "" && !options.some((o) => o.id === text) && <option value={text}>{text}</option>}
      {options.map((o) => <option key={o.id} value={o.id}>{o.name}</option>)}
    </select>
  );
  if (m.vocab !== null) return choose(wordIds(n, m.vocab).map((w) => ({ id: w, name: word(n, m.vocab!, w) })));
  const refers = schema["x-refers"] === undefined ? null : choicesOf(n, schema["x-refers"]);
  if (refers !== null) return choose(byName(refers));
  if (schema.format === "country-code") return choose(byName(regions().map((c) => ({ id: c, name: countryName(n, c) }))));
  if (schema.format === "language-code") return choose(byName(languages().map((c) => ({ id: c, name: languageName(c) }))));
  if (schema.type === "integer" || schema.type === "number") {
    const most = schema.maximum === undefined || schema.maximum > Number.MAX_SAFE_INTEGER ? undefined : schema.maximum;
    return <input {...common} type="number" step={schema.type === "integer" ? 1 : "any"} min={schema.minimum} max={most} required={m.required} value={text}
      onInput={(e) => set(e.currentTarget.value === "" ? null : Number(e.currentTarget.value))} />;
  }
  const typed = (s: string) => set(s === "" && (m.nullable || !m.required) ? null : s);
  if ((schema.maxLength ?? 0) >= LONG)
    return <textarea {...common} rows={(schema.maxLength ?? 0) > NOTE ? 6 : 2} maxLength={schema.maxLength} required={m.required} value={text} onInput={(e) => typed(e.currentTarget.value)} />;
  if (schema.format === "date") return <input {...common} type="date" required={m.required} value={text} onInput={(e) => typed(e.currentTarget.value)} />;
  return <input {...common} type="text" inputMode={schema.format === "email" ? "email" : undefined} maxLength={schema.maxLength} required={m.required} value={text}
    onInput={(e) => typed(e.currentTarget.value)} />;
}

/** Partners are too many to choose from: one is found by its name. */
function PartnerPick(props: { id: string; name: string; value: string; set: (value: Value) => void }) {
  const [name, setName] = useState(props.value);
  if (props.value !== "")
    return <p class="picked-one" id={props.id} tabIndex={-1}><span>{name}</span> <button type="button" class="small" onClick={() => props.set(null)}>{say("change")}</button></p>;
  return <Finder label={labelOf(props.name)} hideLabel name={props.name} id={props.id} find={findPartners} pick={(f) => { setName(f.name); props.set(f.id); }} />;
}

type Choice = { id: string; name: string };
const byName = (of: Choice[]) => {
  const words = new Intl.Collator(lang());
  return [...of].sort((a, b) => words.compare(a.name, b.name));
};

const letters = [..."abcdefghijklmnopqrstuvwxyz"];

/** Every language that the browser has a name for, by its code of two letters. */
function languages(): string[] {
  const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  return letters.flatMap((a) => letters.map((b) => a + b)).filter((id) => names.of(id) !== undefined);
}

function Group(props: { id: string; member: Labelled; wrong: FieldTrouble[]; class?: string; children: ComponentChildren }) {
  return (
    <fieldset id={props.id} class={"whole-row " + (props.class ?? "")} tabIndex={-1}>
      <legend>{props.member.label}{props.member.required && <span class="must">{say("required")}</span>}</legend>
      {props.children}
      <Notes id={props.id} member={props.member} wrong={props.wrong} />
    </fieldset>
  );
}

function Tick(props: FieldProps) {
  const { member: m, pointer } = props, id = fieldId(pointer), wrong = troublesAt(props.errors, pointer, false);
  return (
    <div class="field tick">
      <label><input type="checkbox" id={id} name={m.name} checked={props.value === true} onChange={(e) => props.set(e.currentTarget.checked)} /> {m.label}</label>
      <Notes id={id} member={m} wrong={wrong} />
    </div>
  );
}

/** A message within: its own fields, in a frame. */
function Whole(props: FieldProps) {
  const { member: m, pointer } = props;
  return (
    <Group id={fieldId(pointer)} member={m} wrong={troublesAt(props.errors, pointer, false)}>
      <Fields message={m.item!} pointer={pointer} errors={props.errors} value={props.value as Message ?? {}} set={props.set} />
    </Group>
  );
}

/** Some texts of one's own. */
function Texts(props: FieldProps) {
  const { member: m, pointer } = props, id = fieldId(pointer);
  const lines = Array.isArray(props.value) ? props.value as string[] : [];
  const wrong = troublesAt(props.errors, pointer, true);
  const [text, setText] = useState(lines.join("\n"));
  return (
    <div class="field whole-row">
      <label for={id}>{m.label} <span class="hint">{say("oneEachLine")}</span></label>
      <textarea id={id} name={m.name} rows={3} value={text} aria-invalid={wrong.length > 0} onInput={(e) => {
        setText(e.currentTarget.value);
        props.set(e.currentTarget.value.split("\n").map((s) => s.trim()).filter((s) => s !== ""));
      }} />
      <Notes id={id} member={m} wrong={wrong} />
    </div>
  );
}

/** Some words of a list. */
function Checks(props: FieldProps) {
  const n = useNetwork(), { member: m, pointer } = props;
  const chosen = Array.isArray(props.value) ? props.value as string[] : [];
  const all = wordIds(n, m.vocab!);
  const toggle = (id: string) => props.set(all.filter((w) => (w === id) !== chosen.includes(w)));
  return (
    <Group id={fieldId(pointer)} member={m} wrong={troublesAt(props.errors, pointer, true)}>
      <div class="checks">
        {all.map((w) => <label key={w}><input type="checkbox" name={m.name} value={w} checked={chosen.includes(w)} onChange={() => toggle(w)} /> {word(n, m.vocab!, w)}</label>)}
      </div>
    </Group>
  );
}

/** Some things that there are: chosen one by one, each with a button to take it out. */
function Picks(props: FieldProps) {
  const n = useNetwork(), { member: m, pointer } = props, item = m.schema.items ?? {};
  const chosen = Array.isArray(props.value) ? props.value as string[] : [];
  const choices = item["x-refers"] !== undefined ? choicesOf(n, item["x-refers"]) ?? []
    : item.format === "country-code" ? regions().map((id) => ({ id, name: countryName(n, id) }))
    : item.format === "language-code" ? languages().map((id) => ({ id, name: languageName(id) })) : [];
  const called = (id: string) => item["x-refers"] !== undefined ? refersTo(n, item["x-refers"], id) : choices.find((c) => c.id === id)?.name ?? id;
  const full = m.schema.maxItems !== undefined && chosen.length >= m.schema.maxItems;
  return (
    <Group id={fieldId(pointer)} member={m} wrong={troublesAt(props.errors, pointer, true)}>
      {chosen.length > 0 && <ul class="chips picked">
        {chosen.map((id) => <li key={id}>{called(id)}
          <button type="button" aria-label={say("removeThis", called(id))} onClick={() => props.set(chosen.filter((c) => c !== id))}>×</button></li>)}
      </ul>}
      <select aria-label={say("addTo", m.label)} name={m.name} value="" disabled={full} onChange={(e) => {
        if (e.currentTarget.value !== "") props.set([...chosen, e.currentTarget.value]);
        e.currentTarget.value = "";
      }}>
        <option value="">{say("addOne")}</option>
        {byName(choices).filter((c) => !chosen.includes(c.id)).map((c) => <option key={c.id} value={c.id}>{c.name}</option>)}
      </select>
    </Group>
  );
}

/** A list of messages: a row of fields for each. */
function Rows(props: FieldProps) {
  const n = useNetwork(), { member: m, pointer } = props;
  const rows = Array.isArray(props.value) ? props.value as Message[] : [];
  const full = m.schema.maxItems !== undefined && rows.length >= m.schema.maxItems;
  return (
    <Group id={fieldId(pointer)} member={m} wrong={troublesAt(props.errors, pointer, false)} class="rows">
      {rows.map((row, i) => (
        <div key={i} class="row" role="group" aria-label={`${m.label} ${i + 1}`}>
          <Fields message={m.item!} pointer={`${pointer}/${i}`} errors={props.errors} value={row}
            set={(next) => props.set(rows.map((r, k) => k === i ? next : r))} />
          <button type="button" class="small" aria-label={say("removeThis", `${m.label} ${i + 1}`)} onClick={() => props.set(rows.filter((_, k) => k !== i))}>{say("remove")}</button>
        </div>
      ))}
      <button type="button" class="small" disabled={full} onClick={() => props.set([...rows, emptyMessage(n, m.item!)])}>{say("addOne")}</button>
    </Group>
  );
}

/** What is wrong, in one place: each leads to its field. Those without a field stand as they are. */
export function WrongFields(props: { errors: FieldTrouble[] }) {
  if (props.errors.length === 0) return null;
  const to = (pointer: string) => {
    const parts = pointer.split("/");
    while (parts.length > 1) {
      const field = document.getElementById(fieldId(parts.join("/")));
      if (field !== null) return field.focus();
      parts.pop();
    }
  };
  return (
    <div class="note bad" role="alert">
      <p><strong>{say("someWrong", props.errors.length)}</strong></p>
      <ul>{props.errors.map((e, i) => (
        <li key={i}><button type="button" class="link" onClick={() => to(e.pointer)}>{nameOfPointer(e.pointer)}</button> {withLabels(e.detail)}</li>
      ))}</ul>
    </div>
  );
}

/** "/references/0/city" as "Work done before 1, City". */
function nameOfPointer(pointer: string): string {
  const parts = pointer.split("/").slice(1);
  return parts.map((p) => /^\d+$/.test(p) ? String(Number(p) + 1) : labelOf(p)).join(" ") || pointer;
}
