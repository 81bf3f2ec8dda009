// What a list is asked for besides its meeting and policy: pins, bans, capacities, quotas.
import { useState } from "preact/hooks";
import type { PairRule, Schemas } from "../api";
import { Finder, findPartners } from "../finder";
import { lang, nameOf, titleOf } from "../language";
import { countryName, named, type Network, useNetwork, word, wordIds } from "../reference";
import { say } from "../say";
import type { Rules } from "./edits";

export type NamesOf = Map<string, string>; // of the partners picked here

type RulesProps = { rules: Rules; set: (rules: Rules) => void; names: NamesOf };

export function RuleFields(props: RulesProps) {
  const { rules, set, names } = props;
  const counted = rules.pins.length + rules.bans.length + rules.capacities.length + rules.quotas.length;
  return (
    <details class="rules" open={counted > 0}>
      <summary>{say("constraints")} {counted > 0 && <span class="tag">{counted}</span>}</summary>
      <div class="columns">
        <PairRules title={say("pins")} about={say("pinsNote")} of={rules.pins} names={names} name="pin" set={(pins) => set({ ...rules, pins })} />
        <PairRules title={say("bans")} about={say("bansNote")} of={rules.bans} names={names} name="ban" set={(bans) => set({ ...rules, bans })} />
        <Capacities {...props} />
        <Quotas {...props} />
      </div>
    </details>
  );
}

function placeName(n: Network, rule: PairRule): string {
  const project = rule.project == null ? undefined : n.projects.get(rule.project);
  return project !== undefined ? `${named(n.cities, project.city)} · ${titleOf(project)}` : named(n.cities, rule.city ?? "");
}

const without = <T,>(of: T[], one: T) => of.filter((x) => x !== one);

function PairRules(props: { title: string; about: string; of: PairRule[]; names: NamesOf; name: string; set: (of: PairRule[]) => void }) {
  const n = useNetwork();
  const [partner, setPartner] = useState<string | null>(null);
  const [place, setPlace] = useState("");
  const add = () => {
    if (partner === null || place === "") return;
    const [kind, id = ""] = place.split("/");
    props.set([...props.of, kind === "city" ? { partner, city: id } : { partner, project: id }]);
    setPartner(null);
    setPlace("");
  };
  return (
    <fieldset>
      <legend>{props.title}</legend>
      <p class="about">{props.about}</p>
      <ul class="edits">
        {props.of.map((r) => (
          <li key={JSON.stringify(r)}><span>{props.names.get(r.partner) ?? r.partner} – {placeName(n, r)}</span>
            <button type="button" class="small" onClick={() => props.set(without(props.of, r))}>{say("remove")}</button></li>
        ))}
      </ul>
      {partner === null
        ? <Finder label={say("partner")} name={props.name + "-partner"} find={findPartners} pick={(f) => { props.names.set(f.id, f.name); setPartner(f.id); }} />
        : <div class="adder">
            <p><strong>{props.names.get(partner)}</strong> <button type="button" class="small" onClick={() => setPartner(null)}>{say("change")}</button></p>
            <label class="field"><span>{say("cityOrProject")}</span>
              <select name={props.name + "-place"} value={place} onChange={(e) => setPlace(e.currentTarget.value)}>
                <option value="">{say("choose")}</option>
                <Places />
              </select></label>
            <button type="button" disabled={place === ""} onClick={add}>{say("add")}</button>
          </div>}
    </fieldset>
  );
}

/** Every city, and under it its open projects. */
function Places() {
  const n = useNetwork(), words = new Intl.Collator(lang());
  const cities = [...n.cities.values()].sort((a, b) => words.compare(nameOf(a), nameOf(b)));
  return (
    <>
      {cities.map((c) => (
        <optgroup key={c.id} label={nameOf(c)}>
          <option value={"city/" + c.id}>{nameOf(c)}</option>
          {c.projects.flatMap((id) => n.projects.get(id) ?? []).map((p) => <option key={p.id} value={"project/" + p.id}>{titleOf(p)}</option>)}
        </optgroup>
      ))}
    </>
  );
}

const whole = (text: string) => text === "" ? null : Number(text);

