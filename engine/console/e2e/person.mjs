// A person at the console: signs in, opens pages, waits until they stand.
import { mkdirSync } from "node:fs";

export const URL_ = process.env.TWINNING_URL;
export const SHOTS = process.env.CONSOLE_SHOTS ?? "build/console-shots";
export const WIDTHS = { 390: 844, 768: 1024, 1280: 800 };
export const LANGS = ["en", "ko"];
export const TOKENS = {
  admin: process.env.TWINNING_TOKEN, staff: process.env.TOKEN_STAFF, approver: process.env.TOKEN_APPROVER,
  company: process.env.TOKEN_COMPANY, city: process.env.TOKEN_CITY, auditor: process.env.TOKEN_AUDITOR,
};
mkdirSync(SHOTS, { recursive: true });

export async function fresh(browser, { lang = "en", theme = "light", width = 1280, at = "" } = {}) {
  const page = await browser.newPage();
  await page.setViewportSize({ width, height: WIDTHS[width] ?? 900 });
  await page.addInitScript(([l, t]) => {
    localStorage.setItem("lang", localStorage.getItem("lang") ?? l);
    localStorage.setItem("theme", t);
    if (sessionStorage.getItem("own-lang") === null) {
      sessionStorage.setItem("own-lang", l);
      localStorage.setItem("lang", l);
    }
  }, [lang, theme]);
  await page.goto(URL_ + "/" + at);
  return page;
}

/** The first way in is the token's field, wherever a password may be asked for too. */
export async function signIn(page, token = TOKENS.admin) {
  await page.waitForSelector("input[name=token], .by-token");
  if (await page.locator("input[name=token]").count() === 0) await page.click(".by-token");
  await page.fill("input[name=token]", token);
  await page.click("form:has(input[name=token]) button[type=submit]");
  await page.waitForSelector("nav a");
}

export async function enter(browser, who, options = {}) {
  const page = await fresh(browser, options);
  await signIn(page, TOKENS[who]);
  return page;
}

export async function settle(page) {
  await page.waitForFunction(() => document.querySelector(".waiting, [aria-busy=true]") === null);
  await page.waitForLoadState("networkidle");
}

export async function open(page, at) {
  if (page.url() === URL_ + "/" + at) await page.reload();
  else await page.goto(URL_ + "/" + at);
  await settle(page);
}

export const shot = (page, name) => page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
export const place = (page) => page.evaluate(() => location.hash);

/** As a program would ask, for what a test needs beforehand. */
export async function ask(who, method, path, body, headers = {}) {
  const response = await fetch(URL_ + path, {
    method, body: body === undefined ? undefined : JSON.stringify(body),
    headers: { Authorization: "Bearer " + TOKENS[who], "Content-Type": "application/json", ...headers },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 400)}`);
  return text === "" ? null : JSON.parse(text);
}
