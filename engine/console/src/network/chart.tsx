// The quadrant chart: GDP per person against density, both on log scales, with
// the policy's thresholds and how soft they are. Every city has its label.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { City, Policy } from "../api";
import { densities, factValue, placeOf, sourceName, type Type, typeOf } from "./facts";
import { langSignal, nameOf, number } from "../language";
import { type Box, placeLabels, spreadDots } from "./layout";
import { countryName, type Network, presentPolicy, useNetwork, word, wordIds } from "../reference";
import { go, href } from "../route";
import { say } from "../say";
import { useSignal } from "../signal";
import type { Moved } from "./trial";

const TICKS = [1, 2, 5];

/** Round numbers between two values: 1, 2 and 5 times the powers of ten, or these powers only. */
function ticks(from: number, to: number, fine: boolean): number[] {
  const found: number[] = [];
  for (let p = Math.floor(Math.log10(from)); p <= Math.ceil(Math.log10(to)); p++)
    for (const k of fine ? TICKS : [1])
      if (k * 10 ** p >= from && k * 10 ** p <= to) found.push(k * 10 ** p);
  return found;
}

const short = (n: number) => n >= 1000 ? number(n / 1000) + "k" : number(n);

export function useWidth(): [React<HTMLDivElement>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const watcher = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)));
    watcher.observe(box.current!);
    return () => watcher.disconnect();
  }, []);
  return [box, width];
}
type React<T> = { current: T | null };

let pen: CanvasRenderingContext2D | null = null;

export function measure(text: string, font: string): number {
  pen ??= document.createElement("canvas").getContext("2d")!;
  pen.font = font;
  return Math.ceil(pen.measureText(text).width) + 1;
}

type Mark = { city: City; gdp: number; density: number };

function layOut(n: Network, policy: Policy, marks: Mark[], width: number) {
  const phone = width < 560;
  const height = phone ? Math.max(600, width * 1.75) : Math.min(Math.max(width * 0.64, 460), 760);
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16; // a projector has larger letters
  const size = (phone ? 11 : 12.5) * rem;
  const r = (phone ? 4.5 : 5.5) * rem;
  const frame: Box = { left: phone ? 34 : 52, top: 8, right: width - 8, bottom: height - (phone ? 40 : 48) };
  const threshold = { gdp: policy.gdp_threshold_milli / 1000, density: policy.density_threshold_milli / 1000 };
  const reach = (of: number[]) => [Math.min(...of) / 1.5, Math.max(...of) * 1.6] as const;
  const [x0, x1] = reach([...marks.map((m) => m.density), threshold.density]);
  const [y0, y1] = reach([...marks.map((m) => m.gdp), threshold.gdp]);
  const x = (v: number) => frame.left + Math.log(v / x0) / Math.log(x1 / x0) * (frame.right - frame.left);
  const y = (v: number) => frame.bottom - Math.log(v / y0) / Math.log(y1 / y0) * (frame.bottom - frame.top);

  const family = getComputedStyle(document.body).fontFamily;
  const dots = spreadDots(marks.map((m) => ({ x: x(m.density), y: y(m.gdp) })), 2 * r + 3);
  const labelSize = (text: string) => ({ width: measure(text, `500 ${size}px ${family}`), height: Math.round(size * 1.2) });

  const small = size - 1.5 * rem;
  const titles = wordIds(n, "Quadrant").map((id) => {
    const text = shortQuadrant(id), w = measure(text, `600 ${small}px ${family}`), h = small * 1.3;
    const right = id.startsWith("dense"), bottom = id.endsWith("emerging");
    const left = right ? frame.right - w - 4 : frame.left + 6;
    const top = bottom ? frame.bottom - h - 4 : frame.top + 4;
    return { id, text, size: small, box: { left, top, right: left + w, bottom: top + h } };
  });
  const lines: Box[] = [
    { left: x(threshold.density) - 1, right: x(threshold.density) + 1, top: frame.top, bottom: frame.bottom },
    { left: frame.left, right: frame.right, top: y(threshold.gdp) - 1, bottom: y(threshold.gdp) + 1 },
  ];
  const labels = placeLabels(dots, marks.map((m) => labelSize(nameOf(m.city))), r + 2, frame,
    [...lines, ...titles.map((t) => t.box), ...titles.map((t) => t.box)]);
  // One softness either side: from about 27 to 73 % membership.
  const soft = Math.exp(policy.softness_milli / 1000);
  return { phone, height, size, r, frame, threshold, x, y, x0, x1, y0, y1, dots, titles, labels, soft };
}

