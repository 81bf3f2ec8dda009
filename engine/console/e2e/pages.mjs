// Every page, in both languages, at three widths, light and dark: nothing sticks out, no label
// covers another, axe finds nothing, the browser has nothing to say; and a picture of each.
import { accessible, complaints, looksRight } from "./browser.mjs";
import { ask, fresh, open, settle, shot, signIn, TOKENS, URL_ } from "./person.mjs";

export const PARTNER = "demo_nalsaendol_transit";
const MEETING = "amm_51_2018_08";
export const LONG_NAME = "한국" + "광역도시통합교통정보기술연구개발".repeat(6) + " 주식회사";

const second = (of) => async (p) => { await p.click(`${of} .switch button:nth-child(2)`); await settle(p); };

/** What the pages show must be there before: a list, an empty one, and a partner with a long name. */
export async function prepare() {
  const list = await ask("staff", "POST", "/v1/pairing-lists", { meeting: MEETING });
  const empty = await ask("staff", "POST", "/v1/pairing-lists", { meeting: MEETING, floor: 10000000 });
  const replacing = await ask("staff", "POST", "/v1/pairing-lists", {
    meeting: MEETING, replaces: list.id, bans: [{ partner: list.pairings[0].partner.id, city: list.pairings[0].city.id }],
  });
  await ask("staff", "POST", `/v1/pairing-lists/${replacing.id}/propose`, { note: "Please look at Bandar Seri Begawan. 반다르세리베가완을 보아 주십시오." });
  const long = await ask("staff", "POST", "/v1/partners", { name_ko: LONG_NAME, name_en: "Metropolitan-Transport-Information-Technology-Research-and-Development-Corporation-of-Korea", kind: "public_agency", country: "KR" });
  const job = await ask("staff", "POST", "/v1/pairing-lists", { meeting: MEETING }, { Prefer: "respond-async" });
  const file = "name_ko,name_en,kind,country\n가나다 회사,Ganada,rocket,KR\n라마바 회사,Ramaba,investor,KR\n";
  const upload = await fetch(URL_ + "/v1/imports?name=" + encodeURIComponent("파트너 명단.csv"), {
    method: "POST", body: file, headers: { Authorization: "Bearer " + TOKENS.staff, "Content-Type": "application/octet-stream" },
  }).then((r) => r.json());
  await ask("staff", "POST", `/v1/imports/${upload.id}/check`);
  const person = "person.of.pages@example.org";
  await ask("staff", "POST", "/v1/partners", { name_en: "Has a person", kind: "investor", contacts: [{ name: "이보라 Lee Bora", email: person, phone: "+82 2 0000 0000" }] });
  return { person, import: upload.id, list: list.id, empty: empty.id, replacing: replacing.id, long: long.id, job: job.id };
}

function pages(made) {
  return [
    ["sign-in", null],
    ["network", "#/network"],
    ["network-map", "#/network", second(".head")],
    ["network-table", "#/network", (p) => p.click(".head .switch button:nth-child(3)")],
    ["network-tried", "#/network", (p) => p.locator("input[name=density-threshold]").fill("-40")],
    ["city", "#/cities/makassar", async (p) => { await p.click(".projects button"); await settle(p); }],
    ["city-without-project", "#/cities/manila"],
    ["partners", "#/partners"],
    ["partners-none", "#/partners?q=zzzzzz"],
    ["partner", "#/partners/" + PARTNER, (p) => p.click(".ranking > li .more button")],
    ["partner-profile", "#/partners/" + PARTNER, second(".head")],
    ["partner-what-if", "#/partners/" + PARTNER, async (p) => {
      await p.evaluate(() => { document.querySelector("details.weights").open = true; });
      await p.click(".weights .switch button:nth-child(2)");
    }],
    ["partner-blocked", "#/partners/demo_mundadeum_works"],
    ["partner-long-name", "#/partners/" + made.long],
    ["partner-edit", `#/partners/${PARTNER}/edit`],
    ["partner-new", "#/partners/new", async (p) => {
      await p.fill("[name=name_en]", "Nalsaendol Transit Operation");
      await p.click(".profile-form button[type=submit]");
      await p.waitForSelector(".wrong");
    }],
    ["lists", "#/lists"],
    ["list", "#/lists/" + made.list, (p) => p.click(".ranking > li .more button")],
    ["list-matrix", "#/lists/" + made.list, async (p) => {
      await p.click(".pairings .switch button:nth-child(2)");
      await p.locator(".cell:not(.paired)").first().click();
      await settle(p);
    }],
    ["list-tried", "#/lists/" + made.list, async (p) => {
      await p.click(".ranking > li .more button");
      await p.click(".line-tools button:nth-child(2)");
      await p.waitForSelector(".trial .shifts");
    }],
    ["list-proposed", "#/lists/" + made.replacing, (p) => p.click(".life .actions button")],
    ["list-empty", "#/lists/" + made.empty],
    ["new-list", "#/lists/new", (p) => p.click(".rules summary")],
    ["jobs", "#/office/jobs"],
    ["job", "#/office/jobs/" + made.job],
    ["policies", "#/office/policies"],
    ["imports", "#/office/imports"],
    ["import", "#/office/imports/" + made.import],
    ["audit", "#/office/audit", (p) => p.click(".audit button")],
    ["meetings", "#/office/meetings"],
    ["sources", "#/office/sources"],
    ["source-new", "#/office/sources/new"],
    ["persons", "#/office/persons", async (p) => {
      await p.fill("input[name=person]", made.person);
      await p.click("main form button[type=submit]");
      await p.waitForSelector(".places li");
    }],
    ["policy-new", "#/office/policies/new"],
    ["city-edit", "#/cities/makassar/edit"],
    ["project-new", "#/cities/makassar/new-project"],
    ["users", "#/office/users"],
    ["user-new", "#/office/users/new"],
    ["tokens", "#/office/tokens", (p) => p.click(".new-token")],
    ["account", "#/account"],
    ["not-there", "#/partners/none_such"],
    ["no-page", "#/elsewhere"],
  ];
}

/** Where axe looks too: it takes longer than all else, and widths between these bring it nothing new. */
const HEARD = ["en-1280", "ko-390", "ko-1280-dark"];

/** What the browser itself says of an answer that we asked for on purpose. */
const EXPECTED = { "not-there": "404", "partner-new": "422" };

export async function walk(browser, made, lang, width, theme) {
  const name = `${lang}-${width}${theme === "dark" ? "-dark" : ""}`;
  const page = await fresh(browser, { lang, theme, width });
  const said = complaints(page);
  for (const [what, at, act] of pages(made)) {
    if (at === null) await page.waitForSelector("form button[type=submit]");
    else await open(page, at);
    if (act !== undefined) await act(page);
    await page.evaluate(() => document.fonts.ready);
    const expected = EXPECTED[what];
    await looksRight(page, `${name} ${what}`, () => said().filter((s) => expected === undefined || !s.includes(expected)));
    if (HEARD.includes(name)) await accessible(page, `${name} ${what}`);
    await shot(page, `${what}-${name}`);
    if (at === null) await signIn(page);
  }
  page.removeAllListeners("dialog");
  await page.close({ runBeforeUnload: false });
}
