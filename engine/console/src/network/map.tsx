// The cities on a map. The lands were projected when the console was built; only the cities'
// points are projected here, by the same Mercator.
import { useMemo, useState } from "preact/hooks";
import type { City } from "../api";
import { langSignal, nameOf } from "../language";
import { presentPolicy, useNetwork, wordIds } from "../reference";
import { go, href } from "../route";
import { say } from "../say";
import { useSignal } from "../signal";
import { CityNote, measure, shortQuadrant, spoken, useWidth } from "./chart";
import { EAST, HEIGHT, lands, NORTH, rest, WEST, WIDTH } from "./coast";
import { type Box, placeLabels, spreadDots } from "./layout";

const rad = Math.PI / 180;
const upward = (lat: number) => Math.log(Math.tan(Math.PI / 4 + lat * rad / 2));
const scale = WIDTH / ((EAST - WEST) * rad);

/** Degrees to the units of the paths. */
const project = (lon: number, lat: number) => ({ x: (lon - WEST) * rad * scale, y: (upward(NORTH) - upward(lat)) * scale });

type Mark = { city: City; x: number; y: number };

function layOut(marks: Mark[], width: number) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const phone = width < 560, zoom = width / WIDTH, size = (phone ? 10.5 : 12.5) * rem, r = (phone ? 3.6 : 5) * rem;
  const frame: Box = { left: 2, top: 2, right: width - 2, bottom: HEIGHT * zoom - 2 };
  const family = getComputedStyle(document.body).fontFamily;
  const dots = spreadDots(marks.map((m) => ({ x: m.x * zoom, y: m.y * zoom })), 2 * r + 2);
  const labels = placeLabels(dots, marks.map((m) => ({ width: measure(nameOf(m.city), `500 ${size}px ${family}`), height: Math.round(size * 1.2) })), r + 2, frame, []);
  return { zoom, size, r, dots, labels };
}

export function CityMap(props: { cities: City[] }) {
  const n = useNetwork(), lang = useSignal(langSignal), policy = presentPolicy(n);
  const [box, width] = useWidth();
  const [at, setAt] = useState<City | null>(null);
  const marks = useMemo(() => props.cities.flatMap((city) => city.longitude == null || city.latitude == null ? []
    : [{ city, ...project(city.longitude, city.latitude) }]), [props.cities]);
  const plan = useMemo(() => width < 200 ? null : layOut(marks, width), [marks, width, lang]);
  const missing = props.cities.filter((c) => c.longitude == null || c.latitude == null);
  return (
    <>
      <ul class="legend">
        {wordIds(n, "Quadrant").map((id) => <li key={id}><span class={"dot-key " + id} aria-hidden="true" />{shortQuadrant(id)}</li>)}
      </ul>
      <div class="chart">
        <div ref={box} class="plot">
          {plan !== null && (
            <svg width={width} height={HEIGHT * plan.zoom} viewBox={`0 0 ${width} ${HEIGHT * plan.zoom}`} role="group" aria-label={say("mapLabel")}>
              <g transform={`scale(${plan.zoom})`} aria-hidden="true">
                <path class="land" d={rest} />
                {lands.map(([id, d]) => <path key={id} class={"land member" + (at?.country === id ? " at" : "")} d={d} />)}
              </g>
              <g class="leads" aria-hidden="true">
                {plan.labels.map((l, i) => l?.led && <line key={i} x1={l.from.x} y1={l.from.y} x2={l.to.x} y2={l.to.y} />)}
              </g>
              {marks.map(({ city }, i) => {
                const dot = plan.dots[i]!, label = plan.labels[i];
                const show = () => setAt(city);
                const touched = (e: Event) => (e as PointerEvent).pointerType === "touch" && at !== city;
                return (
                  <a key={city.id} class={"city on-map" + (city === at ? " at" : "")} href={href("cities", city.id)} aria-label={spoken(n, city)} onMouseEnter={show} onFocus={show}
                    onClick={(e) => { e.preventDefault(); touched(e) ? show() : go(href("cities", city.id)); }}>
                    <circle class="reach" cx={dot.x} cy={dot.y} r={Math.max(plan.r + 4, 10)} />
                    <circle class={"dot " + (city.quadrant ?? "")} cx={dot.x} cy={dot.y} r={plan.r} />
                    {label !== undefined && <text class="label" x={label.box.left} y={label.box.bottom - plan.size * 0.28} font-size={plan.size}>{nameOf(city)}</text>}
                  </a>
                );
              })}
            </svg>
          )}
        </div>
        {policy !== undefined && <CityNote city={at} policy={policy} />}
      </div>
      {missing.length > 0 && <p class="about">{say("noPoint", missing.map(nameOf).join(", "))}</p>}
      <p class="about">{say("mapCredit")}</p>
    </>
  );
}
