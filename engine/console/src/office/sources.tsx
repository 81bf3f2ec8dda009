// Where facts come from: the sources that facts and policies name.
import { useMemo } from "preact/hooks";
import type { Schemas } from "../api";
import { office, type Source } from "../api_office";
import { newKey } from "../client";
import { Editor } from "../form/editor";
import { Fields } from "../form/fields";
import { emptyMessage } from "../form/schema";
import { nameOf } from "../language";
import { may, useNetwork } from "../reference";
import { go, href } from "../route";
import { say } from "../say";
import { Answered, Card, PageHead, useAnswer, useMore, Wide } from "../ui";

const HERE = href("office", "sources");

export function SourcesPage() {
  const n = useNetwork();
  const [found, retry] = useAnswer((signal) => office.sources(undefined, signal), []);
  return (
    <>
      <PageHead title={say("sources")} lead={say("sourcesLead")}>
        {may(n, "post", "/v1/sources") && <a class="button primary" href={href("office", "sources", "new")}>{say("newSource")}</a>}
      </PageHead>
      <Card><Answered of={found} retry={retry}>{(page) => <SourceTable first={page} />}</Answered></Card>
    </>
  );
}

function SourceTable(props: { first: { items: Source[]; next: string | null } }) {
  const [sources, more] = useMore(props.first, (cursor) => office.sources(cursor));
  if (sources.length === 0) return <p class="empty">{say("noSources")}</p>;
  return (
    <>
      <Wide label={say("sources")}>
        <table class="stack">
          <thead><tr><th scope="col">{say("source")}</th><th scope="col">{say("sourceId")}</th><th scope="col">{say("issued")}</th><th scope="col">{say("sourceNote")}</th></tr></thead>
          <tbody>
            {sources.map((s) => (
              <tr key={s.id}>
                <th scope="row">{nameOf(s)}</th>
                <td><code>{s.id}</code></td><td>{s.issued ?? "–"}</td><td>{s.note ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {more}
    </>
  );
}

export function NewSourcePage() {
  const n = useNetwork(), key = useMemo(newKey, []), start = useMemo(() => emptyMessage(n, "Source"), []);
  return (
    <>
      <PageHead title={say("newSource")} lead={say("newSourceLead")}><a class="back" href={HERE}>{say("sources")}</a></PageHead>
      <Editor message="Source" start={start} cancel={HERE}
        fields={(value, set, errors) => <Fields message="Source" pointer="" value={value} set={set} errors={errors} />}
        save={async (value) => {
          await office.createSource(value as Schemas["Source"], key);
          go(HERE);
        }} />
    </>
  );
}