export function shortQuadrant(id: string): string {
  return say(id as "dense_developed" | "dense_emerging" | "low_density_developed" | "low_density_emerging");
}

export function QuadrantChart(props: { policy: Policy; cities: City[]; moved: Map<string, Moved> }) {
  const n = useNetwork(), lang = useSignal(langSignal);
  const [box, width] = useWidth();
  const [at, setAt] = useState<City | null>(null);
  const marks = useMemo(() => props.cities.flatMap((city) => {
    const place = placeOf(n, props.policy, city);
    return place === null ? [] : [{ city, ...place }];
  }), [n, props.policy, props.cities]);
  const plan = useMemo(() => width < 200 || marks.length === 0 ? null : layOut(n, props.policy, marks, width),
    [n, props.policy, marks, width, lang]);

  return (
    <div class="chart">
      <div ref={box} class="plot">{plan !== null && <Plot {...props} marks={marks} plan={plan} width={width} at={at} setAt={setAt} />}</div>
      <CityNote city={at} policy={props.policy} />
    </div>
  );
}

function Plot(props: { policy: Policy; moved: Map<string, Moved>; marks: Mark[]; plan: ReturnType<typeof layOut>; width: number; at: City | null;
  setAt: (c: City) => void }) {
  const n = useNetwork();
  const { plan, marks, at } = props;
  const { frame, x, y, threshold, r } = plan;
  const w = frame.right - frame.left, h = frame.bottom - frame.top;
  const clampX = (v: number) => Math.min(Math.max(x(v), frame.left), frame.right);
  const rivals = at === null ? [] : densities(at).map((f) => f.value);
  const here = marks.findIndex((m) => m.city === at);
  const disputed = here >= 0 && rivals.length > 1;

  return (
    <svg width={props.width} height={plan.height} viewBox={`0 0 ${props.width} ${plan.height}`} role="group" aria-label={say("chartLabel")}>
      <rect class="soft" x={frame.left} width={w} y={y(threshold.gdp * plan.soft)} height={y(threshold.gdp / plan.soft) - y(threshold.gdp * plan.soft)} />
      <rect class="soft" y={frame.top} height={h} x={x(threshold.density / plan.soft)} width={x(threshold.density * plan.soft) - x(threshold.density / plan.soft)} />
      <g class="grid" aria-hidden="true">
        {ticks(plan.x0, plan.x1, false).map((v) => (
          <g key={v}>
            <line x1={x(v)} x2={x(v)} y1={frame.top} y2={frame.bottom} />
            <text x={x(v)} y={frame.bottom + 15} text-anchor="middle" font-size={plan.size - 1.5}>{short(v)}</text>
          </g>
        ))}
        {ticks(plan.y0, plan.y1, true).map((v) => (
          <g key={v}>
            <line x1={frame.left} x2={frame.right} y1={y(v)} y2={y(v)} />
            <text x={frame.left - 6} y={y(v) + 4} text-anchor="end" font-size={plan.size - 1.5}>{short(v)}</text>
          </g>
        ))}
        <text class="axis" x={frame.left + w / 2} y={plan.height - 6} text-anchor="middle" font-size={plan.size - 1}>{say("densityAxis")}</text>
        {!plan.phone && <text class="axis" text-anchor="middle" font-size={plan.size - 1}
          transform={`translate(13 ${frame.top + h / 2}) rotate(-90)`}>{say("gdpAxis")}</text>}
      </g>
      <line class="threshold" x1={frame.left} x2={frame.right} y1={y(threshold.gdp)} y2={y(threshold.gdp)} />
      <line class="threshold" x1={x(threshold.density)} x2={x(threshold.density)} y1={frame.top} y2={frame.bottom} />
      {plan.titles.map((t) => (
        <text key={t.id} class="corner" x={t.box.left} y={t.box.bottom - t.size * 0.3} font-size={t.size}>{t.text}</text>
      ))}
      {disputed && <line class="rivalry" x1={clampX(Math.min(...rivals))} x2={clampX(Math.max(...rivals))}
        y1={y(marks[here]!.gdp)} y2={y(marks[here]!.gdp)} />}
      <g class="leads" aria-hidden="true">
        {plan.labels.map((l, i) => l?.led && <line key={i} x1={l.from.x} y1={l.from.y} x2={l.to.x} y2={l.to.y} />)}
      </g>
      {marks.map(({ city }, i) => {
        const dot = plan.dots[i]!, label = plan.labels[i];
        const show = () => props.setAt(city);
        const touched = (e: Event) => (e as PointerEvent).pointerType === "touch" && at !== city;
        return (
          <a key={city.id} class={"city" + (city.quadrant_flips ? " flips" : "") + (props.moved.has(city.id) ? " moved" : "") + (city === at ? " at" : "")}
            href={href("cities", city.id)} aria-label={spoken(n, city)} onMouseEnter={show} onFocus={show}
            onClick={(e) => { e.preventDefault(); touched(e) ? show() : go(href("cities", city.id)); }}>
            <circle class="reach" cx={dot.x} cy={dot.y} r={Math.max(r + 4, 11)} />
            <circle class="dot" cx={dot.x} cy={dot.y} r={r} />
            {city.quadrant_flips && <circle class="ring" cx={dot.x} cy={dot.y} r={r + 2.5} />}
            {label !== undefined && (
              <text class="label" x={label.box.left} y={label.box.bottom - plan.size * 0.28} font-size={plan.size}>{nameOf(city)}</text>
            )}
          </a>
        );
      })}
      <g class="rivals" aria-hidden="true">
        {disputed && rivals.map((v) => <circle key={v} cx={clampX(v)} cy={y(marks[here]!.gdp)} r={r - 1} />)}
      </g>
    </svg>
  );
}

