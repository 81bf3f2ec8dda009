// The API of people: sessions, users, tokens.
import type { Schemas } from "./api";
import { answer, client, tagged, type Whole } from "./client";

export type User = Whole<Schemas["User"]>;
export type Token = Whole<Schemas["Token"]>;
export type TokenRequest = Schemas["TokenRequest"];

const PAGE = 100;
const keyed = (key: string) => ({ header: { "Idempotency-Key": key } });
const done = async (asked: Promise<{ error?: unknown; response: Response }>) => {
  const { error, response } = await asked;
  await answer(Promise.resolve({ data: true, error, response }));
};

export const people = {
  signIn: (email: string, password: string) => answer(client.POST("/v1/sessions", { body: { email, password } })),
  signOut: () => done(client.DELETE("/v1/sessions/current")),

  users: (q: string, cursor: string | undefined, signal?: AbortSignal) =>
    answer(client.GET("/v1/users", { params: { query: { limit: PAGE, cursor, ...(q === "" ? {} : { q }) } }, signal })),
  user: (id: string) => tagged(client.GET("/v1/users/{id}", { params: { path: { id } } })),
  createUser: (body: Schemas["User"], key: string) => answer(client.POST("/v1/users", { body, params: keyed(key) })),
  changeUser: (id: string, change: Record<string, unknown>, tag: string) =>
    tagged(client.PATCH("/v1/users/{id}", {
      body: change as never, params: { path: { id }, header: { "If-Match": tag } }, headers: { "Content-Type": "application/merge-patch+json" },
    })),
  /** Without a key: to set the same password twice does no harm. */
  setPassword: (id: string, password: string, current: string | null) =>
    done(client.POST("/v1/users/{id}/password", { body: current === null ? { password } : { password, current }, params: { path: { id } } })),

  tokens: (cursor: string | undefined, state?: Token["state"]) =>
    answer(client.GET("/v1/tokens", { params: { query: { limit: PAGE, cursor, ...(state === undefined ? {} : { state }) } } })),
  createToken: (body: TokenRequest, key: string) => answer(client.POST("/v1/tokens", { body, params: keyed(key) })),
  revoke: (id: string, key: string) => done(client.POST("/v1/tokens/{id}/revoke", { params: { path: { id }, ...keyed(key) } })),
  rotate: (id: string, key: string) => answer(client.POST("/v1/tokens/{id}/rotate", { body: { grace_minutes: 0 }, params: { path: { id }, ...keyed(key) } })),
};
