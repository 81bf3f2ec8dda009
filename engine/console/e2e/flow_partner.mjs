// Partners: found, entered, reviewed, changed by two at once, and ranked as they would be.
import { readFile } from "node:fs/promises";
import { accessible, attempt, claim } from "./browser.mjs";
import { ask, enter, open, place, settle, shot } from "./person.mjs";
import { PARTNER } from "./pages.mjs";


async function find(browser, lang) {
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/partners");
  const all = await page.locator("tbody tr").count();
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(".export")]);
  const rows = await readFile(await file.path(), "utf8");
  claim(lang + ": all of them are saved for a spreadsheet, in the language read", file.suggestedFilename() === (lang === "ko" ? "파트너.csv" : "partners.csv")
    && rows.startsWith(lang === "ko" ? "\ufeff영문 이름" : "\ufeffName (English)") && rows.includes("날쌘돌"), rows.slice(0, 200));
  await page.fill("input[name=q]", "날쌘돌");
  await page.waitForFunction((n) => document.querySelectorAll("tbody tr").length < n, all);
  claim(lang + ": search finds a Korean name, whatever language is read", (await page.locator("tbody th a").evaluateAll((of) => of.map((a) => a.getAttribute("href")))).includes("#/partners/" + PARTNER));
  claim(lang + ": and the address says so", decodeURIComponent(await place(page)).includes("q=날쌘돌"));
  await page.fill("input[name=q]", "");
  await page.waitForFunction((n) => document.querySelectorAll("tbody tr").length === n, all);
  await page.selectOption("select[name=kind]", "multilateral_bank");
  await page.waitForFunction((n) => document.querySelectorAll("tbody tr").length < n, all);
  claim(lang + ": a filter filters", new Set(await page.locator("tbody td:nth-child(2)").allTextContents()).size === 1);
  await page.close();
}

