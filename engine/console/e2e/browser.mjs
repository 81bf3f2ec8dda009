// A browser of our own, and what must hold on every page.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export let passed = 0, failed = 0;

export function claim(what, holds, got = "") {
  if (holds) passed++;
  else {
    failed++;
    console.log("FAIL", what, "::", typeof got === "string" ? got.slice(0, 900) : JSON.stringify(got).slice(0, 900));
  }
}

/** Runs one flow; where it gets stuck counts as a failure, and the others still run. Gives what the flow gives. */
export async function attempt(browser, name, flow) {
  try {
    return await flow();
  } catch (e) {
    claim(name + ": goes through", false, String(e.stack ?? e).slice(0, 700));
    for (const page of browser.pages().slice(1)) await page.close();
  }
}

export async function withBrowser(work) {
  const profile = await mkdtemp(join(tmpdir(), "console-e2e."));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, acceptDownloads: true,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  browser.setDefaultTimeout(60000); // a busy machine is slow, not wrong
  try {
    await work(browser);
  } finally {
    await browser.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** What the page has complained of since the last time. */
export function complaints(page) {
  const said = [];
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && said.push(m.text()));
  page.on("pageerror", (e) => said.push(String(e)));
  return () => said.splice(0);
}

/** Nothing sticks out sideways: neither the page, nor a box that is not meant to scroll. */
const sticksOut = () => {
  const found = [], width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) found.push("page " + document.documentElement.scrollWidth);
  for (const e of document.querySelectorAll("main *, header *")) {
    if (e.closest(".wide, .skip, svg, .sheet, .unseen") || e.closest("thead")) continue;
    const box = e.getBoundingClientRect();
    if (box.width > 0 && (box.right > width + 1 || box.left < -1)) found.push(`${e.tagName}.${e.className} ${Math.round(box.right)}`);
    const style = getComputedStyle(e);
    if (e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && style.display !== "inline" && style.overflowX === "visible")
      found.push(`${e.tagName}.${e.className} holds ${e.scrollWidth} in ${e.clientWidth}: ${e.textContent.slice(0, 40)}`);
  }
  return found;
};

/** Labels of the chart that cover another label or a dot, or lie outside. */
const covered = () => {
  const svg = document.querySelector(".plot svg");
  if (svg === null) return [];
  const frame = svg.getBoundingClientRect(), found = [];
  const labels = [...svg.querySelectorAll(".label")].map((e) => ({ name: e.textContent, box: e.getBoundingClientRect() }));
  const dots = [...svg.querySelectorAll(".city")].map((e) => ({ name: e.querySelector("text")?.textContent, box: e.querySelector(".dot").getBoundingClientRect() }));
  const over = (a, b, slack) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;
  if (labels.length !== dots.length) found.push(`${dots.length} cities, ${labels.length} labels`);
  // A line box is higher than its letters; what counts is the letters.
  labels.forEach((l, i) => {
    const letters = { left: l.box.left, right: l.box.right, top: l.box.top + l.box.height * 0.2, bottom: l.box.bottom - l.box.height * 0.15 };
    if (l.box.left < frame.left - 1 || l.box.right > frame.right + 1) found.push(l.name + " is outside");
    labels.slice(i + 1).forEach((m) => over(letters, { left: m.box.left, right: m.box.right, top: m.box.top + m.box.height * 0.2, bottom: m.box.bottom - m.box.height * 0.15 }, 1) && found.push(l.name + " x " + m.name));
    dots.forEach((d) => over(letters, d.box, 2) && found.push(l.name + " on the dot of " + d.name));
  });
  for (let i = 0; i < dots.length; i++)
    for (let j = i + 1; j < dots.length; j++)
      if (over(dots[i].box, dots[j].box, 3)) found.push(`dots of ${dots[i].name} and ${dots[j].name}`);
  return found;
};

export async function looksRight(page, where, said) {
  const out = await page.evaluate(sticksOut);
  claim(where + ": nothing sticks out", out.length === 0, out);
  const over = await page.evaluate(covered);
  claim(where + ": no label covers another", over.length === 0, over);
  const heard = said();
  claim(where + ": the browser has nothing to say", heard.length === 0, heard);
}

export async function accessible(page, where) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  claim(where + ": axe finds nothing", found.violations.length === 0,
    found.violations.map((v) => v.id + ": " + v.nodes.slice(0, 2).map((x) => x.html.slice(0, 160) + " " + (x.any[0]?.message ?? "")).join(" | ")).join("\n"));
}
