// The list as a matrix, cities by partners. Only the cells in sight are made, so that 200 by
// 500 is as quick as 26 by 40. One grid for the keyboard: the arrows move, Enter opens.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CityBrief, Pairing, PairingList, PartnerBrief } from "../api";
import { lang, nameOf } from "../language";
import { say } from "../say";
import { partnerName } from "../ui";
import { Cell } from "./cell";
import { isBanned, type Rules } from "./edits";
import { folded } from "./lines";
import type { ListProps } from "./list";

const MARGIN = 4; // rows and columns made beyond the edge, so that scrolling does not flicker

type Grid = { cities: CityBrief[]; partners: PartnerBrief[]; at: Map<string, Pairing[]> };
export const cellKey = (city: string, partner: string) => city + "|" + partner;

/** Cities in the order of the list; partners by name, those without a city last. */
function gridOf(list: PairingList): Grid {
  const cities = new Map<string, CityBrief>(), paired = new Map<string, PartnerBrief>(), at = new Map<string, Pairing[]>();
  for (const p of list.pairings) {
    cities.set(p.city.id, p.city);
    paired.set(p.partner.id, p.partner);
    const key = cellKey(p.city.id, p.partner.id);
    at.set(key, [...(at.get(key) ?? []), p]);
  }
  for (const u of list.uncovered) if (u.city != null) cities.set(u.city.id, u.city);
  const words = new Intl.Collator(lang());
  const byName = (of: PartnerBrief[]) => of.sort((a, b) => words.compare(partnerName(a), partnerName(b)));
  const alone = list.unpaired.flatMap((u) => u.partner ?? []).filter((p) => !paired.has(p.id));
  return { cities: [...cities.values()], partners: [...byName([...paired.values()]), ...byName(alone)], at };
}

function narrowed(grid: Grid, find: string): Grid {
  const wanted = folded(find);
  if (wanted === "") return grid;
  const cities = grid.cities.filter((c) => folded(`${c.name_en}|${c.name_ko}`).includes(wanted));
  const partners = grid.partners.filter((p) => folded(`${p.name_en}|${p.name_ko}`).includes(wanted));
  if (cities.length === 0 && partners.length === 0) return { ...grid, cities: [], partners: [] };
  return { ...grid, cities: cities.length > 0 ? cities : grid.cities, partners: partners.length > 0 ? partners : grid.partners };
}

type Place = { row: number; column: number };
type Window = { top: number; left: number; width: number; height: number };

/** Sizes in pixels; letters are larger on a projector, and names shorter on a phone. */
function sizes() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const phone = window.innerWidth < 560;
  return { cell: Math.round(rem * 2.7), row: Math.round(rem * 2.1), head: Math.round(rem * 9), names: Math.round(rem * (phone ? 6.5 : 10)) };
}

export function Matrix(props: ListProps) {
  const [find, setFind] = useState("");
  const whole = useMemo(() => gridOf(props.list), [props.list, lang()]);
  const grid = useMemo(() => narrowed(whole, find), [whole, find]);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [open, setOpen] = useState<{ city: CityBrief; partner: PartnerBrief } | null>(null);
  const move = (to: Place) => setAt(to);
  const show = (place: Place) => {
    const city = grid.cities[place.row], partner = grid.partners[place.column];
    setAt(place);
    if (city !== undefined && partner !== undefined) setOpen({ city, partner });
  };
  return (
    <>
      <div class="matrix-head">
        <label class="field filter"><span>{say("findInList")}</span>
          <input type="search" name="find" value={find} onInput={(e) => { setFind(e.currentTarget.value); setAt({ row: 0, column: 0 }); }} /></label>
        <p class="about">{say("matrixNote")}</p>
      </div>
      {grid.cities.length === 0 || grid.partners.length === 0 ? <p class="empty" role="status">{say("noneFound")}</p>
        : <Sheet grid={grid} rules={props.adjust?.rules ?? null} fresh={props.fresh ?? new Set()} at={at} move={move} show={show} />}
      {open !== null && <Cell key={cellKey(open.city.id, open.partner.id)} {...props} {...open} pairs={whole.at.get(cellKey(open.city.id, open.partner.id)) ?? []}
        close={() => setOpen(null)} />}
    </>
  );
}

type SheetProps = { grid: Grid; rules: Rules | null; fresh: Set<number>; at: Place; move: (to: Place) => void; show: (at: Place) => void };

