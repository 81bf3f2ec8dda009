// A job that is watched: how far it is, as the daemon says it, until it ends.
import { useEffect, useState } from "preact/hooks";
import { api, type JobEntry, type Trouble } from "../api";
import { newKey } from "../client";
import { number, sentenceOf } from "../language";
import { useNetwork, word } from "../reference";
import { go, href } from "../route";
import { say } from "../say";
import { asTrouble, TroubleNote } from "../ui";

const AGAIN_MS = 2000;

const ended = (job: JobEntry) => job.state === "done" || job.state === "failed" || job.state === "cancelled";

/** Follows a job. A stream that breaks is taken up again, until the job has ended. */
export function useJob(start: JobEntry): [JobEntry, Trouble | null] {
  const [job, setJob] = useState(start);
  const [why, setWhy] = useState<Trouble | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    let last = start;
    const follow = async () => {
      while (!stop.signal.aborted && !ended(last)) {
        try {
          for await (const next of api.watch(start.id, stop.signal)) {
            last = next;
            setJob(next);
            setWhy(null);
          }
        } catch (e) {
          if (stop.signal.aborted) return;
          setWhy(asTrouble(e));
          if (asTrouble(e).status >= 400 && asTrouble(e).status < 500) return;
        }
        if (!ended(last)) await new Promise((done) => setTimeout(done, AGAIN_MS));
      }
    };
    void follow();
    return () => stop.abort();
  }, [start.id]);
  return [job, why];
}

/** `stay`: the page is the job's own, so nobody is taken to its list. */
export function Progress(props: { job: JobEntry; stay?: boolean; onEnd?: () => void }) {
  const n = useNetwork();
  const [job, why] = useJob(props.job);
  const [refused, setRefused] = useState<Trouble | null>(null);
  useEffect(() => {
    if (!ended(job)) return;
    if (job.list != null && props.stay !== true) go(href("lists", job.list));
    props.onEnd?.();
  }, [job.state]);
  const cancel = () => {
    setRefused(null);
    api.cancel(job.id, newKey()).catch((e: unknown) => setRefused(asTrouble(e)));
  };
  const done = job.permille ?? 0;
  return (
    <div class="job">
      <p role="status"><strong>{word(n, "JobState", job.state)}</strong>
        {job.phase != null && !ended(job) && <> · {word(n, "JobPhase", job.phase)}</>} <span class="quiet">{number(done / 10)}%</span></p>
      <progress max={1000} value={done} aria-label={say("progress")} />
      {job.problem != null && <div class="note bad" role="alert"><p>{sentenceOf(job.problem)}</p></div>}
      {why !== null && !ended(job) && <p class="about">{say("watchLost")}</p>}
      {refused !== null && <TroubleNote why={refused} />}
      {!ended(job) && <button type="button" class="small" onClick={cancel}>{say("cancelJob")}</button>}
      {job.list != null && <p><a href={href("lists", job.list)}>{say("openList")}</a></p>}
    </div>
  );
}
