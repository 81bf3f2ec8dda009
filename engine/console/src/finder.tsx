// A text field that finds things as one types: ARIA's combobox with a list below it.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { api, Trouble } from "./api";
import { say } from "./say";
import { asTrouble, partnerName } from "./ui";

export type Found = { id: string; name: string; about?: string };

const TYPING_MS = 180;
const MOST = 12;

type FinderProps = {
  label: string; name: string; find: (text: string, signal: AbortSignal) => Promise<Found[]>; pick: (found: Found) => void;
  hideLabel?: boolean; placeholder?: string; id?: string;
};

export function Finder(props: FinderProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found[] | null>(null);
  const [why, setWhy] = useState<Trouble | null>(null);
  const [at, setAt] = useState(-1);
  const box = useRef<HTMLDivElement>(null);
  const wanted = text.trim();
  useEffect(() => {
    setAt(-1);
    if (wanted === "") { setFound(null); return; }
    const stop = new AbortController();
    const wait = setTimeout(() => {
      props.find(wanted, stop.signal).then(
        (all) => { if (!stop.signal.aborted) { setFound(all.slice(0, MOST)); setWhy(null); } },
        (e: unknown) => { if (!stop.signal.aborted) setWhy(asTrouble(e)); });
    }, TYPING_MS);
    return () => { clearTimeout(wait); stop.abort(); };
  }, [wanted]);
  useEffect(() => {
    const away = (e: Event) => box.current?.contains(e.target as Node) === false && setFound(null);
    document.addEventListener("pointerdown", away);
    return () => document.removeEventListener("pointerdown", away);
  }, []);
  const pick = (one: Found) => {
    setText("");
    setFound(null);
    props.pick(one);
  };
  const keys = (e: KeyboardEvent) => {
    if (e.isComposing) return; // Hangul is still being put together
    if (e.key === "Escape") { setFound(null); setText(""); }
    const count = found?.length ?? 0;
    if (count === 0) return;
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      setAt((at + (e.key === "ArrowDown" ? 1 : count) + (at < 0 && e.key === "ArrowUp" ? 1 : 0) - (e.key === "ArrowUp" ? 1 : 0)) % count);
    } else if (e.key === "Enter") {
      e.preventDefault();
      pick(found![at < 0 ? 0 : at]!);
    }
  };
  const open = found !== null;
  return (
    <div class="finder" ref={box}>
      <label class="field"><span class={props.hideLabel === true ? "unseen" : ""}>{props.label}</span>
        <input type="text" role="combobox" name={props.name} id={props.id} autocomplete="off" aria-expanded={open} aria-controls={id} aria-autocomplete="list"
          aria-activedescendant={open && at >= 0 ? `${id}-${at}` : undefined} placeholder={props.placeholder} maxLength={200}
          value={text} onInput={(e) => setText(e.currentTarget.value)} onKeyDown={keys} /></label>
      <ul id={id} role="listbox" aria-label={props.label} class="found" hidden={!open || found!.length === 0}>
        {found?.map((f, i) => (
          <li key={f.id} id={`${id}-${i}`} role="option" aria-selected={i === at} onPointerDown={(e) => { e.preventDefault(); pick(f); }}>
            {f.name}{f.about !== undefined && <span class="under">{f.about}</span>}</li>
        ))}
      </ul>
      <p class="found-none" role="status">{why !== null ? say("failed") : open && found!.length === 0 ? say("nothingFound") : ""}</p>
    </div>
  );
}

/** Partners by any name of theirs. */
export async function findPartners(text: string, signal: AbortSignal): Promise<Found[]> {
  const page = await api.partners({ q: text }, MOST, undefined, signal);
  return page.items.map((p) => ({ id: p.id, name: partnerName(p) }));
}
