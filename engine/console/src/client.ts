// How the console speaks with the daemon: the caller's secret, the language, and what
// became of a request. An answer that is no success is thrown as a Trouble.
import createClient from "openapi-fetch";
import type { paths } from "./contract";
import { lang } from "./language";

/** An answer has every member, if only as null or an empty list; what a client sends may leave some out. */
export type Whole<T> = T extends (infer U)[] ? Whole<U>[]
  : T extends object ? { [K in keyof T]-?: Whole<Exclude<T[K], undefined>> } : T;

export type FieldTrouble = { pointer: string; detail: string };

/** Why there is no answer. Status 0: the daemon could not be reached. */
export class Trouble extends Error {
  constructor(readonly status: number, title: string, readonly detail: string, readonly fields: FieldTrouble[] = [],
    readonly code = "") {
    super(title);
  }
}

const kept = "twinning-token";

/** The token lives as long as the tab does, and nowhere else. */
export const token = {
  get: () => sessionStorage.getItem(kept),
  set: (secret: string) => sessionStorage.setItem(kept, secret),
  forget: () => sessionStorage.removeItem(kept),
};

/** What every request carries besides what it asks. */
function carry(headers: Headers) {
  const secret = token.get();
  if (secret !== null) headers.set("Authorization", "Bearer " + secret);
  headers.set("Accept-Language", lang());
}

export const client = createClient<paths>({ baseUrl: location.origin });
client.use({
  onRequest({ request }) {
    carry(request.headers);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return error;
    return new Trouble(0, "", "");
  },
});

type Problem = { title?: string; detail?: string; code?: string; errors?: { pointer?: string; parameter?: string; detail: string }[] };

export function troubleOf(status: number, problem: unknown): Trouble {
  const p = (typeof problem === "object" && problem !== null ? problem : {}) as Problem;
  return new Trouble(status, p.title ?? "", p.detail ?? "",
    (p.errors ?? []).map((e) => ({ pointer: e.pointer ?? e.parameter ?? "", detail: e.detail })), p.code ?? "");
}

type Asked<T> = Promise<{ data?: T; error?: unknown; response: Response }>;

/** The answer itself, or a thrown Trouble. */
export async function answer<T>(asked: Asked<T>): Promise<Whole<T>> {
  return (await tagged(asked)).value;
}

export type Tagged<T> = { value: T; tag: string };

/** The answer and its ETag, which a change of it must name. */
export async function tagged<T>(asked: Asked<T>): Promise<Tagged<Whole<T>>> {
  const { data, error, response } = await asked;
  if (!response.ok || data === undefined) throw troubleOf(response.status, error);
  return { value: data as Whole<T>, tag: response.headers.get("ETag") ?? "*" };
}

/** Makes a request safe to repeat; made when the thing to be done is first known. */
export const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(16).padStart(8, "0")).join("-");

/** A request that the contract's types do not cover: bytes up or down, or a stream. */
export async function bare(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  carry(headers);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers });
  } catch (e) {
    if (e instanceof DOMException && e.name === "AbortError") throw e;
    throw new Trouble(0, "", "");
  }
  if (!response.ok) throw troubleOf(response.status, await response.json().catch(() => null));
  return response;
}

/** The data of each event of a stream (text/event-stream), until it ends. */
export async function* events(path: string, signal: AbortSignal): AsyncGenerator<unknown> {
  const response = await bare(path, { headers: { Accept: "text/event-stream" }, signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = block.split("\n").filter((l) => l.startsWith("data:")).map((l) => l.slice(5).trimStart()).join("\n");
      if (data !== "") yield JSON.parse(data);
    }
  }
}

/** A file, and the name that the daemon gives it. */
export async function download(path: string): Promise<{ bytes: Blob; name: string | null }> {
  const response = await bare(path);
  const said = response.headers.get("Content-Disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(said)?.[1], plain = /filename="([^"]+)"/i.exec(said)?.[1];
  return { bytes: await response.blob(), name: encoded !== undefined ? decodeURIComponent(encoded) : plain ?? null };
}

/** Hands a file to the reader. */
export function saveAs(bytes: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
