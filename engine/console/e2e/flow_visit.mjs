// Coming and going: signing in and out, an outage, the language; and the network.
import { attempt, claim } from "./browser.mjs";
import { ask, enter, fresh, open, place, settle, signIn } from "./person.mjs";

async function strangers(browser, lang) {
  const page = await fresh(browser, { lang });
  if (await page.locator(".by-token").count() > 0) await page.click(".by-token");
  await page.fill("input[name=token]", "twn_wrong");
  await page.click("form:has(input[name=token]) button[type=submit]");
  await page.waitForSelector(".note.bad");
  claim(lang + ": a wrong token is told in words", /[가-힣]/.test(await page.textContent(".note.bad")) === (lang === "ko"));
  claim(lang + ": and not kept", await page.evaluate(() => sessionStorage.getItem("twinning-token")) === null);
  await signIn(page);
  await page.route("**/v1/partners?*", (r) => r.fulfill({ status: 503, contentType: "application/problem+json", body: '{"title":"x","detail":"The database is away."}' }));
  await page.evaluate(() => { location.hash = "#/partners"; });
  await page.waitForSelector(".note.bad button");
  claim(lang + ": an outage is told", (await page.textContent(".note.bad")).includes("The database is away."));
  await page.unroute("**/v1/partners?*");
  await page.click(".note.bad button");
  await page.waitForSelector("table.stack");
  claim(lang + ": and can be tried again", await page.locator("tbody tr").count() >= 40, await page.locator("tbody tr").count());
  await page.reload();
  await page.waitForSelector("table.stack");
  claim(lang + ": a reload stays signed in, on its page", (await place(page)) === "#/partners");
  await page.click(`header .switch button[lang=${lang === "ko" ? "en" : "ko"}]`);
  claim(lang + ": the language changes in place", /[가-힣]/.test(await page.textContent("h1")) === (lang !== "ko"));
  await page.click(".leave");
  await page.waitForSelector("form button[type=submit]");
  claim(lang + ": signing out forgets the token", await page.evaluate(() => sessionStorage.getItem("twinning-token")) === null);
  await page.close();
}

async function network(browser, lang) {
  const page = await enter(browser, "staff", { lang });
  await open(page, "#/network");
  await page.hover(".city[href='#/cities/makassar'] .dot");
  claim(lang + ": pointing at a city shows its membership", await page.locator(".beside .members li").count() === 4);
  claim(lang + ": and its rival densities", await page.locator(".rivals circle").count() === 2);
  await page.focus(".city[href='#/cities/singapore']");
  const name = await page.textContent(".beside .name strong");
  claim(lang + ": so does the keyboard", ["Singapore", "싱가포르"].includes(name), name);
  await page.selectOption("select[name=source]", "action_plans_2018_07");
  const cities = (await ask("staff", "GET", "/v1/cities?limit=1000")).items;
  const listed = await page.locator(".moved-list a").evaluateAll((of) => of.map((a) => a.getAttribute("href").split("/").at(-1)).sort());
  const other = (await ask("staff", "GET", "/v1/policies")).items.find((p) => p.density_sources[0] === "action_plans_2018_07");
  claim(lang + ": another source moves the cities whose type depends on it", other !== undefined && listed.length > 0
    && listed.join() === cities.filter((c) => c.quadrant_flips).map((c) => c.id).sort().join(), listed);
  await page.click(".policy-trial button");
  claim(lang + ": and back, nobody moves", await page.locator(".moved-list a").count() === 0);
  await page.click(".head .switch button:nth-child(2)");
  await page.waitForSelector(".on-map");
  claim(lang + ": every city with a point is on the map", await page.locator(".on-map").count() === cities.filter((c) => c.latitude !== null).length);
  claim(lang + ": GeoNames is credited", (await page.textContent("main")).includes("GeoNames"));
  await page.focus(".city[href='#/cities/singapore']");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".facts");
  claim(lang + ": a city opens from there", (await place(page)) === "#/cities/singapore");
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  claim(lang + ": the heading has the focus", true);
  claim(lang + ": facts stand side by side, by source", await page.locator(".facts thead th").count() === 3);
  await settle(page);
  claim(lang + ": candidates stand below", await page.locator(".ranking > li").count() === 10);
  const { total } = await ask("staff", "GET", "/v1/cities/singapore/candidates?limit=1");
  claim(lang + ": and how many there are", (await page.textContent(".card:has(.ranking) .actions")).includes(String(total)));
  for (let shown = 10; shown < total; shown += 10) {
    await page.click(".card:has(.ranking) .actions button");
    await page.waitForFunction((n) => document.querySelectorAll(".ranking > li").length > n, shown);
  }
  claim(lang + ": the others can be had too, each once", new Set(await page.locator(".ranking > li .rank").allTextContents()).size === total
    && await page.locator(".card:has(.ranking) .actions").count() === 0);
  await page.close();
}

