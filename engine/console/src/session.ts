// Who is signed in, and what was loaded for it. A session lives in a cookie that no script can
// read; that there is one is all that is remembered. A token lives as long as its tab.
import { people } from "./api_people";
import { token } from "./client";
import { setLang } from "./language";
import { loadNetwork, type Network } from "./reference";
import { signal } from "./signal";

export const session = signal<Network | null>(null);

const FLAG = "twinning-session";
const flagged = {
  get: () => localStorage.getItem(FLAG) !== null,
  set: () => localStorage.setItem(FLAG, "1"),
  forget: () => localStorage.removeItem(FLAG),
};

export const mayResume = () => token.get() !== null || flagged.get();

/** Throws a Trouble when the token is not good, or the service away. */
export async function signInByToken(secret: string) {
  token.set(secret);
  try {
    session.set(await loadNetwork());
  } catch (e) {
    token.forget();
    throw e;
  }
}

export async function signInByPassword(email: string, password: string) {
  const me = await people.signIn(email, password);
  token.forget();
  flagged.set();
  if (me.user?.language != null) setLang(me.user.language);
  session.set(await loadNetwork());
}

/** Goes on with the session of the browser, or the token that the tab still has. */
export async function resume() {
  session.set(await loadNetwork());
}

export function signOut() {
  // What cannot be told to the daemon now runs out by itself.
  if (flagged.get() && token.get() === null) people.signOut().catch(() => undefined);
  token.forget();
  flagged.forget();
  session.set(null);
  location.hash = "#/";
}
