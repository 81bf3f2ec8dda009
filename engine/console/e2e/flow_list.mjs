// Pairing lists, as staff and approvers live with them.
import { readFile } from "node:fs/promises";
import { attempt, claim, complaints, looksRight } from "./browser.mjs";
import { ask, enter, open, place, settle, shot } from "./person.mjs";

const MEETING = "amm_51_2018_08";

const storedList = (page) => page.waitForFunction(() => /#\/lists\/[0-9a-f-]{36}/.test(location.hash)).then(() => settle(page));

async function build(browser, lang) {
  const page = await enter(browser, "staff", { lang, at: "#/lists/new" });
  const before = (await ask("staff", "GET", "/v1/pairing-lists")).items.length;
  await open(page, "#/lists/new");
  await page.selectOption("select[name=meeting]", MEETING);
  await page.click(".rules summary");
  await page.fill("input[name=pin-partner]", lang === "ko" ? "날쌘돌" : "nalsaendol");
  await page.waitForSelector(".found li");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const project = (await ask("staff", "GET", "/v1/projects?limit=1000")).items.find((p) => p.city === "jakarta");
  await page.selectOption("select[name=pin-place]", "project/" + project.id);
  await page.click("fieldset:has(select[name=pin-place]) .adder > button");
  claim(lang + ": a pin is asked for", await page.locator(".rules .edits li").count() === 1);
  await page.selectOption("select[name=quota-id]", "jakarta");
  await page.click("fieldset:has(select[name=quota-id]) .adder > button");
  claim(lang + ": and a quota", await page.locator(".rules .edits li").count() === 2);
  await page.click(".build > button[type=submit]");
  await page.waitForSelector(".confirm");
  await settle(page);
  claim(lang + ": a rehearsal shows the list", await page.locator(".ranking > li").count() > 40);
  claim(lang + ": and stores nothing", (await ask("staff", "GET", "/v1/pairing-lists")).items.length === before);
  await page.click(".ranking > li .more button");
  const first = await page.textContent(".ranking > li .what");
  await page.click(".ranking > li .line-tools button:nth-child(2)");
  await page.waitForSelector(".ranking > li.fresh");
  claim(lang + ": a ban in a rehearsal shows at once what comes instead", first !== await page.textContent(".ranking > li .what"));
  // The stream breaks off at a third of the way; the page shows that, and takes it up again.
  await page.route("**/v1/jobs/*/events", async (route) => {
    const id = route.request().url().split("/").at(-2);
    const job = await ask("staff", "GET", "/v1/jobs/" + id);
    await route.fulfill({ status: 200, contentType: "text/event-stream", body: `event: state\ndata: ${JSON.stringify({ ...job, state: "running", phase: "solving", permille: 330 })}\n\n` });
  }, { times: 1 });
  await page.click(".confirm > button");
  const told = await page.waitForFunction(() => document.querySelector("progress")?.value === 330 && document.querySelector(".job [role=status]").textContent);
  claim(lang + ": the progress of the job shows, in words too", (await told.jsonValue()).includes("33%"), await told.jsonValue());
  await shot(page, "progress-" + lang);
  await storedList(page);
  claim(lang + ": when it ends, the list opens", await page.locator(".ranking > li").count() > 40);
  const stored = await ask("staff", "GET", "/v1/pairing-lists/" + (await place(page)).split("/").at(-1));
  claim(lang + ": with what was asked for", stored.constraints.pins.length === 1 && stored.constraints.bans.length === 1 && stored.constraints.quotas.length === 1, stored.constraints);
  await page.close();
}

async function tryOut(browser, lang) {
  const list = await ask("staff", "POST", "/v1/pairing-lists", { meeting: MEETING });
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/lists/" + list.id);
  const line = page.locator(".ranking > li").first();
  await line.locator(".more button").click();
  claim(lang + ": alternates stand beside a pairing, with what they would cost", await line.locator(".others li").count() > 0
    && /\d/.test(await line.locator(".others li .quiet").first().textContent()));
  await line.locator(".line-tools button:nth-child(2)").click();
  await page.waitForSelector(".trial .shifts .come");
  claim(lang + ": a ban shows what goes and what comes", await page.locator(".trial .shifts .gone").count() >= 1);
  claim(lang + ": and the totals", await page.locator(".trial .deltas .less-than").count() === 1);
  await page.click(".trial .edits button");
  await page.waitForFunction(() => document.querySelector(".trial") === null);
  claim(lang + ": undone, the stored list stands again", await page.locator(".ranking > li.fresh").count() === 0);
  await page.locator(".ranking > li").first().locator(".more button").click();
  await page.locator(".ranking > li").first().locator(".capacity input").fill("0");
  await page.locator(".ranking > li").first().locator(".capacity input").press("Tab");
  await page.waitForSelector(".trial .shifts .gone");
  claim(lang + ": a capacity of nought takes all the partner's pairings away",
    await page.locator(".trial .shifts .gone").count() >= list.pairings.filter((p) => p.partner.id === list.pairings[0].partner.id).length);
  await page.click(".trial .primary");
  await page.waitForFunction((old) => /#\/lists\/[0-9a-f-]{36}/.test(location.hash) && !location.hash.endsWith(old), list.id);
  await settle(page);
  const made = (await place(page)).split("/").at(-1);
  const stored = await ask("staff", "GET", "/v1/pairing-lists/" + made);
  claim(lang + ": stored, it is a new draft that names the old one", stored.constraints.replaces === list.id && stored.state === "draft");
  claim(lang + ": the old one has not changed", (await ask("staff", "GET", "/v1/pairing-lists/" + list.id)).digest === list.digest);
  await page.click(".card:last-child [aria-expanded=false]");
  await page.waitForSelector("section:has(> [aria-expanded=true]) .left-over li");
  const lines = (await ask("staff", "GET", `/v1/pairing-lists/${made}/difference?from=${list.id}`)).lines;
  claim(lang + ": the difference is told line by line", (await page.locator("section:has(> [aria-expanded=true]) .left-over li").count()) === lines.length && lines.length > 0, lines.length);
  await page.close();
}

async function matrix(browser, lang) {
  const list = await ask("staff", "POST", "/v1/pairing-lists", { meeting: MEETING });
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/lists/" + list.id);
  await page.click(".pairings .switch button:nth-child(2)");
  await page.waitForSelector(".cell.paired");
  await page.focus(".matrix");
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  const last = new Set(list.pairings.map((p) => p.partner.id)).size + list.unpaired.length - 1;
  await page.waitForSelector(`#cell-3-${last}.at`);
  claim(lang + ": the arrow keys move through the matrix", await page.getAttribute(".matrix", "aria-activedescendant") === `cell-3-${last}`);
  await page.keyboard.press("Home");
  while (await page.locator(".cell.at.paired").count() > 0) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".cell-panel .note.good");
  claim(lang + ": an empty cell says why, and what would pair the two", (await page.locator(".cell-panel p").allTextContents()).join(" ").length > 80);
  await page.click(".cell-panel .line-tools button:nth-child(1)");
  await page.waitForSelector(".trial .edits li");
  await settle(page);
  claim(lang + ": pinned from there, the list is computed with it", await page.locator(".trial .shifts .come").count() >= 1);
  await page.close();
}

/** 200 cities by 500 partners, made of a real list: what the page must carry. */
async function large(browser, lang) {
  const list = await ask("staff", "POST", "/v1/pairing-lists", { meeting: MEETING });
  const one = list.pairings[0];
  const pairings = Array.from({ length: 500 }, (_, i) => ({
    ...one, number: i + 1, city: { ...one.city, id: "city_" + i % 200, name_en: "City of Considerable Length " + i % 200, name_ko: "이름이 제법 긴 도시 " + i % 200 },
    partner: { ...one.partner, id: "partner_" + i, name_en: "Partner " + i, name_ko: "파트너 " + i },
  }));
  const page = await enter(browser, "staff", { lang });
  await page.route("**/v1/pairing-lists/" + list.id, (r) => r.fulfill({ status: 200, contentType: "application/json", body: JSON.stringify({ ...list, pairings, uncovered: [], unpaired: [] }) }));
  await open(page, "#/lists/" + list.id);
  claim(lang + ": 500 pairings are all there", await page.locator(".ranking > li").count() === 500);
  await page.click(".pairings .switch button:nth-child(2)");
  await page.waitForSelector(".cell");
  const cells = await page.locator(".cell").count();
  claim(lang + ": of 100,000 cells only those in sight are made", cells > 100 && cells < 3000, cells);
  await page.focus(".matrix");
  await page.keyboard.press("End");
  for (let i = 0; i < 20; i++) await page.keyboard.press("PageDown");
  await page.waitForSelector("#cell-199-499");
  claim(lang + ": the keyboard reaches the last one", await page.getAttribute("#cell-199-499", "class").then((c) => c.includes("at")));
  await looksRight(page, lang + " large matrix", () => []);
  await shot(page, "matrix-large-" + lang);
  await page.close();
}

async function life(browser, lang) {
  const list = await ask("staff", "POST", "/v1/pairing-lists", { meeting: MEETING });
  const staff = await enter(browser, "staff", { lang }), other = await enter(browser, "admin", { lang });
  await open(staff, "#/lists/" + list.id);
  await open(other, "#/lists/" + list.id);
  await other.click(".life .actions button:nth-child(1)");
  await other.fill("textarea[name=note]", "나도 제안합니다. Me too.");
  claim(lang + ": staff may propose and withdraw, not approve", await staff.locator(".life .actions button").count() === 2);
  await staff.click(".life .actions button:nth-child(1)");
  await staff.fill("textarea[name=note]", "For the ministers. 장관 회의용.");
  await staff.click(".life form button[type=submit]");
  await staff.waitForSelector(".events li");
  claim(lang + ": proposed, with its note", (await staff.textContent(".events")).includes("장관 회의용") && await staff.getAttribute(".road li:nth-child(2)", "aria-current") === "step");
  const said = complaints(other);
  await other.click(".life form button[type=submit]");
  await other.waitForSelector(".life .note.warn");
  claim(lang + ": who comes second is told", (await other.locator(".life .note.bad").count()) === 1);
  claim(lang + ": and nothing typed is lost", await other.inputValue("textarea[name=note]") === "나도 제안합니다. Me too.");
  claim(lang + ": the page shows how it stands now", (await other.textContent(".events")).includes("장관 회의용"));
  claim(lang + ": a conflict is an answer, not an accident", said().every((s) => s.includes("409")));
  await shot(other, "list-conflict-" + lang);

  await staff.click(".ranking > li .more button");
  await staff.click(".ranking .detail > .small");
  await staff.click(".ranking .detail form button[type=submit]");
  await staff.waitForSelector(".ranking .detail .events li");
  claim(lang + ": a stage is noted", await staff.locator(".ranking > li:first-child .marks .tag").first().isVisible());
  await staff.click(".ranking .detail > .small");
  await staff.selectOption("select[name=stage]", "declined");
  await staff.selectOption("select[name=side]", "city");
  await staff.fill("textarea[name=reason]", "예산이 없습니다. No budget.");
  await staff.click(".ranking .detail form button[type=submit]");
  await staff.waitForFunction(() => document.querySelectorAll(".ranking .detail .events li").length === 2);
  claim(lang + ": so is a decline, with its reason", (await staff.textContent(".ranking .detail .events")).includes("예산이 없습니다"));

  const approver = await enter(browser, "approver", { lang });
  await open(approver, "#/lists/" + list.id);
  await approver.click(".life .actions button:nth-child(1)");
  await approver.click(".life form button[type=submit]");
  await approver.waitForFunction(() => document.querySelectorAll(".life .events li").length === 2);
  await approver.click(".life .actions button:nth-child(1)");
  await approver.click(".life form button[type=submit]");
  await approver.waitForFunction(() => document.querySelectorAll(".life .events li").length === 3);
  claim(lang + ": approved by a second person, then announced", (await ask("staff", "GET", "/v1/pairing-lists/" + list.id)).state === "announced");
  claim(lang + ": an announced list offers no further step", await approver.locator(".life .actions").count() === 0);
  for (const page of [staff, other, approver]) await page.close();

  const own = await ask("admin", "POST", "/v1/pairing-lists", { meeting: MEETING });
  await ask("admin", "POST", `/v1/pairing-lists/${own.id}/propose`, {});
  const self = await enter(browser, "admin", { lang });
  await open(self, "#/lists/" + own.id);
  await self.click(".life .actions button:nth-child(1)");
  await self.click(".life form button[type=submit]");
  await self.waitForSelector(".life .note.bad");
  claim(lang + ": nobody approves what they proposed", (await ask("staff", "GET", "/v1/pairing-lists/" + own.id)).state === "proposed");
  await self.close();
}

async function file(browser) {
  const list = await ask("staff", "POST", "/v1/pairing-lists", { meeting: MEETING });
  const page = await enter(browser, "staff");
  await open(page, "#/lists/" + list.id);
  await page.fill("input[name=find]", "푸켓");
  claim("a pairing is found by any name of the city", new Set(await page.locator(".ranking .who strong").allTextContents()).size === 1);
  const begins = { pdf: "%PDF-", xlsx: "PK", docx: "PK", csv: "\ufeff", json: "{" };
  for (const [format, start] of Object.entries(begins)) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`[data-format=${format}]`)]);
    const bytes = await readFile(await download.path(), format === "csv" ? "utf8" : "latin1");
    claim(`the list comes as ${format}, under its name`, bytes.startsWith(start) && download.suggestedFilename().endsWith("." + format), download.suggestedFilename());
  }
  await page.close();
}

export async function lists(browser, lang) {
  await attempt(browser, `build ${lang}`, () => build(browser, lang));
  await attempt(browser, `tryOut ${lang}`, () => tryOut(browser, lang));
  await attempt(browser, `matrix ${lang}`, () => matrix(browser, lang));
  await attempt(browser, `life ${lang}`, () => life(browser, lang));
  if (lang === "ko") await attempt(browser, `large ${lang}`, () => large(browser, lang));
  else await attempt(browser, "file", () => file(browser));
}
