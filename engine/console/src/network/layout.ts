// Where the dots and labels of a chart go, so that none hides another. Pure:
// the same dots and sizes give the same places.

export type Point = { x: number; y: number };
export type Box = { left: number; top: number; right: number; bottom: number };
export type Label = { box: Box; led: boolean; from: Point; to: Point };

const overlap = (a: Box, b: Box) =>
  Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
  Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top));

const around = (p: Point, r: number): Box => ({ left: p.x - r, top: p.y - r, right: p.x + r, bottom: p.y + r });

const away = (p: Point, b: Box) =>
  Math.hypot(Math.max(b.left - p.x, 0, p.x - b.right), Math.max(b.top - p.y, 0, p.y - b.bottom));

const inside = (b: Box, frame: Box) =>
  b.left >= frame.left && b.right <= frame.right && b.top >= frame.top && b.bottom <= frame.bottom;

/** Moves dots that would coincide apart, sideways first: a row stays a row. */
export function spreadDots(dots: Point[], least: number): Point[] {
  const at = dots.map((d) => ({ ...d }));
  for (let round = 0; round < 60; round++) {
    let moved = false;
    for (let i = 0; i < at.length; i++)
      for (let j = i + 1; j < at.length; j++) {
        const a = at[i]!, b = at[j]!;
        const dx = b.x - a.x, dy = b.y - a.y;
        const distance = Math.hypot(dx, dy);
        if (distance >= least - 0.01) continue;
        // Who was left stays left.
        const side = dots[j]!.x < dots[i]!.x ? -1 : 1;
        const push = (Math.sqrt(Math.max(0, least * least - dy * dy)) - side * dx) / 2;
        a.x -= side * push;
        b.x += side * push;
        moved = true;
      }
    if (!moved) break;
  }
  return at;
}

const STEPS = [0, 7, 14, 22, 32, 44, 58];
const ANGLES = 16;

type Choice = Label & { distance: number };

function choicesFor(p: Point, width: number, height: number, r: number, frame: Box): Choice[] {
  const found: Choice[] = [];
  for (const step of STEPS)
    for (let k = 0; k < ANGLES; k++) {
      const angle = (k * 2 * Math.PI) / ANGLES;
      const cos = Math.cos(angle), sin = Math.sin(angle);
      const x = p.x + cos * (r + 4 + step), y = p.y + sin * (r + 3 + step);
      const left = cos > 0.5 ? x : cos < -0.5 ? x - width : x - width / 2;
      const top = Math.abs(cos) > 0.9 ? y - height / 2 : sin < -0.3 ? y - height : sin > 0.3 ? y : y - height / 2;
      const box = { left, top, right: left + width, bottom: top + height };
      if (!inside(box, frame)) continue;
      found.push({
        box, led: step >= 7, distance: step + (cos < 0 ? 1 : 0) + 2 * Math.abs(sin),
        from: { x: p.x + cos * r, y: p.y + sin * r },
        to: { x: Math.min(Math.max(x, box.left), box.right), y: Math.min(Math.max(y, box.top), box.bottom) },
      });
    }
  return found;
}

/** Whether the line meets the box; by halving, which is close enough for a leader. */
function meets(from: Point, to: Point, box: Box): boolean {
  for (let i = 1; i < 16; i++) {
    const x = from.x + ((to.x - from.x) * i) / 16, y = from.y + ((to.y - from.y) * i) / 16;
    if (x > box.left && x < box.right && y > box.top && y < box.bottom) return true;
  }
  return false;
}

function crosses(a: Label, b: Label): boolean {
  const turn = (p: Point, q: Point, s: Point) => Math.sign((q.x - p.x) * (s.y - p.y) - (q.y - p.y) * (s.x - p.x));
  return turn(a.from, a.to, b.from) !== turn(a.from, a.to, b.to) && turn(b.from, b.to, a.from) !== turn(b.from, b.to, a.to);
}

/**
 * A place for every label. Each in turn takes the place that costs least given
 * the others, until nobody wants to move: covering another label or a dot costs
 * most, then covering `soft` things (lines, titles), then being far away.
 */
export function placeLabels(dots: Point[], sizes: { width: number; height: number }[], r: number, frame: Box,
  soft: Box[]): (Label | undefined)[] {
  const marks = dots.map((d) => around(d, r + 1));
  const choices = dots.map((d, i) => choicesFor(d, sizes[i]!.width, sizes[i]!.height, r, frame));
  const own = choices.map((list, i) => list.map((c) => {
    let cost = c.distance;
    const near = away(dots[i]!, c.box);
    for (let j = 0; j < marks.length; j++) {
      cost += overlap(c.box, marks[j]!) > 0 ? 400 : 0;
      // Without a leader, a label is read as that of the nearest dot.
      if (!c.led && j !== i && away(dots[j]!, c.box) < near + 6) cost += 16;
      if (c.led && j !== i && meets(c.from, c.to, marks[j]!)) cost += 60;
    }
    for (const s of soft) cost += overlap(c.box, s) > 0 ? 25 : 0;
    return cost;
  }));
  const taken: (Choice | undefined)[] = choices.map((list, i) =>
    list[own[i]!.indexOf(Math.min(...own[i]!))]);

  const price = (i: number, c: Choice, base: number) => {
    let cost = base;
    for (let j = 0; j < taken.length; j++) {
      const other = taken[j];
      if (j === i || other === undefined) continue;
      if (overlap({ left: c.box.left - 6, top: c.box.top - 1, right: c.box.right + 6, bottom: c.box.bottom + 1 }, other.box) > 0)
        cost += 500;
      if (c.led && meets(c.from, c.to, other.box)) cost += 80;
      if (other.led && meets(other.from, other.to, c.box)) cost += 80;
      if (c.led && other.led && crosses(c, other)) cost += 40;
    }
    return cost;
  };
  for (let round = 0; round < 60; round++) {
    let moved = false;
    for (let k = 0; k < dots.length; k++) {
      const i = round % 2 === 0 ? k : dots.length - 1 - k;
      let best = taken[i], least = best === undefined ? Infinity : price(i, best, own[i]![choices[i]!.indexOf(best)]!);
      choices[i]!.forEach((c, n) => {
        if (own[i]![n]! >= least) return;
        const cost = price(i, c, own[i]![n]!);
        if (cost < least - 0.001) {
          best = c;
          least = cost;
          moved = true;
        }
      });
      taken[i] = best;
    }
    if (!moved) break;
  }
  return taken;
}
