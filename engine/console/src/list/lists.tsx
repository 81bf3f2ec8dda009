import { api } from "../api";
import { day, moment } from "../language";
import { may, named, useNetwork, word } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Answered, Card, PageHead, useAnswer, Wide } from "../ui";

export function ListsPage() {
  const n = useNetwork();
  const [found, retry] = useAnswer(() => api.lists(), []);
  return (
    <>
      <PageHead title={say("pairingLists")} lead={say("listsLead")}>
        {may(n, "post", "/v1/pairing-lists") && <a class="button primary" href={href("lists", "new")}>{say("newList")}</a>}
      </PageHead>
      <Card>
        <Answered of={found} retry={retry}>
          {(lists) => lists.length === 0 ? <p class="empty">{say("noLists")}</p> : (
            <Wide label={say("pairingLists")}>
              <table class="stack">
                <thead><tr><th scope="col">{say("meeting")}</th><th scope="col">{say("state")}</th><th scope="col">{say("policy")}</th>
                  <th scope="col">{say("asOf")}</th><th scope="col">{say("created")}</th><th scope="col">{say("digest")}</th></tr></thead>
                <tbody>
                  {lists.map((l) => (
                    <tr key={l.id}>
                      <th scope="row"><a href={href("lists", l.id)}>{named(n.meetings, l.meeting)}</a></th>
                      <td><span class="tag">{word(n, "ListState", l.state)}</span></td>
                      <td>{named(n.policies, l.policy)}</td>
                      <td data-label={say("asOf")}>{day(l.as_of)}</td>
                      <td data-label={say("created")}>{moment(l.created)}</td>
                      <td data-label={say("digest")}><code>{l.digest.slice(0, 12)}</code></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Wide>
          )}
        </Answered>
      </Card>
    </>
  );
}
