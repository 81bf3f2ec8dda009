// The page shown is what stands after "#": "#/partners/acme?q=..." can be bookmarked and sent.
import { signal } from "./signal";

export type Route = { path: string[]; query: URLSearchParams };

function read(): Route {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").filter((s) => s !== "").map(decodeURIComponent), query: new URLSearchParams(query) };
}

export const routeSignal = signal<Route>(read());
addEventListener("hashchange", () => routeSignal.set(read()));

export function href(...path: string[]): string {
  return "#/" + path.map(encodeURIComponent).join("/");
}

export function go(to: string) {
  location.hash = to;
}

/** Changes the query of the page shown, without a step in the history. */
export function requery(query: URLSearchParams) {
  const path = location.hash.replace(/^#/, "").split("?")[0] ?? "/";
  const text = query.toString();
  history.replaceState(null, "", "#" + path + (text === "" ? "" : "?" + text));
  routeSignal.set(read());
}
