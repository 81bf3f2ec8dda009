// What the console says, in the language read.
import { lang } from "./language";
import { words } from "./words";

export type Key = keyof typeof words;

/** The words, with {0}, {1} ... filled in. */
export function say(key: Key, ...values: (string | number)[]): string {
  return words[key][lang()].replace(/\{(\d)\}/g, (_, i: string) => String(values[Number(i)] ?? ""));
}
