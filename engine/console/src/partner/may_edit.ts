import { may, maySeePartner, type Network } from "../reference";

/** A company may change its own profile, staff anybody's. */
export const mayEdit = (n: Network, id: string) => may(n, "put", "/v1/partners/{id}") && maySeePartner(n, id);
