import { useMemo, useState } from "preact/hooks";
import type { City, Policy } from "../api";
import { lang, nameOf, number } from "../language";
import { countryName, presentPolicy, useNetwork } from "../reference";
import { href } from "../route";
import { say } from "../say";
import { Card, PageHead, Wide } from "../ui";
import { QuadrantChart, shortQuadrant } from "./chart";
import { placeOf } from "./facts";
import { CityMap } from "./map";
import { movedBy, PolicyTrial } from "./trial";

type View = "chart" | "map" | "table";

export function NetworkPage() {
  const n = useNetwork(), policy = presentPolicy(n);
  if (policy === undefined) return <PageHead title={say("network")} lead={say("noPolicy")} />;
  return <Shown policy={policy} />;
}

function Shown(props: { policy: Policy }) {
  const n = useNetwork(), { policy } = props;
  const [view, setView] = useState<View>("chart");
  const [tried, setTried] = useState<Policy>(policy);
  const cities = useMemo(() => [...n.cities.values()], [n]);
  const open = [...n.projects.values()].filter((p) => p.stage === "open").length;
  const flips = cities.filter((c) => c.quadrant_flips).length;
  const moved = useMemo(() => movedBy(n, tried, cities), [n, tried, cities]);
  return (
    <>
      <PageHead title={say("network")} lead={say("networkLead", cities.length, n.countries.size, open)}>
        <div class="switch" role="group" aria-label={say("view")}>
          {(["chart", "map", "table"] as const).map((v) =>
            <button key={v} type="button" aria-pressed={view === v} onClick={() => setView(v)}>{say(v)}</button>)}
        </div>
      </PageHead>
      {view === "map" ? <Card title={say("map")} note={say("mapNote")}><CityMap cities={cities} /></Card> : (
        <Card title={say("whereCitiesStand")} note={say("chartCaption", number(tried.gdp_threshold_milli / 1000),
          number(tried.density_threshold_milli / 1000), tried === policy ? nameOf(policy) : say("triedOut"))}>
          {view === "chart" ? <QuadrantChart policy={tried} cities={cities} moved={moved} /> : <CityTable cities={cities} />}
          <p class="about">{view === "chart" && say("chartRows")} {say("flipsNote", flips)}</p>
        </Card>
      )}
      {view === "chart" && <PolicyTrial policy={policy} tried={tried} set={setTried} moved={moved} />}
    </>
  );
}

type Column = "city" | "country" | "gdp" | "density" | "quadrant" | "projects";

function CityTable(props: { cities: City[] }) {
  const n = useNetwork(), policy = presentPolicy(n);
  const [by, setBy] = useState<Column>("city");
  const rows = props.cities.map((city) => {
    const place = policy === undefined ? null : placeOf(n, policy, city);
    return { city, gdp: place?.gdp ?? 0, density: place?.density ?? 0, name: nameOf(city), country: countryName(n, city.country) };
  });
  const words = new Intl.Collator(lang());
  const order: Record<Column, (a: typeof rows[number], b: typeof rows[number]) => number> = {
    city: (a, b) => words.compare(a.name, b.name),
    country: (a, b) => words.compare(a.country, b.country),
    gdp: (a, b) => b.gdp - a.gdp,
    density: (a, b) => b.density - a.density,
    quadrant: (a, b) => (a.city.quadrant ?? "").localeCompare(b.city.quadrant ?? ""),
    projects: (a, b) => b.city.projects.length - a.city.projects.length,
  };
  rows.sort((a, b) => order[by](a, b) || words.compare(a.name, b.name));
  const head = (column: Column, text: string, numeric = false) => (
    <th scope="col" class={numeric ? "number" : ""} aria-sort={by === column ? (numeric ? "descending" : "ascending") : undefined}>
      <button type="button" class="sort" onClick={() => setBy(column)}>{text}</button>
    </th>
  );
  return (
    <Wide label={say("table")}>
      <table>
        <thead>
          <tr>
            {head("city", say("city"))}{head("country", say("country"))}{head("gdp", say("gdpShort"), true)}
            {head("density", say("densityShort"), true)}{head("quadrant", say("cityType"))}{head("projects", say("projects"), true)}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ city, gdp, density, name, country }) => (
            <tr key={city.id}>
              <th scope="row"><a href={href("cities", city.id)}>{name}</a></th>
              <td>{country}</td>
              <td class="number">{gdp === 0 ? "–" : number(gdp)}</td>
              <td class="number">{density === 0 ? "–" : number(density)}</td>
              <td>{city.quadrant == null ? "–" : shortQuadrant(city.quadrant)}
                {city.quadrant_flips && <> <span class="tag warn" title={say("flipsLong")}>{say("flips")}</span></>}</td>
              <td class="number">{city.projects.length}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
