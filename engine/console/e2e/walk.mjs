// The console as a person uses it: every page in both languages and at three widths, and
// the flows. Run by `npm run e2e`, under tests/with_daemon.py. Pictures go to CONSOLE_SHOTS.
import { mkdir, readFile } from "node:fs/promises";
import { accessible, claim, complaints, failed, looksRight, passed, withBrowser } from "./browser.mjs";

const URL_ = process.env.TWINNING_URL, SHOTS = process.env.CONSOLE_SHOTS ?? "var/console";
const PARTNER = "demo_nalsaendol_transit";
const ONLY = (process.env.ONLY ?? "").split(" ").filter((s) => s !== "");
const WIDTHS = { 390: 844, 768: 1024, 1280: 800 };
const wanted = (name) => ONLY.length === 0 || ONLY.some((o) => name.includes(o));

async function fresh(browser, { lang = "en", theme = "light", width = 1280, at = "" } = {}) {
  const page = await browser.newPage();
  await page.setViewportSize({ width, height: WIDTHS[width] ?? 900 });
  await page.addInitScript(([l, t]) => {
    localStorage.setItem("lang", l);
    localStorage.setItem("theme", t);
  }, [lang, theme]);
  await page.goto(URL_ + "/" + at);
  return page;
}

async function signIn(page, token = process.env.TWINNING_TOKEN) {
  await page.fill("input[name=token]", token);
  await page.click("button[type=submit]");
  await page.waitForSelector("nav a");
}

const settle = async (page) => {
  await page.waitForFunction(() => document.querySelector(".waiting, [aria-busy=true]") === null);
  await page.waitForLoadState("networkidle");
};

async function open(page, at) {
  await page.goto(URL_ + "/" + at);
  await settle(page);
}

const shot = (page, name) => page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });

async function storeList(page) {
  await open(page, "#/lists/new");
  await page.selectOption("select[name=meeting]", "amm_51_2018_08");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".confirm");
  await settle(page);
}

const PAGES = [
  ["sign-in", null],
  ["network", "#/network"],
  ["network-table", "#/network", (p) => p.click(".head .switch button:nth-child(2)")],
  ["city", "#/cities/makassar", async (p) => { await p.click(".projects button"); await settle(p); }],
  ["city-without-project", "#/cities/manila"],
  ["partners", "#/partners"],
  ["partners-none", "#/partners?q=zzzzzz"],
  ["partner", "#/partners/" + PARTNER, (p) => p.click(".ranking > li .more button")],
  ["partner-profile", "#/partners/" + PARTNER, (p) => p.click(".head .switch button:nth-child(2)")],
  ["partner-blocked", "#/partners/demo_mundadeum_works"],
  ["lists", "#/lists"],
  ["new-list", "#/lists/new"],
  ["not-there", "#/partners/none_such"],
  ["no-page", "#/elsewhere"],
];