async function enterOne(browser, lang) {
  const page = await enter(browser, "staff", { lang, at: "#/partners/new" });
  await page.waitForSelector(".profile-form");
  await page.click(".profile-form button[type=submit]");
  await page.waitForSelector("#f-kind-wrong");
  claim(lang + ": what is missing is said at its field", await page.getAttribute("#f-kind", "aria-invalid") === "true"
    && (await page.getAttribute("#f-kind", "aria-describedby")).includes("f-kind-wrong"));
  claim(lang + ": in the language read", /[가-힣]/.test(await page.textContent("#f-kind-wrong")) === (lang === "ko"), await page.textContent("#f-kind-wrong"));
  await page.click(".note.bad .link >> nth=-1");
  claim(lang + ": and the summary leads there", (await page.evaluate(() => document.activeElement.id)).startsWith("f-"));
  await page.fill("[name=name_ko]", lang === "ko" ? "날쌘돌 교통운영사" : "날쌘돌 교통운영소");
  await page.fill("[name=name_en]", `Swift Stone ${lang}`);
  await page.selectOption("#f-kind", "manufacturer");
  await page.selectOption("#f-country", "KR");
  await page.waitForSelector(".note.warn a[href='#/partners/" + PARTNER + "']");
  claim(lang + ": who may be stored already is shown", true);
  await page.click("#f-categories > .small");
  await page.selectOption("#f-categories-0-id", "public_transportation");
  await page.fill("#f-categories-0-strength", "9");
  await page.check("#f-support input[value=technology]");
  await page.selectOption("#f-wanted_cities select", "jakarta");
  await page.fill("#f-ticket_min", "500");
  await page.fill("#f-ticket_max", "100");
  await page.click(".profile-form button[type=submit]");
  await page.waitForSelector("#f-categories-0-strength-wrong");
  claim(lang + ": a mistake in a row is said in that row", true);
  await page.fill("#f-categories-0-strength", "4");
  await page.click(".profile-form button[type=submit]");
  await page.waitForSelector("#f-ticket_min-wrong");
  claim(lang + ": a rule between members as well", await page.inputValue("#f-ticket_max") === "100");
  const rule = await page.textContent("#f-ticket_min-wrong");
  claim(lang + ": which calls the other one as the form does", rule.includes(lang === "ko" ? "최대 사업 규모" : "Largest ticket") && !rule.includes("ticket_max"), rule);
  await accessible(page, lang + " form with errors");
  await shot(page, "partner-form-errors-" + lang);
  await page.fill("#f-ticket_max", "5000");
  await page.click(".profile-form button[type=submit]");
  await page.waitForFunction(() => /#\/partners\/[0-9a-f-]{36}$/.test(location.hash));
  await settle(page);
  const id = (await place(page)).split("/").at(-1), stored = await ask("staff", "GET", "/v1/partners/" + id);
  claim(lang + ": what was typed is what is stored", stored.ticket_max === 5000 && stored.categories[0].strength === 4 && stored.support.join() === "technology"
    && stored.wanted_cities.join() === "jakarta" && stored.country === "KR", stored);
  await page.close();
  return id;
}

async function review(browser, lang, id) {
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/partners/" + id);
  await page.click(".review .actions button");
  await page.click(".review form button[type=submit]");
  await page.waitForSelector(".review .state-line .submitted");
  await page.click(".review .actions button:nth-child(1)");
  await page.fill("input[name=valid_to]", "2031-05-31");
  await page.click(".review form button[type=submit]");
  await page.waitForSelector(".review .state-line .verified");
  await settle(page);
  claim(lang + ": a partner is submitted and verified for a term", (await page.textContent(".review .state-line")).includes("2031"));
  claim(lang + ": and matched from then on", await page.locator(".ranking > li.blocked").count() < 26);
  const late = await enter(browser, "admin", { lang });
  await open(late, "#/partners/" + id);
  await late.click(".review .actions button:last-child");
  await page.click(".review .actions button:last-child");
  await page.click(".review form button[type=submit]");
  await page.waitForSelector(".review .state-line .suspended");
  await late.click(".review form button[type=submit]");
  await late.waitForSelector(".review .note.warn");
  claim(lang + ": who suspends second is told that it was done", await late.locator(".review .state-line .suspended").count() === 1);
  await late.close();
  await page.close();
}

async function together(browser, lang, id) {
  const a = await enter(browser, "staff", { lang, at: `#/partners/${id}/edit` }), b = await enter(browser, "admin", { lang, at: `#/partners/${id}/edit` });
  for (const page of [a, b]) await page.waitForSelector("#f-name_en");
  await a.fill("#f-name_en", "Swift Stone, first");
  await a.fill("#f-capability_ko", "먼저 쓴 사람의 글입니다.");
  await b.fill("#f-name_en", "Swift Stone, second");
  await b.fill("#f-capability_en", "Typed by the second person.");
  await a.click(".profile-form button[type=submit]");
  await a.waitForFunction((i) => location.hash === "#/partners/" + i, id);
  await b.click(".profile-form button[type=submit]");
  await b.waitForSelector(".meanwhile");
  claim(lang + ": the second to save sees both versions", (await b.textContent(".meanwhile")).includes("Swift Stone, first") && (await b.textContent(".meanwhile")).includes("Swift Stone, second"));
  claim(lang + ": has lost nothing", await b.inputValue("#f-name_en") === "Swift Stone, second" && await b.inputValue("#f-capability_en") === "Typed by the second person.");
  claim(lang + ": and has what only the other changed", await b.inputValue("#f-capability_ko") === "먼저 쓴 사람의 글입니다.");
  await accessible(b, lang + " conflict");
  await shot(b, "partner-conflict-" + lang);
  await b.check(".meanwhile fieldset label:nth-of-type(2) input");
  await b.click(".profile-form button[type=submit]");
  await b.waitForFunction((i) => location.hash === "#/partners/" + i, id);
  const stored = await ask("staff", "GET", "/v1/partners/" + id);
  claim(lang + ": saved again, both are in", stored.name_en === "Swift Stone, first" && stored.capability_en === "Typed by the second person." && stored.capability_ko === "먼저 쓴 사람의 글입니다.", stored);
  await a.close();
  await b.close();
}

async function whatIf(browser, lang) {
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/partners/" + PARTNER);
  const order = () => page.locator(".ranking .who a").evaluateAll((of) => of.map((a) => a.getAttribute("href")));
  const before = await order();
  await page.locator("input[name=relevance]").fill("1000");
  await page.waitForFunction(() => document.querySelector(".ranking .up, .ranking .down") !== null);
  const after = await order();
  claim(lang + ": moving a weight changes the order", before.join() !== after.join() && after.length === 26);
  const weights = await page.locator(".slider output").allTextContents();
  claim(lang + ": the weights make up the whole", weights.reduce((n, w) => n + parseFloat(w), 0) === 100, weights);
  const scores = (await page.locator(".ranking .score strong").allTextContents()).map(Number);
  claim(lang + ": best first", scores.every((s, i) => i === 0 || s <= scores[i - 1]));
  await page.click(".sliders button");
  await page.waitForFunction((was) => [...document.querySelectorAll(".ranking .who a")].map((a) => a.getAttribute("href")).join() === was,
    before.join()).catch(() => undefined);
  claim(lang + ": and back", (await order()).join() === before.join(), await order());
  claim(lang + ": nobody is said to have moved", await page.locator(".ranking .up, .ranking .down").count() === 0);
  await page.click(".ranking > li .more button");
  claim(lang + ": why: eight parts with their evidence", await page.locator(".whyparts tbody tr").count() === 8
    && (await page.locator(".whyparts .evidence li").allTextContents()).every((t) => t !== ""));

  await page.click(".weights .switch button:nth-child(2)");
  const shut = await page.locator(".ranking > li.blocked").count();
  await page.selectOption("#f-excluded_countries select", "ID");
  await page.waitForFunction((n) => document.querySelectorAll(".ranking > li.blocked").length > n, shut);
  claim(lang + ": excluding a country shuts its cities out at once", (await order())[0] !== before[0]);
  claim(lang + ": nothing is stored", (await ask("staff", "GET", "/v1/partners/" + PARTNER)).excluded_countries.length === 0);
  await page.click(".weights .actions a");
  await page.waitForSelector(".profile-form #f-excluded_countries .picked li");
  claim(lang + ": what was tried comes along to the form", true);
  await page.close();
}

async function company(browser, lang) {
  const page = await enter(browser, "company", { lang });
  const links = await page.locator(".bar nav a").evaluateAll((of) => of.map((a) => a.getAttribute("href")));
  claim(lang + ": a company is offered the network, itself and what is proposed", links.join() === `#/network,#/partners/${PARTNER},#/proposals`, links);
  await page.click(".bar nav a:nth-child(2)");
  await page.waitForSelector(".ranking > li");
  claim(lang + ": and sees its matches", await page.locator(".ranking > li").count() === 26);
  const [report] = await Promise.all([page.waitForEvent("download"), page.click(".report-button")]);
  claim(lang + ": takes its report home as a PDF", report.suggestedFilename().endsWith(".pdf"), report.suggestedFilename());
  claim(lang + ": may change itself, not verify itself", await page.locator(".head a.button").count() === 1 && await page.locator(".review .actions button").count() === 0);
  await open(page, "#/partners/demo_nunbitnaru_vision");
  claim(lang + ": but nobody else's", await page.locator(".note.bad").count() === 1 && await page.locator(".ranking").count() === 0);
  await open(page, "#/cities/manila");
  claim(lang + ": nor who else fits a city", await page.locator(".ranking").count() === 0);
  await page.close();

  const officer = await enter(browser, "city", { lang });
  await officer.click(".bar nav a:nth-child(2)");
  await officer.waitForSelector(".ranking > li");
  claim(lang + ": a city officer sees who fits the city", await officer.locator(".ranking > li").count() === 10);
  claim(lang + ": but is led to no profile", await officer.locator(".ranking .who a").count() === 0);
  await officer.close();
}

export async function partners(browser, lang) {
  await attempt(browser, `find ${lang}`, () => find(browser, lang));
  await attempt(browser, `whatIf ${lang}`, () => whatIf(browser, lang));
  await attempt(browser, `company ${lang}`, () => company(browser, lang));
  const id = await attempt(browser, `enterOne ${lang}`, () => enterOne(browser, lang));
  if (id === undefined) return;
  await attempt(browser, `review ${lang}`, () => review(browser, lang, id));
  await attempt(browser, `together ${lang}`, () => together(browser, lang, id));
}