async function search(browser, lang) {
  const page = await enter(browser, "staff", { lang });
  await page.fill("input[name=search]", "Luang Prahang");
  await page.waitForSelector(".search .found li");
  claim(lang + ": a misspelt city is found", (await page.textContent(".search .found li:first-child")).startsWith(lang === "ko" ? "루앙프라방" : "Luang Prabang"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#/cities/luang_prabang");
  claim(lang + ": and opened by the keyboard", await page.inputValue("input[name=search]") === "");
  await page.fill("input[name=search]", "날쌘 돌");
  await page.waitForSelector(".search .found li");
  await page.click(".search .found li:has-text('Nalsaendol'), .search .found li:has-text('날쌘돌')");
  await page.waitForFunction(() => location.hash === "#/partners/demo_nalsaendol_transit");
  claim(lang + ": spaces do not matter", true);
  await page.fill("input[name=search]", "zzqqxxzz");
  await page.waitForFunction(() => document.querySelector(".search .found-none").textContent !== "");
  claim(lang + ": what is nowhere is said to be nowhere", await page.locator(".search .found").isHidden());
  await page.close();
}

/** What a company or a city says to what is proposed. */
async function answers(browser, lang) {
  const list = await ask("staff", "POST", "/v1/pairing-lists", { meeting: "amm_51_2018_08" });
  await ask("staff", "POST", `/v1/pairing-lists/${list.id}/propose`, {});
  const own = list.pairings.find((p) => p.partner.id === "demo_nalsaendol_transit");
  // Newest first, so the line of this list stands on top.
  const line = (page) => page.locator(".proposals > li").first();
  const open = (page) => page.locator(".proposals .accept").count();
  const page = await enter(browser, "company", { lang });
  await page.click("a[href='#/proposals']");
  await page.waitForSelector(".proposals > li");
  claim(lang + ": a company sees what is proposed to it, and why", (await line(page).textContent()).includes(own.shown));
  const waiting = await open(page);
  await line(page).locator(".accept").click();
  await page.waitForFunction((n) => document.querySelectorAll(".proposals .accept").length === n - 1, waiting);
  const stages = (await ask("staff", "GET", "/v1/pairing-lists/" + list.id)).stages;
  claim(lang + ": it accepts for its own side", stages.length > 0 && stages.every((s) => s.number === own.number) && stages.at(-1).stage === "accepted" && stages.at(-1).side === "partner", stages);
  await page.close();

  const mine = list.pairings.filter((p) => p.city.id === "manila");
  const officer = await enter(browser, "city", { lang });
  await officer.click("a[href='#/proposals']");
  await officer.waitForSelector(".proposals > li");
  claim(lang + ": so does a city", (await officer.textContent(".proposals")).includes(mine[0].shown));
  await line(officer).locator(".decline").click();
  await officer.fill("textarea[name=reason]", "예산이 없습니다. No budget.");
  await line(officer).locator("button[type=submit]").click();
  await officer.waitForFunction(() => document.querySelector(".proposals > li:first-child .events")?.textContent.includes("예산이 없습니다"));
  claim(lang + ": it declines, with its reason, and is asked no more", await line(officer).locator(".answer").count() === 0);
  await officer.close();
}

export async function visits(browser, lang) {
  await attempt(browser, `strangers ${lang}`, () => strangers(browser, lang));
  await attempt(browser, `search ${lang}`, () => search(browser, lang));
  await attempt(browser, `answers ${lang}`, () => answers(browser, lang));
  await attempt(browser, `network ${lang}`, () => network(browser, lang));
}
