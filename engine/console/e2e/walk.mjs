// The console as a person uses it, in Chromium: every page, then each flow in both languages.
// Run by `npm run e2e`, under tests/with_daemon.py. Pictures go to CONSOLE_SHOTS; ONLY=words
// runs what has one of them in its name.
import { attempt, failed, passed, withBrowser } from "./browser.mjs";
import { lists } from "./flow_list.mjs";
import { partners } from "./flow_partner.mjs";
import { office } from "./flow_office.mjs";
import { people } from "./flow_people.mjs";
import { visits } from "./flow_visit.mjs";
import { prepare, walk } from "./pages.mjs";
import { LANGS, WIDTHS } from "./person.mjs";

const ONLY = (process.env.ONLY ?? "").split(" ").filter((s) => s !== "");
const wanted = (name) => ONLY.length === 0 || ONLY.some((o) => name.includes(o));

const looks = LANGS.flatMap((lang) => Object.keys(WIDTHS).map((width) => [lang, Number(width), "light"]))
  .concat([["ko", 1280, "dark"], ["en", 390, "dark"]])
  .filter(([lang, width, theme]) => wanted(`pages-${lang}-${width}-${theme}`));
const flows = { visits, people, partners, lists, office };

await withBrowser(async (browser) => {
  if (looks.length > 0) {
    const made = await prepare();
    for (const look of looks) await attempt(browser, "pages " + look.join("-"), () => walk(browser, made, ...look));
  }
  for (const [name, flow] of Object.entries(flows))
    for (const lang of LANGS)
      if (wanted(`${name}-${lang}`)) await flow(browser, lang);
});
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