export function spoken(n: Network, city: City): string {
  return [nameOf(city), countryName(n, city.country), city.quadrant == null ? "" : word(n, "Quadrant", city.quadrant),
    city.quadrant_flips ? say("flips") : ""].filter((s) => s !== "").join(", ");
}

/** What stands beside the chart for the city pointed at. */
export function CityNote(props: { city: City | null; policy: Policy }) {
  const n = useNetwork(), { city, policy } = props;
  if (city === null) return <aside class="beside"><p class="quiet">{say("pointAtCity")}</p></aside>;
  return (
    <aside class="beside" aria-live="polite">
      <p class="name"><strong>{nameOf(city)}</strong> <span>{countryName(n, city.country)}</span></p>
      <MembershipBars city={city} type={policy === presentPolicy(n) ? undefined : typeOf(n, policy, city)} />
      {city.quadrant_flips && <p class="note warn">{say("flipsLong")}</p>}
      <p class="about">{say("densityShort")}</p>
      <ul class="sources">
        {densities(city).map((f) => <li key={f.source}><span>{sourceName(f.source)}</span><b>{factValue(f)}</b></li>)}
      </ul>
      <p><a href={href("cities", city.id)}>{say("openCity")}</a></p>
    </aside>
  );
}

/** As the daemon has it; or, while another policy is tried, as that has it. */
export function MembershipBars(props: { city: City; type?: Type | null | undefined }) {
  const n = useNetwork(), { membership, quadrant } = props.type ?? props.city;
  if (membership == null) return <p class="quiet">{say("noMembership")}</p>;
  return (
    <ul class="members">
      {wordIds(n, "Quadrant").map((id) => {
        const share = membership[id as keyof typeof membership];
        return (
          <li key={id} class={id === quadrant ? "main" : ""}>
            <span>{shortQuadrant(id)}</span>
            <span class="track" aria-hidden="true"><span style={{ width: share / 100 + "%" }} /></span>
            <b>{number(share / 100, share < 100 ? 1 : 0)}%</b>
          </li>
        );
      })}
    </ul>
  );
}
