// How a stored list differs from the one that it replaces, in the daemon's words.
import { useState } from "preact/hooks";
import { api, type Difference } from "../api";
import { number, sentenceOf } from "../language";
import { useNetwork, word } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Answered, Card, useAnswer } from "../ui";

export function Compared(props: { id: string; from: string }) {
  const [open, setOpen] = useState(false);
  return (
    <Card title={say("difference")}>
      <p>{say("replacesList")} <a href={href("lists", props.from)}>{say("earlierList")}</a></p>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? say("hideWhy") : say("showDifference")}</button>
      {open && <Loaded {...props} />}
    </Card>
  );
}

function Loaded(props: { id: string; from: string }) {
  const [found, retry] = useAnswer(() => api.difference(props.id, props.from), [props.id, props.from]);
  return <Answered of={found} retry={retry}>{(d) => <Shown of={d} />}</Answered>;
}

function Shown(props: { of: Difference }) {
  const n = useNetwork(), d = props.of;
  return (
    <>
      <p class="about">{say("kept", number(d.kept))} {!d.same_snapshot && say("otherData")} {!d.same_policy && say("otherPolicy")}</p>
      {d.lines.length === 0 ? <p class="empty">{say("sameList")}</p> : (
        <ul class="left-over">
          {d.lines.map((l, i) => (
            <li key={i}><span class={"tag " + (l.kind === "removed" ? "bad" : l.kind === "added" ? "good" : "warn")}>{word(n, "DifferenceKind", l.kind)}</span>
              <p>{sentenceOf(l)}</p></li>
          ))}
        </ul>
      )}
    </>
  );
}
