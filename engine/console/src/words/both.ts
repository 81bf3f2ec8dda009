/** One row a text: a language left out does not compile. */
export type Both = { en: string; ko: string };
export type Words = Record<string, Both>;
