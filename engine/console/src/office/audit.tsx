// The audit: who changed what, when, and from what into what.
import { useState } from "preact/hooks";
import { office, type AuditEntry, type AuditFilter } from "../api_office";
import { moment } from "../language";
import { labelOf } from "../form/labels";
import { say } from "../say";
import { Answered, Card, PageHead, useAnswer, useMore } from "../ui";

export function AuditPage() {
  const [filter, setFilter] = useState<AuditFilter>({});
  const [found, retry] = useAnswer((signal) => office.audit(filter, undefined, signal), [JSON.stringify(filter)]);
  const change = (name: keyof AuditFilter, value: string) => {
    const { [name]: _old, ...others } = filter;
    setFilter(value.trim() === "" ? others : { ...others, [name]: value.trim() });
  };
  const text = (name: keyof AuditFilter, label: string) => (
    <label class="field"><span>{label}</span><input type="search" name={name} maxLength={200} onChange={(e) => change(name, e.currentTarget.value)} /></label>
  );
  const date = (name: keyof AuditFilter, label: string) => (
    <label class="field"><span>{label}</span><input type="date" name={name} onChange={(e) => change(name, e.currentTarget.value)} /></label>
  );
  return (
    <>
      <PageHead title={say("audit")} lead={say("auditLead")} />
      <Card>
        <form class="filters" role="search" aria-label={say("audit")} onSubmit={(e) => e.preventDefault()}>
          {text("kind", say("recordKind"))}{text("id", say("recordId"))}{text("actor", say("actor"))}
          {date("from", say("fromDay"))}{date("to", say("toDay"))}
        </form>
        <Answered of={found} retry={retry}>{(page) => <Entries key={JSON.stringify(filter) + (page.items[0]?.seq ?? "")} filter={filter} first={page} />}</Answered>
      </Card>
    </>
  );
}

function Entries(props: { filter: AuditFilter; first: { items: AuditEntry[]; next: string | null } }) {
  const [entries, more] = useMore(props.first, (cursor) => office.audit(props.filter, cursor));
  if (entries.length === 0) return <p class="empty">{say("noAudit")}</p>;
  return <><ol class="audit">{entries.map((e) => <Entry key={e.seq} of={e} />)}</ol>{more}</>;
}

const actionKeys = { create: "auditCreate", change: "auditChange", delete: "auditDelete", erase: "auditErase" } as const;

function Entry(props: { of: AuditEntry }) {
  const [open, setOpen] = useState(false), e = props.of, detail = "audit-" + e.seq;
  return (
    <li>
      <div class="audit-line">
        <span class="quiet">{e.seq}</span>
        <span><strong>{e.kind}</strong> <code>{e.id}</code> <span class="tag">{say(actionKeys[e.action as keyof typeof actionKeys] ?? "auditChange")}</span></span>
        <span>{e.name ?? e.role}{e.name != null && <span class="quiet"> · {e.role}</span>}</span>
        <span class="quiet">{moment(e.at)}</span>
        <button type="button" class="small" aria-expanded={open} aria-controls={detail} aria-label={`${say(open ? "hideWhy" : "whatChanged")} ${e.seq}`} onClick={() => setOpen(!open)}>{say(open ? "hideWhy" : "whatChanged")}</button>
      </div>
      {open && <div id={detail}><Changes of={e} /></div>}
    </li>
  );
}

type Document = Record<string, unknown>;

function parsed(text: string | null): Document {
  return text === null ? {} : JSON.parse(text) as Document;
}

const shown = (value: unknown) => value === undefined || value === null ? "–" : typeof value === "string" ? value : JSON.stringify(value, null, 1);

/** Only the members that differ. */
function Changes(props: { of: AuditEntry }) {
  const e = props.of, before = parsed(e.before), after = parsed(e.after);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((k) => JSON.stringify(before[k]) !== JSON.stringify(after[k]));
  return (
    <>
      {names.length === 0 ? <p class="quiet">{say("nothingShown")}</p> : (
        <table class="changes">
          <thead><tr><th scope="col">{say("member")}</th><th scope="col">{say("before")}</th><th scope="col">{say("after")}</th></tr></thead>
          <tbody>{names.map((k) => <tr key={k}><th scope="row">{labelOf(k)}</th><td><pre>{shown(before[k])}</pre></td><td><pre>{shown(after[k])}</pre></td></tr>)}</tbody>
        </table>
      )}
      <p class="about">{say("entryHash")} <code>{e.hash}</code></p>
    </>
  );
}
