// A list as a file: the formats that the daemon makes.
import { useState } from "preact/hooks";
import { api, type PairingList, type Trouble } from "../api";
import { saveAs } from "../client";
import { say } from "../say";
import { asTrouble, TroubleNote } from "../ui";

export function Documents(props: { list: PairingList }) {
  const [why, setWhy] = useState<Trouble | null>(null);
  const { list } = props, id = list.id ?? "";
  const save = () => {
    setWhy(null);
    api.csv(id).then((bytes) => saveAs(bytes, `${list.meeting}-${id.slice(0, 8)}.csv`), (e: unknown) => setWhy(asTrouble(e)));
  };
  return (
    <>
      <button type="button" data-format="csv" onClick={save}>{say("downloadCsv")}</button>
      {why !== null && <TroubleNote why={why} retry={save} />}
    </>
  );
}
