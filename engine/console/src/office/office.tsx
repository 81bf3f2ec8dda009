// What keeps the service going: jobs, policies, and what else the reader may see to.
import type { ComponentChildren } from "preact";
import { may, type Network, useNetwork } from "../reference";
import { href } from "../route";
import { type Key, say } from "../say";
import { PageHead } from "../ui";
import { AuditPage } from "./audit";
import { ImportPage } from "./import";
import { ImportsPage } from "./imports";
import { JobPage, JobsPage } from "./jobs";
import { PersonsPage } from "./persons";
import { PoliciesPage } from "./policies";
import { EditMeetingPage, MeetingsPage, NewMeetingPage, NewPolicyPage } from "./records";
import { NewSourcePage, SourcesPage } from "./sources";
import { TokensPage } from "./tokens";
import { NewUserPage, UserPage, UsersPage } from "./users";

type Room = { id: string; text: Key; open: (n: Network) => boolean; page: (more: string | undefined, n: Network) => ComponentChildren };

const rooms: Room[] = [
  { id: "jobs", text: "jobs", open: (n) => may(n, "get", "/v1/jobs"), page: (id) => id === undefined ? <JobsPage /> : <JobPage id={id} key={id} /> },
  { id: "imports", text: "imports", open: (n) => may(n, "get", "/v1/imports"), page: (id) => id === undefined ? <ImportsPage /> : <ImportPage id={id} key={id} /> },
  { id: "policies", text: "policies", open: (n) => may(n, "get", "/v1/pairing-lists"), page: (id, n) => id === "new" && may(n, "post", "/v1/policies") ? <NewPolicyPage /> : <PoliciesPage /> },
  { id: "meetings", text: "meetings", open: (n) => may(n, "get", "/v1/pairing-lists"), page: (id, n) => id === "new" ? <NewMeetingPage />
    : id !== undefined && may(n, "patch", "/v1/meetings/{id}") ? <EditMeetingPage id={id} key={id} /> : <MeetingsPage /> },
  { id: "sources", text: "sources", open: (n) => may(n, "get", "/v1/pairing-lists"), page: (id, n) => id === "new" && may(n, "post", "/v1/sources") ? <NewSourcePage /> : <SourcesPage /> },
  { id: "persons", text: "persons", open: (n) => may(n, "get", "/v1/persons"), page: () => <PersonsPage /> },
  { id: "audit", text: "audit", open: (n) => may(n, "get", "/v1/audit"), page: () => <AuditPage /> },
  { id: "users", text: "users", open: (n) => may(n, "get", "/v1/users"), page: (id) => id === undefined ? <UsersPage /> : id === "new" ? <NewUserPage /> : <UserPage id={id} key={id} /> },
  { id: "tokens", text: "tokens", open: (n) => may(n, "get", "/v1/users"), page: () => <TokensPage /> },
];

/** The first room that is open to the reader; there may be none. */
export const firstRoom = (n: Network): string | undefined => rooms.find((r) => r.open(n))?.id;

export function OfficePage(props: { room: string; more: string | undefined }) {
  const n = useNetwork();
  const open = rooms.filter((r) => r.open(n)), room = open.find((r) => r.id === props.room);
  if (room === undefined) return <PageHead title={say("notThere")} lead={say("noSuchPage")} />;
  return (
    <>
      <nav class="rooms" aria-label={say("office")}>
        {open.map((r) => <a key={r.id} href={href("office", r.id)} aria-current={r.id === room.id ? "page" : undefined}>{say(r.text)}</a>)}
      </nav>
      {room.page(props.more, n)}
    </>
  );
}