async function walk(browser, lang, width, theme) {
  const name = `${lang}-${width}${theme === "dark" ? "-dark" : ""}`;
  const page = await fresh(browser, { lang, theme, width });
  const said = complaints(page);
  const last = { list: "" };
  for (const [what, at, act] of PAGES) {
    if (at === null) await page.waitForSelector("input[name=token]");
    else await open(page, at);
    if (act !== undefined) await act(page);
    await page.evaluate(() => document.fonts.ready);
    const missing = what === "not-there";
    if (missing) said();	// the browser itself says that 404 was answered
    await looksRight(page, `${name} ${what}`, said);
    if (width !== 768) await accessible(page, `${name} ${what}`);
    await shot(page, `${what}-${name}`);
    if (at === null) await signIn(page);
  }
  await storeList(page);
  await looksRight(page, `${name} rehearsal`, said);
  await shot(page, `rehearsal-${name}`);
  await page.click(".confirm button");
  await page.waitForFunction(() => /#\/lists\/[0-9a-f-]{36}/.test(location.hash));
  last.list = await page.evaluate(() => location.hash);
  await settle(page);
  await page.click(".ranking > li .more button");
  await looksRight(page, `${name} list`, said);
  if (width !== 768) await accessible(page, `${name} list`);
  await shot(page, `list-${name}`);
  await page.close();
}

async function strangers(browser) {
  const page = await fresh(browser);
  await page.fill("input[name=token]", "twn_wrong");
  await page.click("button[type=submit]");
  await page.waitForSelector(".note.bad");
  claim("a wrong token is told in words", (await page.textContent(".note.bad")).includes("not valid"));
  claim("and not kept", await page.evaluate(() => sessionStorage.length) === 0);
  await signIn(page);
  await page.route("**/v1/partners?*", (r) => r.fulfill({ status: 503, contentType: "application/problem+json", body: '{"title":"x","detail":"The database is away."}' }));
  await page.goto(URL_ + "/#/partners");
  await page.waitForSelector(".note.bad button");
  claim("an outage is told", (await page.textContent(".note.bad")).includes("cannot answer just now"));
  await page.unroute("**/v1/partners?*");
  await page.click(".note.bad button");
  await page.waitForSelector("table.stack");
  claim("and can be tried again", await page.locator("tbody tr").count() === 40, await page.locator("tbody tr").count());
  await page.reload();
  await page.waitForSelector("table.stack");
  claim("a reload stays signed in, on its page", true);
  await page.click("header .plain:last-child");
  await page.waitForSelector("input[name=token]");
  claim("signing out forgets the token", await page.evaluate(() => sessionStorage.length) === 0);
  await page.close();
}

async function company(browser) {
  const page = await fresh(browser);
  await signIn(page, process.env.TOKEN_COMPANY);
  const links = await page.locator("nav a").allTextContents();
  claim("a company is offered the network and itself", links.join() === "Network,My profile", links);
  await page.click("nav a:nth-child(2)");
  await page.waitForSelector(".ranking > li");
  claim("and sees its matches", await page.locator(".ranking > li").count() === 26);
  await page.goto(URL_ + "/#/partners/demo_nunbitnaru_vision");
  await page.waitForSelector(".note.bad");
  claim("but nobody else's", (await page.textContent(".note.bad")).includes("may not see"));
  await page.goto(URL_ + "/#/cities/manila");
  await page.waitForSelector(".facts");
  claim("nor who else fits a city", await page.locator(".ranking").count() === 0);
  await page.close();

  const officer = await fresh(browser);
  await signIn(officer, process.env.TOKEN_CITY);
  await officer.click("nav a:nth-child(2)");
  await officer.waitForSelector(".ranking > li");
  claim("a city officer sees who fits the city", await officer.locator(".ranking > li").count() === 10);
  claim("but is led to no profile", await officer.locator(".ranking .who a").count() === 0);
  await officer.close();
}

async function flows(browser) {
  const page = await fresh(browser);
  await signIn(page);
  await open(page, "#/network");
  await page.hover(".city[href='#/cities/makassar'] .dot");
  claim("pointing at a city shows its membership", await page.locator(".beside .members li").count() === 4
    && (await page.textContent(".beside")).includes("Makassar"));
  claim("and its rival densities", await page.locator(".rivals circle").count() === 2);
  await page.focus(".city[href='#/cities/singapore']");
  claim("so does the keyboard", (await page.textContent(".beside")).includes("Singapore"));
  await page.keyboard.press("Enter");
  await page.waitForSelector(".facts");
  claim("and opens it", await page.evaluate(() => location.hash) === "#/cities/singapore");
  claim("the heading has the focus", await page.evaluate(() => document.activeElement?.tagName) === "H1");
  claim("facts stand side by side", await page.locator(".facts thead th").count() === 3);

  await open(page, "#/partners");
  await page.fill("input[name=q]", "날쌘돌");
  await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
  claim("search finds a Korean name on the English page", (await page.textContent("tbody th")).includes("Nalsaendol"));
  claim("and the address says so", decodeURIComponent(await page.evaluate(() => location.hash)).includes("q=날쌘돌"));
  await page.fill("input[name=q]", "");
  await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 40);
  await page.selectOption("select[name=kind]", "multilateral_bank");
  await page.waitForFunction(() => document.querySelectorAll("tbody tr").length < 40);
  claim("a filter filters", new Set(await page.locator("tbody td:nth-child(2)").allTextContents()).size === 1);

  await open(page, "#/partners/" + PARTNER);
  const order = () => page.locator(".ranking .who a").allTextContents();
  const before = await order();
  await page.locator("input[name=relevance]").fill("1000");
  await page.waitForFunction(() => document.querySelector(".ranking .up, .ranking .down") !== null);
  const after = await order();
  claim("moving a weight changes the order", before.join() !== after.join() && after.length === 26);
  const weights = await page.locator(".slider output").allTextContents();
  claim("the weights make up the whole", weights.reduce((n, w) => n + parseFloat(w), 0) === 100, weights);
  const scores = (await page.locator(".ranking .score strong").allTextContents()).map(Number);
  claim("best first", scores.every((s, i) => i === 0 || s <= scores[i - 1]));
  await page.click(".sliders button");
  await page.waitForFunction(() => document.querySelector(".ranking .up, .ranking .down") === null);
  claim("and back", (await order()).join() === before.join());
  await page.click(".ranking > li .more button");
  claim("why: eight parts with their evidence", await page.locator(".whyparts tbody tr").count() === 8
    && (await page.locator(".whyparts .evidence li").allTextContents()).every((t) => t !== ""));

  await open(page, "#/lists");
  const lists = await page.locator("tbody tr").count();
  await storeList(page);
  claim("a rehearsal shows the list", await page.locator(".ranking > li").count() > 40);
  await open(page, "#/lists");
  claim("and stores nothing", await page.locator("tbody tr").count() === lists);
  await storeList(page);
  await page.click(".confirm button");
  await page.waitForFunction(() => /#\/lists\/[0-9a-f-]{36}/.test(location.hash));
  await settle(page);
  await page.fill("input[name=find]", "푸켓");
  claim("a pairing is found by any name of the city", new Set(await page.locator(".ranking .who strong").allTextContents()).size === 1);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(".actions button")]);
  const csv = await readFile(await download.path(), "utf8");
  claim("the CSV is the daemon's", csv.startsWith("\ufeffnumber,city_id") && download.suggestedFilename().endsWith(".csv"), csv.slice(0, 80));
  await open(page, "#/lists/new");
  await page.fill("input[name=floor]", "80");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".confirm");
  claim("a floor leaves cities alone, and says why", await page.locator(".left-over li p").count() > 0);
  await page.click("header .switch button[lang=ko]");
  claim("the language changes in place", (await page.textContent("h1")) === "목록 만들기");
  await page.close();
}

await mkdir(SHOTS, { recursive: true });
await withBrowser(async (browser) => {
  for (const lang of ["en", "ko"])
    for (const width of Object.keys(WIDTHS).map(Number))
      if (wanted(`${lang}-${width}`)) await walk(browser, lang, width, "light");
  if (wanted("dark")) await walk(browser, "ko", 1280, "dark");
  if (wanted("strangers")) await strangers(browser);
  if (wanted("company")) await company(browser);
  if (wanted("flows")) await flows(browser);
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
