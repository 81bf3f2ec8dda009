// Cuts the lands of South-East Asia out of world-atlas (Natural Earth, public domain) and writes
// them projected, as SVG paths, so that the console needs no map library: npm run map
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { geoMercator, geoPath } from "d3-geo";
import { feature, merge } from "topojson-client";

const WIDTH = 1000, WEST = 91.5, EAST = 141.5, NORTH = 28.8, SOUTH = -11.3;
const LEAST = 3; // square units below which an island is only a speck
const members = { "096": "BN", "116": "KH", "360": "ID", "418": "LA", "458": "MY", "104": "MM", "608": "PH", "702": "SG", "764": "TH", "704": "VN" };

const rad = Math.PI / 180;
const upward = (lat) => Math.log(Math.tan(Math.PI / 4 + lat * rad / 2));
const scale = WIDTH / ((EAST - WEST) * rad);
const height = Math.round(scale * (upward(NORTH) - upward(SOUTH)));
const projection = geoMercator().scale(scale).translate([-scale * WEST * rad, scale * upward(NORTH)]).clipExtent([[0, 0], [WIDTH, height]]).precision(0.5);

/** Whole numbers, each from the point before; what falls on the same point is left out. */
function rings(shape) {
  const found = [];
  let ring = [];
  const path = geoPath(projection, {
    moveTo: (x, y) => { ring = [[Math.round(x), Math.round(y)]]; },
    lineTo: (x, y) => { ring.push([Math.round(x), Math.round(y)]); },
    closePath: () => { found.push(ring); },
    beginPath: () => {}, arc: () => {},
  });
  path(shape);
  return found.map((r) => r.filter((p, i) => i === 0 || p[0] !== r[i - 1][0] || p[1] !== r[i - 1][1]));
}

const area = (r) => Math.abs(r.reduce((sum, p, i) => sum + p[0] * r[(i + 1) % r.length][1] - r[(i + 1) % r.length][0] * p[1], 0)) / 2;

function drawn(shape, least) {
  return rings(shape).filter((r) => r.length > 2 && area(r) >= least).map((r) => {
    let [x, y] = r[0];
    const steps = r.slice(1).map(([a, b]) => {
      const step = `${a - x},${b - y}`;
      [x, y] = [a, b];
      return step;
    });
    return `M${r[0]}l${steps.join(" ")}z`.replaceAll(",-", "-").replaceAll(" -", "-");
  }).join("");
}

const atlas = JSON.parse(await readFile(createRequire(import.meta.url).resolve("world-atlas/countries-50m.json"), "utf8"));
const shapes = atlas.objects.countries.geometries;
const lands = shapes.filter((s) => members[s.id] !== undefined)
  .map((s) => [members[s.id], drawn(feature(atlas, s), members[s.id] === "SG" ? 0 : LEAST)]).sort();
const rest = drawn(merge(atlas, shapes.filter((s) => members[s.id] === undefined)), LEAST);

await writeFile("src/network/coast.ts", `// Made by \`npm run map\` from world-atlas 50m (Natural Earth, public domain).
export const WIDTH = ${WIDTH};
export const HEIGHT = ${height};
export const WEST = ${WEST};
export const EAST = ${EAST};
export const NORTH = ${NORTH};
/** The member states, by the code of the country. */
export const lands: [string, string][] = [
${lands.map(([id, d]) => `  ["${id}", "${d}"],`).join("\n")}
];
/** Everybody else within the frame. */
export const rest = "${rest}";
`);
