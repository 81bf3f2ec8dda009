// Which language is read, and the theme. Both are remembered; neither is a secret.
import { signal } from "./signal";

export type Lang = "en" | "ko";
export type Theme = "light" | "dark";

const storedLang = localStorage.getItem("lang");
const startLang: Lang = storedLang === "en" || storedLang === "ko" ? storedLang
  : navigator.language.toLowerCase().startsWith("ko") ? "ko" : "en";

export const langSignal = signal<Lang>(startLang);
export const lang = langSignal.get;

export function setLang(next: Lang) {
  localStorage.setItem("lang", next);
  document.documentElement.lang = next;
  langSignal.set(next);
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const storedTheme = localStorage.getItem("theme");
const chosen = (): Theme => dark.matches ? "dark" : "light";

export const themeSignal = signal<Theme>(storedTheme === "dark" || storedTheme === "light" ? storedTheme : chosen());

export function setTheme(next: Theme) {
  localStorage.setItem("theme", next);
  document.documentElement.dataset.theme = next;
  themeSignal.set(next);
}

document.documentElement.lang = startLang;
document.documentElement.dataset.theme = themeSignal.get();
dark.addEventListener("change", () => {
  if (localStorage.getItem("theme") === null) {
    document.documentElement.dataset.theme = chosen();
    themeSignal.set(chosen());
  }
});

type Named = { name_en?: string | null; name_ko?: string | null };
type Titled = { title_en: string; title_ko: string };

/** The name in the language read; the other where that one is missing. */
export function nameOf(x: Named): string {
  return (lang() === "ko" ? x.name_ko ?? x.name_en : x.name_en ?? x.name_ko) ?? "";
}

export function titleOf(x: Titled): string {
  return lang() === "ko" ? x.title_ko : x.title_en;
}

export function sentenceOf(x: { en: string; ko: string }): string {
  return x[lang()];
}

/** "12,345", "0.5": digits as both languages write them. */
export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(lang(), { maximumFractionDigits: digits }).format(value);
}

/** A score of 0..10,000,000 as 0.00..100.00. */
export function points(score: number): string {
  const hundredths = Math.trunc(score / 1000);
  return number(Math.trunc(hundredths / 100)) + "." + String(hundredths % 100).padStart(2, "0");
}

export function day(iso: string): string {
  const [y, m, d] = iso.slice(0, 10).split("-").map(Number);
  return new Intl.DateTimeFormat(lang(), { dateStyle: "medium", timeZone: "UTC" })
    .format(Date.UTC(y ?? 0, (m ?? 1) - 1, d ?? 1));
}

export function moment(iso: string): string {
  return new Intl.DateTimeFormat(lang(), { dateStyle: "medium", timeStyle: "short" }).format(new Date(iso));
}

/** "th" as "Thai", "태국어". */
export function languageName(code: string): string {
  return new Intl.DisplayNames(lang(), { type: "language" }).of(code) ?? code;
}

/** "1.5 MB". */
export function bytes(size: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(size, 1)) / 3), 3);
  return number(size / 1000 ** power, power === 0 ? 0 : 1) + " " + ["B", "kB", "MB", "GB"][power];
}
