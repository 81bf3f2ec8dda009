import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { AccountPage } from "./account";
import type { Trouble } from "./api";
import { CityPage } from "./network/city";
import { type Lang, langSignal, setLang, setTheme, themeSignal } from "./language";
import { ListPage } from "./list/list";
import { ListsPage } from "./list/lists";
import { may, type Network, NetworkContext } from "./reference";
import { NetworkPage } from "./network/page";
import { NewListPage } from "./list/new_list";
import { firstRoom, OfficePage } from "./office/office";
import { EditCityPage, EditProjectPage, NewProjectPage } from "./office/records";
import { EditPartnerPage, NewPartnerPage } from "./partner/edit";
import { mayEdit } from "./partner/may_edit";
import { PartnerPage } from "./partner/partner";
import { PartnersPage } from "./partner/partners";
import { ProposalsPage } from "./proposals";
import { href, routeSignal, type Route } from "./route";
import { say } from "./say";
import { SearchBox } from "./search";
import { mayResume, resume, session, signOut } from "./session";
import { SignInPage } from "./sign_in";
import { useSignal } from "./signal";
import { asTrouble, PageHead, TroubleNote } from "./ui";

function page(n: Network, { path }: Route) {
  const [place, id, more] = path;
  switch (place) {
  case undefined:
  case "network":
    return <NetworkPage />;
  case "cities":
    if (id === undefined) return <NetworkPage />;
    if (more === "edit" && may(n, "patch", "/v1/cities/{id}")) return <EditCityPage id={id} key={id} />;
    return more === "new-project" && may(n, "post", "/v1/projects") ? <NewProjectPage city={id} key={id} /> : <CityPage id={id} key={id} />;
  case "projects":
    return id !== undefined && may(n, "patch", "/v1/projects/{id}") ? <EditProjectPage id={id} key={id} />
      : <PageHead title={say("notThere")} lead={say("noSuchPage")} />;
  case "partners":
    if (id === undefined) return <PartnersPage />;
    if (id === "new" && may(n, "post", "/v1/partners")) return <NewPartnerPage />;
    return more === "edit" && mayEdit(n, id) ? <EditPartnerPage id={id} key={id} /> : <PartnerPage id={id} key={id} />;
  case "lists":
    return id === undefined ? <ListsPage /> : id === "new" && may(n, "post", "/v1/pairing-lists")
      ? <NewListPage /> : <ListPage id={id} key={id} />;
  case "proposals":
    return may(n, "get", "/v1/proposals") ? <ProposalsPage /> : <PageHead title={say("notThere")} lead={say("noSuchPage")} />;
  case "account":
    return <AccountPage />;
  case "office":
    return <OfficePage room={id ?? firstRoom(n) ?? ""} more={more} />;
  default:
    return <PageHead title={say("notThere")} lead={say("noSuchPage")} />;
  }
}

/** Only what the role may open. */
function links(n: Network): [string, string][] {
  const found: [string, string][] = [[href("network"), say("network")]];
  if (n.me.city != null) found.push([href("cities", n.me.city), say("myCity")]);
  if (n.me.partner != null) found.push([href("partners", n.me.partner), say("myProfile")]);
  if (may(n, "get", "/v1/proposals")) found.push([href("proposals"), say("proposals")]);
  if (may(n, "get", "/v1/partners")) found.push([href("partners"), say("partners")]);
  if (may(n, "get", "/v1/pairing-lists")) found.push([href("lists"), say("pairingLists")]);
  const room = firstRoom(n);
  if (room !== undefined) found.push([href("office", room), say("office")]);
  return found;
}

function isHere(link: string, path: string[]): boolean {
  const at = link.slice(2).split("/").map(decodeURIComponent);
  if (path.length === 0) return at[0] === "network";
  if (at[0] === "office") return path[0] === "office";
  return at.every((s, i) => s === path[i]);
}

/** Each in its own language; on a phone in short. */
function LangButton(props: { to: Lang; name: string; short: string }) {
  const lang = useSignal(langSignal);
  return (
    <button type="button" lang={props.to} aria-pressed={lang === props.to} onClick={() => setLang(props.to)}>
      <span class="long">{props.name}</span><span class="short" aria-hidden="true">{props.short}</span>
    </button>
  );
}

function Top(props: { network: Network | null }) {
  useSignal(langSignal);
  const theme = useSignal(themeSignal), route = useSignal(routeSignal);
  const n = props.network;
  return (
    <header class="top">
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.getElementById("main")?.focus(); }}>{say("skip")}</a>
      <div class="bar">
        <p class="brand"><strong>{say("programme")}</strong> <span>{say("centre")}</span></p>
        {n !== null && (
          <nav aria-label={say("pages")}>
            {links(n).map(([to, text]) =>
              <a key={to} href={to} aria-current={isHere(to, route.path) ? "page" : undefined}>{text}</a>)}
          </nav>
        )}
        {n !== null && <SearchBox />}
        <div class="tools">
          <div class="switch" role="group" aria-label={say("language")}>
            <LangButton to="ko" name="한국어" short="한" />
            <LangButton to="en" name="English" short="EN" />
          </div>
          <button type="button" class="plain" aria-label={theme === "dark" ? say("light") : say("dark")}
            title={theme === "dark" ? say("light") : say("dark")} onClick={() => setTheme(theme === "dark" ? "light" : "dark")}>
            <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
              <circle cx="10" cy="10" r="7.5" fill="none" stroke="currentColor" stroke-width="1.6" />
              <path d="M10 2.5a7.5 7.5 0 0 1 0 15z" fill="currentColor" />
            </svg>
          </button>
          {n !== null && (
            <a class="me" href={href("account")} title={say("account")} aria-current={route.path[0] === "account" ? "page" : undefined}>
              <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
                <circle cx="10" cy="7" r="3.5" fill="none" stroke="currentColor" stroke-width="1.6" />
                <path d="M3 17.5c0-3.6 3.1-5.5 7-5.5s7 1.9 7 5.5" fill="none" stroke="currentColor" stroke-width="1.6" />
              </svg>
              <span>{n.me.user?.name ?? say("account")}</span>
            </a>
          )}
          {n !== null && (
            <button type="button" class="plain leave" onClick={signOut} title={say("signOut")}>
              <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
                <path d="M8 3H3.5v14H8M8 10h9m-3.5-3.5L17 10l-3.5 3.5" fill="none" stroke="currentColor" stroke-width="1.6" />
              </svg>
              <span>{say("signOut")}</span>
            </button>
          )}
        </div>
      </div>
    </header>
  );
}

function App() {
  const network = useSignal(session), route = useSignal(routeSignal);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [turn, setTurn] = useState(0);
  useSignal(langSignal);
  const resuming = network === null && mayResume();
  useEffect(() => {
    if (session.get() !== null || !mayResume()) return;
    setTrouble(null);
    resume().catch((e: unknown) => setTrouble(asTrouble(e)));
  }, [turn]);
  useEffect(() => window.scrollTo(0, 0), [route.path.join("/")]);
  return (
    <NetworkContext.Provider value={network}>
      <Top network={network} />
      <main id="main" tabIndex={-1}>
        {network !== null ? page(network, route)
          : !resuming ? <SignInPage />
          : trouble !== null ? <TroubleNote why={trouble} retry={() => setTurn(turn + 1)} />
          : <p class="waiting" role="status">{say("waiting")}</p>}
      </main>
      <footer class="foot"><p>{say("footer")}</p></footer>
    </NetworkContext.Provider>
  );
}

render(<App />, document.getElementById("app")!);
