// People: users, passwords, sessions and tokens; jobs and what else is managed.
import { attempt, claim } from "./browser.mjs";
import { ask, enter, fresh, open, settle, shot, URL_ } from "./person.mjs";

const PASSWORD = "correct horse battery staple";

async function users(browser, lang) {
  const email = `mina.${lang}@example.org`;
  const admin = await enter(browser, "admin", { lang });
  await open(admin, "#/office/users/new");
  await admin.fill("#f-name", "김민아 Kim Mina");
  await admin.fill("#f-email", "not an address");
  await admin.selectOption("#f-role", "staff");
  await admin.selectOption("#f-language", lang);
  await admin.click(".profile-form button[type=submit]");
  await admin.waitForSelector("#f-email-wrong");
  claim(lang + ": a wrong address is said at its field", /[가-힣]/.test(await admin.textContent("#f-email-wrong")) === (lang === "ko"));
  await admin.fill("#f-email", email);
  await admin.click(".profile-form button[type=submit]");
  await admin.waitForSelector("input[name=new-password]");
  await admin.fill("input[name=new-password]", PASSWORD);
  await admin.click(".password-form button[type=submit]");
  await admin.waitForFunction(() => /#\/office\/users\/./.test(location.hash) && document.querySelector("input[name=new-password]")?.value === "");
  await settle(admin);

  const page = await fresh(browser, { lang });
  await page.evaluate(() => localStorage.removeItem("twinning-session"));
  await page.reload();
  await page.fill("input[name=email]", email);
  await page.fill("input[name=password]", "something else entirely");
  await page.click("form button[type=submit]");
  await page.waitForSelector(".note.bad");
  claim(lang + ": a wrong password is told in words", /[가-힣]/.test(await page.textContent(".note.bad")) === (lang === "ko"));
  claim(lang + ": the address stays", await page.inputValue("input[name=email]") === email);
  await page.fill("input[name=password]", PASSWORD);
  await page.click("form button[type=submit]");
  await page.waitForSelector("nav a");
  claim(lang + ": signed in by password, one is called by name", (await page.textContent(".me")).includes("김민아"));
  claim(lang + ": and no script can read what opens the door", await page.evaluate(() => document.cookie === "" && sessionStorage.getItem("twinning-token") === null));
  await page.reload();
  await page.waitForSelector("nav a");
  claim(lang + ": a reload stays signed in", true);
  const made = await page.evaluate(async () => (await fetch("/v1/partners", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name_en: "By session", kind: "investor" }) })).status);
  claim(lang + ": the session may write", made === 201, made);

  await open(page, "#/account");
  await page.click(".new-token");
  await page.fill(".panel [name=name]", "보고서 report");
  await page.click(".panel button[type=submit]");
  await page.waitForSelector(".secret code");
  const secret = await page.textContent(".secret code");
  const used = await fetch(URL_ + "/v1/me", { headers: { Authorization: "Bearer " + secret } });
  claim(lang + ": a token of one's own opens the service", used.status === 200 && (await used.json()).user.email === email);
  await shot(page, "account-" + lang);
  await page.click(".secret button:last-child");
  claim(lang + ": its secret is gone afterwards", !(await page.content()).includes(secret));
  const row = page.locator("tr", { hasText: "보고서" });
  await row.locator(".row-actions button:last-child").click();
  await row.locator(".danger").click();
  await page.waitForFunction(() => ![...document.querySelectorAll("tbody th")].some((th) => th.textContent.includes("보고서")));
  claim(lang + ": revoked, it opens nothing", (await fetch(URL_ + "/v1/me", { headers: { Authorization: "Bearer " + secret } })).status === 401);

  await open(admin, "#/office/users");
  await admin.fill("input[name=q]", email);
  await admin.waitForFunction((e) => document.querySelectorAll("tbody tr").length === 1 && document.body.textContent.includes(e), email);
  await admin.click("tbody th a");
  await admin.waitForSelector("#f-state");
  await admin.selectOption("#f-state", "disabled");
  await admin.click(".profile-form button[type=submit]");
  await admin.waitForFunction(() => location.hash === "#/office/users");
  await page.evaluate(() => { location.hash = "#/partners"; });
  await page.waitForSelector(".note.bad button");
  claim(lang + ": who is disabled is shut out at once", true);
  await page.click(".note.bad button");
  await page.waitForSelector("form button[type=submit]");
  await page.close();
  await admin.close();
}

async function jobs(browser, lang) {
  const job = await ask("staff", "POST", "/v1/pairing-lists", { meeting: "amm_51_2018_08" }, { Prefer: "respond-async" });
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/office/jobs");
  await page.click(`a[href='#/office/jobs/${job.id}']`);
  await page.waitForSelector("a[href^='#/lists/']");
  claim(lang + ": a job tells what came of it", await page.locator(".tag.good").count() === 1);
  await page.click(".head .actions button");
  await page.waitForFunction((id) => location.hash.startsWith("#/office/jobs/") && !location.hash.endsWith(id), job.id);
  await page.waitForSelector(".terms a");
  claim(lang + ": run again, it names the one before", (await page.getAttribute(".terms a", "href")).endsWith(job.id));
  await open(page, "#/office/policies");
  const policies = (await ask("staff", "GET", "/v1/policies")).items;
  claim(lang + ": every policy shows its weights", await page.locator(".weight-table tbody tr").count() === 8 * policies.length);
  claim(lang + ": staff manage no users", await page.locator(".rooms a[href='#/office/users']").count() === 0);
  await page.close();
}

export async function people(browser, lang) {
  await attempt(browser, `users ${lang}`, () => users(browser, lang));
  await attempt(browser, `jobs ${lang}`, () => jobs(browser, lang));
}
