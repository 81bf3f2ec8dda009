// The pieces that every page is made of.
import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Trouble } from "./api";
import { nameOf } from "./language";
import { maySeePartner, useNetwork } from "./reference";
import { href } from "./route";
import { say } from "./say";
import { signOut } from "./session";

export type Answer<T> = { at: "waiting" } | { at: "there"; value: T } | { at: "trouble"; why: Trouble };

export function asTrouble(e: unknown): Trouble {
  return e instanceof Trouble ? e : new Trouble(0, "", e instanceof Error ? e.message : "");
}

/**
 * Asks when `keys` change, and again on retry. The last value stays while a new
 * one is on its way, so that nothing jumps; an answer that came too late is dropped.
 */
export function useAnswer<T>(ask: (signal: AbortSignal) => Promise<T>, keys: unknown[]): [Answer<T>, () => void, boolean] {
  const [answer, setAnswer] = useState<Answer<T>>({ at: "waiting" });
  const [busy, setBusy] = useState(true);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    setBusy(true);
    ask(stop.signal).then(
      (value) => stop.signal.aborted || (setAnswer({ at: "there", value }), setBusy(false)),
      (e: unknown) => stop.signal.aborted || (setAnswer({ at: "trouble", why: asTrouble(e) }), setBusy(false)));
    return () => stop.abort();
  }, [...keys, turn]);
  return [answer, useCallback(() => setTurn((n) => n + 1), []), busy];
}

type Listed<T> = { items: T[]; next: string | null };

/** The pages of a list so far, the button for the next, and whether these are all. Of another list, make another one by its key. */
export function useMore<T>(first: Listed<T>, ask: (cursor: string) => Promise<Listed<T>>): [T[], ComponentChildren, boolean] {
  const [later, setLater] = useState<Listed<T>>({ items: [], next: first.next });
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<Trouble | null>(null);
  const load = () => {
    if (later.next === null) return;
    setBusy(true);
    setWhy(null);
    ask(later.next)
      .then((page) => setLater({ items: [...later.items, ...page.items], next: page.next }), (e: unknown) => setWhy(asTrouble(e)))
      .finally(() => setBusy(false));
  };
  return [[...first.items, ...later.items], (
    <>
      {why !== null && <TroubleNote why={why} retry={load} />}
      {later.next !== null && why === null && <button type="button" disabled={busy} onClick={load}>{busy ? say("waiting") : say("showMore")}</button>}
    </>
  ), later.next === null];
}

/** `page`: the answer is the whole page, so its failure needs a heading. */
export function Answered<T>(props: { of: Answer<T>; retry: () => void; page?: boolean; children: (value: T) => ComponentChildren }) {
  if (props.of.at === "waiting") return <p class="waiting" role="status">{say("waiting")}</p>;
  if (props.of.at === "trouble") return <>{props.page === true && <PageHead title={titleOf(props.of.why)} />}<TroubleNote why={props.of.why} retry={props.retry} /></>;
  return <>{props.children(props.of.value)}</>;
}

function titleOf({ status, message }: Trouble): string {
  return status === 0 ? say("unreachable") : status === 401 ? say("signInAgain") : status === 403 ? say("notAllowed")
    : status === 404 ? say("notThere") : status === 503 ? say("unavailable") : message || say("failed");
}

export function TroubleNote(props: { why: Trouble; retry?: () => void }) {
  const { status, detail, fields } = props.why;
  return (
    <div class="note bad" role="alert">
      <p><strong>{titleOf(props.why)}</strong></p>
      {detail !== "" && <p>{detail}</p>}
      {fields.length > 0 && <ul>{fields.map((f) => <li key={f.pointer}><code>{f.pointer}</code> {f.detail}</li>)}</ul>}
      {status === 401 ? <button type="button" onClick={signOut}>{say("signIn")}</button>
        : status !== 403 && status !== 404 && props.retry !== undefined &&
          <button type="button" onClick={props.retry}>{say("retry")}</button>}
    </div>
  );
}

/** The page's heading takes the focus, so that a screen reader says where one has come to. */
export function PageHead(props: { title: string; lead?: ComponentChildren; children?: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = props.title + " · " + say("programme");
  }, [props.title]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class="head">
      <div>
        <h1 tabIndex={-1} ref={heading}>{props.title}</h1>
        {props.lead !== undefined && <p class="lead">{props.lead}</p>}
      </div>
      {props.children !== undefined && <div class="actions">{props.children}</div>}
    </div>
  );
}

export function Card(props: { title?: string; note?: ComponentChildren; class?: string; children: ComponentChildren }) {
  return (
    <section class={"card " + (props.class ?? "")}>
      {props.title !== undefined && <h2>{props.title}</h2>}
      {props.note !== undefined && <p class="about">{props.note}</p>}
      {props.children}
    </section>
  );
}

export function Chips(props: { of: string[]; none?: string }) {
  if (props.of.length === 0) return <span class="quiet">{props.none ?? say("notStated")}</span>;
  return <ul class="chips">{props.of.map((text) => <li key={text}>{text}</li>)}</ul>;
}

type Brief = { id: string; name_en: string | null; name_ko: string | null; demonstration: boolean };

/** The mark says it already, and in the language read. */
export const withoutMark = (name: string) => name.replace(/ \(demo\)$/, "");
export const partnerName = (p: Brief) => withoutMark(nameOf(p));

/** A partner; invented ones are marked wherever they show. */
export function PartnerLink(props: { of: Brief }) {
  const n = useNetwork(), p = props.of;
  return (
    <>
      {maySeePartner(n, p.id) ? <a href={href("partners", p.id)}>{partnerName(p)}</a> : partnerName(p)}
      {p.demonstration && <Demo />}
    </>
  );
}

export function Demo() {
  return <>{" "}<span class="tag demo" title={say("demonstrationLong")}>{say("demonstration")}</span></>;
}

export function Terms(props: { of: [string, ComponentChildren][] }) {
  return (
    <dl class="terms">
      {props.of.map(([term, value]) => <div key={term}><dt>{term}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

/** A table may be wider than a phone: then it scrolls by itself, by finger or by keyboard. */
export function Wide(props: { label: string; children: ComponentChildren }) {
  return <div class="wide" role="region" aria-label={props.label} tabIndex={0}>{props.children}</div>;
}

export function Figure(props: { value: ComponentChildren; label: string }) {
  return <div class="figure"><strong>{props.value}</strong><span>{props.label}</span></div>;
}
