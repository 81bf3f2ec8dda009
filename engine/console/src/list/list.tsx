// A pairing list: its state, what is paired and why, what is not and why not, and what
// would become of it were something asked for otherwise.
import { useMemo, useState } from "preact/hooks";
import { api, type PairingList } from "../api";
import { day, moment, number, points, sentenceOf } from "../language";
import { may, named, useNetwork, word } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Answered, Card, Figure, PageHead, Terms, useAnswer } from "../ui";
import { Compared } from "./compare";
import { Documents } from "./documents";
import { newLines, type Rules, rulesOf } from "./edits";
import { Life } from "./life";
import { LeftOvers, Lines } from "./lines";
import { Matrix } from "./matrix";
import { Trial, useTrial } from "./trial";

export function ListPage(props: { id: string }) {
  const n = useNetwork();
  const [found, retry] = useAnswer(() => api.list(props.id), [props.id]);
  return (
    <Answered of={found} retry={retry} page>
      {(list) => (
        <>
          <PageHead title={named(n.meetings, list.meeting)}
            lead={say("listLead", list.state == null ? "" : word(n, "ListState", list.state), list.created == null ? "" : moment(list.created))}>
            <Documents list={list} />
            <a class="back" href={href("lists")}>{say("allLists")}</a>
          </PageHead>
          <Stored key={list.id} list={list} again={retry} />
        </>
      )}
    </Answered>
  );
}

function Stored(props: { list: PairingList; again: () => void }) {
  const n = useNetwork(), { list } = props;
  const asked = useMemo(() => rulesOf(list), [list.id]);
  const [rules, setRules] = useState<Rules>(asked);
  const trial = useTrial(asked, rules);
  const shown = trial.list ?? list;
  const fresh = useMemo(() => trial.list === null ? new Set<number>() : newLines(list, trial.list), [list, trial.list]);
  const adjust = may(n, "post", "/v1/pairing-lists") ? { rules, set: setRules } : null;
  return (
    <>
      <Life list={list} again={props.again} />
      <Trial before={list} asked={asked} rules={rules} set={setRules} trial={trial} />
      <ListBody list={shown} fresh={fresh} adjust={adjust} stages={trial.list === null ? props.again : undefined} />
      {list.constraints.replaces != null && <Compared id={props.list.id ?? ""} from={list.constraints.replaces} />}
    </>
  );
}

export type Adjust = { rules: Rules; set: (next: Rules) => void };

export type ListProps = {
  list: PairingList;
  fresh?: Set<number> | undefined; // lines that were not there before
  adjust?: Adjust | null | undefined; // for who may ask for a list
  stages?: (() => void) | undefined; // of a stored list: after a stage was noted
};

export function ListBody(props: ListProps) {
  const { list } = props;
  const [view, setView] = useState<"lines" | "matrix">("lines");
  return (
    <>
      <Summary list={list} />
      <Card class="pairings">
        <div class="card-head">
          <h2>{say("pairings")}</h2>
          <div class="switch" role="group" aria-label={say("view")}>
            <button type="button" aria-pressed={view === "lines"} onClick={() => setView("lines")}>{say("asList")}</button>
            <button type="button" aria-pressed={view === "matrix"} onClick={() => setView("matrix")}>{say("asMatrix")}</button>
          </div>
        </div>
        {view === "matrix" ? <Matrix {...props} /> : <Lines {...props} />}
      </Card>
      <LeftOvers list={list} />
    </>
  );
}

function Summary(props: { list: PairingList }) {
  const n = useNetwork(), { list } = props, { totals } = list;
  return (
    <Card title={say("summary")}>
      <div class="figures">
        <Figure value={`${totals.cities_covered} / ${totals.cities}`} label={say("citiesCovered")} />
        <Figure value={number(totals.pairings)} label={say("pairings")} />
        <Figure value={points(totals.score)} label={say("sumOfScores")} />
        <Figure value={totals.pairings === 0 ? "–" : points(totals.score / totals.pairings)} label={say("meanScore")} />
        {totals.shortfall > 0 && <Figure value={number(totals.shortfall)} label={say("shortfall")} />}
      </div>
      {list.problems.length > 0 && (
        <div class="note bad"><p><strong>{say("notMet")}</strong></p><ul>{list.problems.map((p, i) => <li key={i}>{sentenceOf(p)}</li>)}</ul></div>
      )}
      <Terms of={[
        [say("policy"), named(n.policies, list.policy)], [say("asOf"), day(list.as_of)],
        [say("floor"), points(list.constraints.floor ?? 0)], [say("constraints"), <Constraints list={list} />],
        [say("snapshot"), <code title={list.snapshot}>{list.snapshot.slice(0, 16)}</code>],
        [say("digest"), <code title={list.digest ?? ""}>{list.digest?.slice(0, 16) ?? "–"}</code>],
      ]} />
    </Card>
  );
}

function Constraints(props: { list: PairingList }) {
  const c = props.list.constraints;
  const counted = [
    [c.pins.length, say("pinCount", c.pins.length)], [c.bans.length, say("banCount", c.bans.length)],
    [c.capacities.length, say("capacityCount", c.capacities.length)], [c.quotas.length, say("quotaCount", c.quotas.length)],
  ] as const;
  const said = counted.filter(([count]) => count > 0).map(([, text]) => text);
  return <>{said.length === 0 ? say("none") : said.join(", ")}</>;
}
