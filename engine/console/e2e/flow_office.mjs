// What is managed: imports, the audit, the records of the network.
import { readFile } from "node:fs/promises";
import { attempt, claim } from "./browser.mjs";
import { ask, enter, open, place, settle, shot } from "./person.mjs";

const csv = (lang) => Buffer.from("\ufeffname_ko,기관 유형,country,비고란\n" +
  `푸른버스 ${lang},manufacturer,KR,x\n로켓상사 ${lang},rocket,KR,y\n한강물산 ${lang},private_company,KR,z\n`, "utf8");

async function imports(browser, lang) {
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/office/imports");
  const [template] = await Promise.all([page.waitForEvent("download"), page.click(".template")]);
  claim(lang + ": there is an empty file to fill in", template.suggestedFilename().endsWith(".xlsx"), template.suggestedFilename());
  await page.setInputFiles("input[type=file]", { name: "not.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]) });
  await page.waitForSelector(".drop .note.bad");
  claim(lang + ": an old Excel file is refused in words", /[가-힣]/.test(await page.textContent(".drop .note.bad")) === (lang === "ko"), await page.textContent(".drop .note.bad"));
  await page.setInputFiles("input[type=file]", { name: `partners-${lang}.csv`, mimeType: "text/csv", buffer: csv(lang) });
  await page.waitForFunction(() => /#\/office\/imports\/./.test(location.hash));
  await settle(page);
  claim(lang + ": what was recognised is shown, column by column", await page.locator(".mapping tbody tr").count() === 4 && await page.inputValue("select[name=column-1]") === "name_ko");
  await page.selectOption("select[name=column-2]", "kind");
  await page.waitForFunction(() => document.querySelector("select[name=column-2]").value === "kind" && document.querySelector("[aria-busy=true]") === null);
  await settle(page);
  const id = (await place(page)).split("/").at(-1);
  claim(lang + ": a column is told what it holds", (await ask("staff", "GET", "/v1/imports/" + id)).columns[1].member === "kind");
  const before = (await ask("staff", "GET", "/v1/partners?limit=1000")).items.length;
  const count = async () => (await ask("staff", "GET", "/v1/partners?limit=1000")).items.length;
  // The job has ended; what the daemon answers from follows it a moment later.
  const follows = async (wanted) => {
    const until = Date.now() + 30000;
    while (await count() !== wanted) if (Date.now() > until) return false;
    return true;
  };
  await page.click(".import-steps .actions button:nth-child(1)");
  await page.waitForSelector(".report tbody tr .tag.bad");
  claim(lang + ": the dry run reports the wrong cell, in the language read", /[가-힣]/.test((await page.textContent(".report .evidence")).replace(/기관 유형/g, "")) === (lang === "ko"), await page.textContent(".report .evidence"));
  claim(lang + ": and stores nothing", await count() === before);
  await shot(page, "import-report-" + lang);
  const [rejected] = await Promise.all([page.waitForEvent("download"), page.click(".rejected")]);
  claim(lang + ": the rejected rows come back as a workbook", rejected.suggestedFilename().endsWith(".xlsx"), rejected.suggestedFilename());
  claim(lang + ": that nothing would be stored is said before it is tried", await page.locator(".import-result .note.warn").count() === 1);
  await page.selectOption("select[name=mistakes]", "skip_rows");
  await page.waitForFunction(() => document.querySelector(".import-result .note.warn") === null);
  claim(lang + ": and no more once wrong rows are left out", true);
  await settle(page);
  await page.click(".import-steps .actions button:nth-child(1)");
  await page.waitForSelector(".import-steps .actions .primary:not(:disabled)");
  await settle(page);
  await page.waitForFunction(() => document.querySelector("progress") === null);
  await page.click(".import-steps .actions .primary");
  await page.waitForSelector(".head .tag.good");
  claim(lang + ": the right rows are stored", await follows(before + 2), await count() - before);
  await settle(page);
  await page.click(".import-steps .actions button");
  await page.waitForFunction(() => document.querySelector(".head .tag.good") === null);
  claim(lang + ": and can be taken back", await follows(before));
  await page.close();
}

async function audit(browser, lang) {
  const made = await ask("staff", "POST", "/v1/partners", { name_en: "Audited " + lang, kind: "investor" });
  await ask("staff", "PATCH", "/v1/partners/" + made.id, { name_en: "Audited again " + lang }, { "If-Match": "*" });
  const page = await enter(browser, "auditor", { lang });
  await open(page, "#/office/audit");
  await page.fill("input[name=id]", made.id);
  await page.press("input[name=id]", "Tab");
  await page.waitForFunction(() => document.querySelectorAll(".audit > li").length === 2);
  await page.click(".audit > li:first-child button");
  await page.waitForSelector(".changes");
  const told = await page.textContent(".changes");
  claim(lang + ": the audit shows what became of what", told.includes("Audited " + lang) && told.includes("Audited again " + lang), told);
  claim(lang + ": an auditor changes nothing", await page.locator(".bar nav a[href='#/partners']").count() === 0);
  await page.close();
}

async function records(browser, lang) {
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/cities/manila");
  await page.click("a[href='#/cities/manila/new-project']");
  await page.waitForSelector(".profile-form");
  await page.click(".profile-form button[type=submit]");
  await page.waitForSelector("#f-title_en-wrong");
  claim(lang + ": a project wants a title", true);
  await page.fill("#f-title_en", "Bus lanes " + lang);
  await page.fill("#f-title_ko", "버스 전용 차로 " + lang);
  await page.selectOption("#f-stage", "pending");
  await page.click(".profile-form button[type=submit]");
  await page.waitForFunction(() => location.hash === "#/cities/manila");
  await page.waitForSelector(".projects li");
  claim(lang + ": stored, it stands under its city at once", (await page.textContent(".projects")).includes(lang === "ko" ? "버스 전용 차로 ko" : "Bus lanes en"));
  const { id } = (await ask("staff", "GET", "/v1/projects?limit=1000")).items.find((p) => p.title_en === "Bus lanes " + lang);
  await page.click(`a[href='#/projects/${id}/edit']`);
  await page.waitForSelector("#f-slots");
  await page.fill("#f-slots", "3");
  await page.click(".profile-form button[type=submit]");
  await page.waitForFunction(() => location.hash === "#/cities/manila");
  claim(lang + ": and is changed", (await ask("staff", "GET", "/v1/projects/" + id)).slots === 3);
  await open(page, "#/cities/manila/edit");
  await page.fill("#f-aliases", `Maynila\nPearl of the Orient ${lang}`);
  await page.click(".profile-form button[type=submit]");
  await page.waitForFunction(() => location.hash === "#/cities/manila");
  claim(lang + ": a city gets another spelling", (await ask("staff", "GET", "/v1/cities/manila")).aliases.includes("Pearl of the Orient " + lang));
  await open(page, "#/office/meetings/new");
  await page.fill("#f-name_en", "Review " + lang);
  await page.fill("#f-name_ko", "점검 회의 " + lang);
  await page.fill("#f-date_start", "2027-03-02");
  await page.click(".profile-form button[type=submit]");
  await page.waitForFunction(() => location.hash === "#/office/meetings");
  await settle(page);
  claim(lang + ": a meeting stands in the calendar", (await page.textContent("tbody")).includes(lang === "ko" ? "점검 회의 ko" : "Review en"));
  await open(page, "#/office/policies/new");
  await page.fill("#f-id", `test-${lang}`);
  await page.fill("#f-weights-category", "241");
  await page.click(".profile-form button[type=submit]");
  await page.waitForSelector(".note.bad");
  claim(lang + ": weights that do not sum up are refused", await page.locator(".note.bad .link").count() > 0);
  await page.fill("#f-weights-sector", "159");
  await page.click(".profile-form button[type=submit]");
  await page.waitForFunction(() => location.hash === "#/office/policies");
  claim(lang + ": a new policy is stored", (await ask("staff", "GET", `/v1/policies/test-${lang}`)).weights.category === 241);
  await page.close();
}

async function sources(browser, lang) {
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/office/sources");
  claim(lang + ": the sources of 2018 are there", (await page.textContent("tbody")).includes("asean_talks_2018_05"));
  await page.click(".head .actions a");
  await page.fill("#f-id", "census_" + lang);
  await page.fill("#f-name_en", "Census " + lang);
  await page.click(".profile-form button[type=submit]");
  await page.waitForSelector("#f-name_ko-wrong");
  claim(lang + ": a source wants a name in both languages", /[가-힣]/.test(await page.textContent("#f-name_ko-wrong")) === (lang === "ko"));
  await page.fill("#f-name_ko", "인구 조사 " + lang);
  await page.click(".profile-form button[type=submit]");
  await page.waitForFunction(() => location.hash === "#/office/sources");
  await settle(page);
  claim(lang + ": stored, it stands among them", (await page.textContent("tbody")).includes(lang === "ko" ? "인구 조사 ko" : "Census en"));
  await page.close();
}

async function persons(browser, lang) {
  const email = `asks.${lang}@example.org`;
  const partner = await ask("staff", "POST", "/v1/partners", { name_en: "Keeps a person " + lang, kind: "investor", contacts: [{ name: "한가람", email }] });
  const find = async (page) => {
    await open(page, "#/office/persons");
    await page.fill("input[name=person]", email);
    await page.click("main form button[type=submit]");
    await page.waitForSelector(".places li, .card h2");
    await settle(page);
  };
  const staff = await enter(browser, "staff", { lang });
  await find(staff);
  const told = await staff.textContent(".places");
  claim(lang + ": all that is kept of a person is shown, where it is kept", told.includes("한가람") && told.includes(partner.id) && await staff.locator(".places li").count() >= 2, told);
  claim(lang + ": staff erase nobody", await staff.locator(".forget").count() === 0);
  const [file] = await Promise.all([staff.waitForEvent("download"), staff.click(".save-person")]);
  const kept = JSON.parse(await readFile(await file.path(), "utf8"));
  claim(lang + ": and comes as a file to hand over", file.suggestedFilename() === email + ".json" && kept.email === email && kept.places.some((p) => p.document.name === "한가람"), kept);
  await staff.close();

  const admin = await enter(browser, "admin", { lang });
  await find(admin);
  await admin.click(".forget");
  claim(lang + ": erasing is asked twice", (await ask("staff", "GET", "/v1/partners/" + partner.id)).contacts.length === 1);
  await admin.click(".danger");
  await admin.waitForSelector(".note.good");
  await admin.waitForFunction(() => document.querySelector(".places") === null);
  claim(lang + ": it is told where the person was erased", (await admin.textContent(".note.good .terms div:first-child dd")) === "1", await admin.textContent(".note.good"));
  claim(lang + ": and nothing is kept any more", (await ask("staff", "GET", "/v1/persons?email=" + encodeURIComponent(email))).places.length === 0);
  await admin.close();
}

export async function office(browser, lang) {
  await attempt(browser, `imports ${lang}`, () => imports(browser, lang));
  await attempt(browser, `audit ${lang}`, () => audit(browser, lang));
  await attempt(browser, `records ${lang}`, () => records(browser, lang));
  await attempt(browser, `sources ${lang}`, () => sources(browser, lang));
  await attempt(browser, `persons ${lang}`, () => persons(browser, lang));
}
