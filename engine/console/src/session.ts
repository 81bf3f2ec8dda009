// Who is signed in, and what was loaded for it.
import { token } from "./client";
import { signal } from "./signal";
import { loadNetwork, type Network } from "./reference";

export const session = signal<Network | null>(null);

/** Throws a Trouble when the token is not good, or the service away. */
export async function signIn(secret: string) {
  token.set(secret);
  try {
    session.set(await loadNetwork());
  } catch (e) {
    token.forget();
    throw e;
  }
}

/** Goes on with the token that the tab still has. A token that is no longer good is forgotten. */
export async function resume() {
  session.set(await loadNetwork());
}

export function signOut() {
  token.forget();
  session.set(null);
  location.hash = "#/";
}