function Capacities(props: RulesProps) {
  const { rules, set, names } = props;
  const change = (i: number, next: Schemas["CapacityRule"]) => set({ ...rules, capacities: rules.capacities.map((c, k) => k === i ? next : c) });
  return (
    <fieldset>
      <legend>{say("capacities")}</legend>
      <p class="about">{say("capacitiesNote")}</p>
      <ul class="edits">
        {rules.capacities.map((c, i) => (
          <li key={c.partner}><span>{names.get(c.partner) ?? c.partner}</span>
            <MinMax min={c.min} max={c.max} set={(min, max) => change(i, { ...c, min, max })} />
            <button type="button" class="small" onClick={() => set({ ...rules, capacities: without(rules.capacities, c) })}>{say("remove")}</button></li>
        ))}
      </ul>
      <Finder label={say("partner")} name="capacity-partner" find={findPartners} pick={(f) => {
        names.set(f.id, f.name);
        if (!rules.capacities.some((c) => c.partner === f.id)) set({ ...rules, capacities: [...rules.capacities, { partner: f.id, min: null, max: 1 }] });
      }} />
    </fieldset>
  );
}

function MinMax(props: { min: number | null | undefined; max: number | null | undefined; set: (min: number | null, max: number | null) => void }) {
  const { min = null, max = null } = props;
  return (
    <span class="min-max">
      <label><span>{say("atLeast")}</span><input type="number" min={0} step={1} value={min ?? ""} onChange={(e) => props.set(whole(e.currentTarget.value), max)} /></label>
      <label><span>{say("atMost")}</span><input type="number" min={0} step={1} value={max ?? ""} onChange={(e) => props.set(min, whole(e.currentTarget.value))} /></label>
    </span>
  );
}

type Group = Schemas["QuotaGroup"];

/** What may be counted: the ids of the group, by name. */
function choices(n: Network, group: Group): { id: string; name: string }[] {
  const words = new Intl.Collator(lang());
  const found = group === "city" ? [...n.cities.values()].map((c) => ({ id: c.id, name: nameOf(c) }))
    : group === "country" ? [...n.countries.values()].map((c) => ({ id: c.id, name: nameOf(c) }))
    : group === "partner_kind" ? wordIds(n, "PartnerKind").map((id) => ({ id, name: word(n, "PartnerKind", id) }))
    : regions().map((id) => ({ id, name: countryName(n, id) }));
  return found.sort((a, b) => words.compare(a.name, b.name));
}

const notACountry = new Set(["EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"]);
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Every country that the browser has a name for. */
export function regions(): string[] {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  return letters.flatMap((a) => letters.map((b) => a + b)).filter((id) => !notACountry.has(id) && names.of(id) !== undefined);
}

function Quotas(props: RulesProps) {
  const n = useNetwork(), { rules, set } = props;
  const [group, setGroup] = useState<Group>("city");
  const [id, setId] = useState("");
  const change = (i: number, min: number | null, max: number | null) => set({ ...rules, quotas: rules.quotas.map((q, k) => k === i ? { ...q, min, max } : q) });
  return (
    <fieldset>
      <legend>{say("quotas")}</legend>
      <p class="about">{say("quotasNote")}</p>
      <ul class="edits">
        {rules.quotas.map((q, i) => (
          <li key={q.group + q.id}><span>{word(n, "QuotaGroup", q.group)}: {choices(n, q.group).find((c) => c.id === q.id)?.name ?? q.id}</span>
            <MinMax min={q.min} max={q.max} set={(min, max) => change(i, min, max)} />
            <button type="button" class="small" onClick={() => set({ ...rules, quotas: without(rules.quotas, q) })}>{say("remove")}</button></li>
        ))}
      </ul>
      <div class="adder">
        <label class="field"><span>{say("counted")}</span>
          <select name="quota-group" value={group} onChange={(e) => { setGroup(e.currentTarget.value as Group); setId(""); }}>
            {wordIds(n, "QuotaGroup").map((g) => <option key={g} value={g}>{word(n, "QuotaGroup", g)}</option>)}
          </select></label>
        <label class="field"><span>{say("which")}</span>
          <select name="quota-id" value={id} onChange={(e) => setId(e.currentTarget.value)}>
            <option value="">{say("choose")}</option>
            {choices(n, group).map((c) => <option key={c.id} value={c.id}>{c.name}</option>)}
          </select></label>
        <button type="button" disabled={id === "" || rules.quotas.some((q) => q.group === group && q.id === id)}
          onClick={() => { set({ ...rules, quotas: [...rules.quotas, { group, id, min: null, max: 1 }] }); setId(""); }}>{say("add")}</button>
      </div>
    </fieldset>
  );
}