function Sheet(props: SheetProps) {
  const { grid, at } = props;
  const box = useRef<HTMLDivElement>(null);
  const size = useMemo(sizes, []);
  const [seen, setSeen] = useState<Window>({ top: 0, left: 0, width: 1200, height: 700 });
  useEffect(() => {
    const look = () => {
      const b = box.current!;
      setSeen({ top: b.scrollTop, left: b.scrollLeft, width: b.clientWidth, height: b.clientHeight });
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(box.current!);
    box.current!.addEventListener("scroll", look, { passive: true });
    look();
    return () => watcher.disconnect();
  }, []);
  const rows = inSight(seen.top, seen.height - size.head, size.row, grid.cities.length);
  const columns = inSight(seen.left, seen.width - size.names, size.cell, grid.partners.length);
  const goTo = (to: Place) => {
    props.move(to);
    bringIntoSight(box.current!, to, size);
  };
  const keys = (e: KeyboardEvent) => {
    const step = steps[e.key];
    if (step !== undefined) {
      e.preventDefault();
      goTo({ row: clamp(at.row + step[0], grid.cities.length), column: clamp(at.column + step[1], grid.partners.length) });
    } else if (e.key === "Home" || e.key === "End") {
      e.preventDefault();
      goTo({ row: at.row, column: e.key === "Home" ? 0 : grid.partners.length - 1 });
    } else if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      props.show(at);
    }
  };
  return (
    <div ref={box} class="matrix" role="grid" tabIndex={0} aria-label={say("asMatrix")} aria-rowcount={grid.cities.length + 1}
      aria-colcount={grid.partners.length + 1} aria-activedescendant={`cell-${at.row}-${at.column}`} onKeyDown={keys}
      style={{ "--cell": size.cell + "px", "--row": size.row + "px", "--head": size.head + "px", "--names": size.names + "px" }}>
      <div class="sheet" role="presentation" style={{ width: size.names + grid.partners.length * size.cell + "px", height: size.head + grid.cities.length * size.row + "px" }}>
        <div class="matrix-top" role="row" aria-rowindex={1}>
          <div class="corner-cell" role="columnheader" aria-colindex={1}>{say("city")}</div>
          {columns.map((c) => {
            const name = partnerName(grid.partners[c]!);
            return <div key={grid.partners[c]!.id} class={"partner-head" + (c === at.column ? " at" : "")} role="columnheader" aria-colindex={c + 2} title={name}
              style={{ left: size.names + c * size.cell + "px" }}><span>{name}</span></div>;
          })}
        </div>
        {rows.map((r) => <Row key={grid.cities[r]!.id} {...props} row={r} columns={columns} size={size} />)}
      </div>
    </div>
  );
}

const steps: Record<string, [number, number]> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-10, 0], PageDown: [10, 0],
};
const clamp = (n: number, count: number) => Math.min(Math.max(n, 0), count - 1);

function inSight(from: number, length: number, each: number, count: number): number[] {
  const first = Math.max(0, Math.floor(from / each) - MARGIN), last = Math.min(count, Math.ceil((from + Math.max(length, each)) / each) + MARGIN);
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
}

function bringIntoSight(box: HTMLElement, to: Place, size: ReturnType<typeof sizes>) {
  const left = to.column * size.cell, top = to.row * size.row;
  const wide = box.clientWidth - size.names - size.cell, high = box.clientHeight - size.head - size.row;
  box.scrollTo({ left: Math.min(left, Math.max(box.scrollLeft, left - wide)), top: Math.min(top, Math.max(box.scrollTop, top - high)) });
}

function Row(props: SheetProps & { row: number; columns: number[]; size: ReturnType<typeof sizes> }) {
  const { grid, row, size } = props, city = grid.cities[row]!;
  return (
    <div class="matrix-row" role="row" aria-rowindex={row + 2} style={{ top: size.head + row * size.row + "px" }}>
      <div class={"city-head" + (row === props.at.row ? " at" : "")} role="rowheader" aria-colindex={1} title={nameOf(city)}>{nameOf(city)}</div>
      {props.columns.map((c) => {
        const partner = grid.partners[c]!, pairs = grid.at.get(cellKey(city.id, partner.id)) ?? [];
        const best = pairs.reduce((most, p) => Math.max(most, p.score), 0);
        const banned = props.rules !== null && isBanned(props.rules, { partner: partner.id, city: city.id, project: null });
        const here = row === props.at.row && c === props.at.column;
        const said = pairs.length === 0 ? say(banned ? "banned" : "notPaired") : `${Math.round(best / 100000)} (${pairs.map((p) => p.shown + (p.pinned ? ", " + say("pinned") : "")).join("; ")})`;
        return (
          <div key={partner.id} id={`cell-${row}-${c}`} role="gridcell" aria-colindex={c + 2}
            aria-label={`${nameOf(city)}, ${partnerName(partner)}: ${said}`}
            class={"cell" + (here ? " at" : "") + (pairs.length > 0 ? " paired" : banned ? " banned" : "") + (pairs.some((p) => props.fresh.has(p.number)) ? " fresh" : "")}
            style={{ left: size.names + c * size.cell + "px", "--share": Math.round(best / 100000) + "%" }}
            onClick={() => props.show({ row, column: c })}>
            {pairs.length > 0 ? <>{Math.round(best / 100000)}{pairs.some((p) => p.pinned) && <i class="pin" aria-hidden="true" />}{pairs.length > 1 && <i class="many" data-count={pairs.length} aria-hidden="true" />}</> : banned ? "×" : ""}
          </div>
        );
      })}
    </div>
  );
}
