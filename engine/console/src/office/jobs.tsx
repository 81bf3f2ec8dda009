// The jobs: what was asked, how far it is, what came of it.
import { useState } from "preact/hooks";
import { api, type Job, type JobEntry, type Trouble } from "../api";
import { newKey } from "../client";
import { moment, number, sentenceOf } from "../language";
import { Progress } from "../list/progress";
import { named, useNetwork, word } from "../reference";
import { go, href } from "../route";
import { say } from "../say";
import { Answered, asTrouble, Card, PageHead, Terms, TroubleNote, useAnswer, useMore, Wide } from "../ui";

export const stateClass = (state: JobEntry["state"]) => state === "done" ? "good" : state === "failed" ? "bad" : state === "running" ? "warn" : "";

export function JobsPage() {
  const n = useNetwork();
  const [found, retry] = useAnswer(() => api.jobs(undefined), []);
  return (
    <>
      <PageHead title={say("jobs")} lead={say("jobsLead")}><button type="button" onClick={retry}>{say("refresh")}</button></PageHead>
      <Card>
        <Answered of={found} retry={retry}>{(page) => <JobTable key={page.items[0]?.id ?? ""} first={page} n={n} />}</Answered>
      </Card>
    </>
  );
}

function JobTable(props: { first: { items: JobEntry[]; next: string | null }; n: ReturnType<typeof useNetwork> }) {
  const { n } = props;
  const [jobs, more] = useMore(props.first, (cursor) => api.jobs(cursor));
  if (jobs.length === 0) return <p class="empty">{say("noJobs")}</p>;
  return (
    <>
      <Wide label={say("jobs")}>
        <table class="stack">
          <thead><tr><th scope="col">{say("kind")}</th><th scope="col">{say("state")}</th><th scope="col">{say("progress")}</th>
            <th scope="col">{say("queued")}</th><th scope="col">{say("finished")}</th></tr></thead>
          <tbody>
            {jobs.map((j) => (
              <tr key={j.id}>
                <th scope="row"><a href={href("office", "jobs", j.id)}>{word(n, "JobKind", j.kind)}</a></th>
                <td><span class={"tag " + stateClass(j.state)}>{word(n, "JobState", j.state)}</span></td>
                <td data-label={say("progress")}>{number((j.permille ?? 0) / 10)}%</td>
                <td data-label={say("queued")}>{j.created == null ? "–" : moment(j.created)}</td>
                <td data-label={say("finished")}>{j.finished == null ? "–" : moment(j.finished)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {more}
    </>
  );
}

export function JobPage(props: { id: string }) {
  const [found, retry] = useAnswer(() => api.job(props.id), [props.id]);
  return <Answered of={found} retry={retry} page>{(job) => <Shown job={job} again={retry} />}</Answered>;
}

function Shown(props: { job: Job; again: () => void }) {
  const n = useNetwork(), { job } = props;
  const [why, setWhy] = useState<Trouble | null>(null);
  const ended = job.state === "done" || job.state === "failed" || job.state === "cancelled";
  const rerun = () => {
    setWhy(null);
    api.rerun(job.id, newKey()).then((next) => go(href("office", "jobs", next.id)), (e: unknown) => setWhy(asTrouble(e)));
  };
  return (
    <>
      <PageHead title={word(n, "JobKind", job.kind)} lead={job.created == null ? "" : say("queuedAt", moment(job.created))}>
        {ended && <button type="button" onClick={rerun}>{say("rerun")}</button>}
        <a class="back" href={href("office", "jobs")}>{say("allJobs")}</a>
      </PageHead>
      <Card>
        {why !== null && <TroubleNote why={why} retry={rerun} />}
        {ended ? (
          <>
            <p><span class={"tag " + stateClass(job.state)}>{word(n, "JobState", job.state)}</span></p>
            {job.problem != null && <div class="note bad"><p>{sentenceOf(job.problem)}</p></div>}
            {job.list != null && <p><a href={href("lists", job.list)}>{say("openList")}</a></p>}
          </>
        ) : <Progress job={job} stay onEnd={props.again} />}
        <Terms of={[
          [say("meeting"), job.request == null ? "–" : named(n.meetings, job.request.meeting)],
          [say("started"), job.started == null ? "–" : moment(job.started)],
          [say("finished"), job.finished == null ? "–" : moment(job.finished)],
          [say("attempts"), number(job.attempts ?? 0)],
          [say("worker"), job.worker ?? "–"],
          [say("snapshot"), job.snapshot == null ? "–" : <code>{job.snapshot.slice(0, 16)}</code>],
          ...(job.again_of == null ? [] : [[say("againOf"), <a href={href("office", "jobs", job.again_of)}><code>{job.again_of.slice(0, 13)}</code></a>] as [string, preact.JSX.Element]]),
        ]} />
      </Card>
    </>
  );
}
