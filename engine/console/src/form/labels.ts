// What the members of the contract's messages are called in a form, and what helps to fill them
// in. A member of a partner's profile that is not here does not compile.
import type { Profile, Schemas } from "../api";
import { lang } from "../language";
import type { Both } from "../words/both";

type Served = "id" | "valid_to" | "demonstration" | "version";
type PartnerMember = Exclude<keyof Profile, Served | "state">;
type Nested = keyof Schemas["CategoryStrength"] | keyof Schemas["Reference"] | keyof Schemas["Contact"];
type People = Exclude<keyof Schemas["User"], Served | "has_password" | "created" | "changed"> | keyof Schemas["TokenRequest"];
type Records = Exclude<keyof Schemas["City"] | keyof Schemas["Project"] | keyof Schemas["Meeting"] | keyof Schemas["Fact"] | keyof Schemas["Representative"]
  | keyof Schemas["Need"] | keyof Schemas["CategoryLink"] | keyof Schemas["Policy"] | keyof Schemas["Source"],
  "id" | "source" | "capital" | "latitude" | "longitude" | "geonames_id" | "quadrant" | "membership" | "quadrant_flips" | "projects" | "version" | "number" | "date_precision" | "basis">;
type Label = Both & { hint?: Both };

const labels: Record<PartnerMember | Nested | People | Records, Label> = {
  name_en: { en: "Name in English", ko: "영문 이름" },
  name_ko: { en: "Name in Korean", ko: "국문 이름" },
  kind: { en: "Kind of organisation", ko: "기관 유형" },
  country: { en: "Country", ko: "국가" },
  registration_number: { en: "Registration number", ko: "사업자등록번호", hint: { en: "As in its country's business register.", ko: "해당 국가의 사업자 등록 번호입니다." } },
  categories: { en: "Project categories", ko: "사업 분야" },
  sectors: { en: "Sectors", ko: "산업" },
  support: { en: "Support it offers", ko: "제공하는 지원" },
  quadrants: { en: "Types of city wanted", ko: "희망하는 도시 유형" },
  wanted_countries: { en: "Countries wanted", ko: "희망 국가" },
  wanted_cities: { en: "Cities wanted", ko: "희망 도시" },
  excluded_countries: { en: "Countries excluded", ko: "제외 국가" },
  excluded_cities: { en: "Cities excluded", ko: "제외 도시" },
  conflicts: { en: "Conflicts of interest", ko: "이해 상충", hint: { en: "Projects that it must not be paired with.", ko: "매칭되어서는 안 되는 프로젝트입니다." } },
  ticket_min: { en: "Smallest ticket (USD)", ko: "최소 사업 규모(USD)" },
  ticket_max: { en: "Largest ticket (USD)", ko: "최대 사업 규모(USD)" },
  references: { en: "Work done before", ko: "수행 실적", hint: { en: "A member city is recognised by any of its names.", ko: "회원 도시는 어떤 이름으로 써도 알아봅니다." } },
  languages: { en: "Languages", ko: "사용 언어" },
  capability_en: { en: "What it can do, in English", ko: "역량(영어)" },
  capability_ko: { en: "What it can do, in Korean", ko: "역량(한국어)" },
  capacity: { en: "Pairings it can carry", ko: "맡을 수 있는 매칭 수" },
  contacts: { en: "Contacts", ko: "연락처", hint: { en: "Shown to staff and to the partner itself only.", ko: "센터 직원과 해당 파트너에게만 보입니다." } },
  id: { en: "What", ko: "항목" },
  strength: { en: "Strength, 1 to 5", ko: "강도(1~5)" },
  city: { en: "City", ko: "도시" },
  category: { en: "Category", ko: "분야" },
  year: { en: "Year finished", ko: "완료 연도" },
  role: { en: "Role", ko: "역할" },
  name: { en: "Name", ko: "이름" },
  email: { en: "E-mail", ko: "이메일" },
  phone: { en: "Telephone", ko: "전화" },
  aliases: { en: "Other spellings", ko: "다른 표기", hint: { en: "The city is found by each of them.", ko: "어느 표기로도 도시를 찾을 수 있습니다." } },
  focus_areas: { en: "Focus areas", ko: "중점 분야" },
  focus_area: { en: "Focus area", ko: "중점 분야" },
  facts: { en: "Facts", ko: "통계", hint: { en: "A fact is never rewritten: end the old one and add another.", ko: "통계는 고쳐 쓰지 않습니다. 이전 값을 끝내고 새 값을 추가합니다." } },
  representatives: { en: "Smart City officers", ko: "스마트시티 담당관" },
  note: { en: "Note", ko: "비고" },
  property: { en: "Property", ko: "항목" },
  value: { en: "Value", ko: "값" },
  unit: { en: "Unit", ko: "단위" },
  place: { en: "Place", ko: "장소" },
  valid_from: { en: "Valid from", ko: "유효 시작일" },
  valid_to: { en: "Valid until", ko: "유효 종료일" },
  designation: { en: "Office held", ko: "직위" },
  organisation: { en: "Organisation", ko: "소속" },
  title_en: { en: "Title in English", ko: "영문 제목" },
  title_ko: { en: "Title in Korean", ko: "국문 제목" },
  stage: { en: "Stage", ko: "단계" },
  slots: { en: "Partners it can take", ko: "받을 수 있는 파트너 수" },
  preferred_kinds: { en: "Kinds of partner wanted", ko: "희망하는 파트너 유형" },
  excluded_kinds: { en: "Kinds of partner excluded", ko: "제외하는 파트너 유형" },
  budget_min: { en: "Least budget, USD", ko: "최소 예산(미국 달러)" },
  budget_max: { en: "Largest budget, USD", ko: "최대 예산(미국 달러)" },
  other_needs: { en: "Other wishes", ko: "그 밖의 희망 사항" },
  weight: { en: "Weight", ko: "가중치" },
  date_start: { en: "First day", ko: "시작일" },
  date_end: { en: "Last day", ko: "종료일" },
  about_en: { en: "What it is for, in English", ko: "설명(영어)" },
  about_ko: { en: "What it is for, in Korean", ko: "설명(한국어)" },
  density_sources: { en: "Sources of facts, most trusted first", ko: "통계 출처(신뢰하는 순서)" },
  weights: { en: "Weights (they sum to 1000)", ko: "가중치(합계 1000)" },
  neutral: { en: "Where there is no data, 0 to 10000", ko: "자료가 없을 때의 값(0~10000)" },
  gdp_threshold_milli: { en: "GDP threshold, thousandths of a USD", ko: "GDP 기준값(1/1000달러)" },
  density_threshold_milli: { en: "Density threshold, thousandths of people per km²", ko: "인구밀도 기준값(1/1000명/km²)" },
  softness_milli: { en: "Softness, thousandths", ko: "완만한 정도(1/1000)" },
  target_share: { en: "Share of stated targets", ko: "명시한 희망 유형의 비중" },
  similar_parent: { en: "Likeness to the parent node", ko: "상위 분야와의 유사도" },
  similar_sibling: { en: "Likeness to a sibling node", ko: "같은 상위 분야 사이의 유사도" },
  stated_sector: { en: "Weight of a stated sector", ko: "명시한 산업의 가중치" },
  implied_sector: { en: "Weight of an implied sector", ko: "추정한 산업의 가중치" },
  place_scale_milli: { en: "Distance at which likeness fades, thousandths", ko: "유사도가 줄어드는 거리(1/1000)" },
  place_unknown: { en: "Likeness of an unknown place", ko: "알 수 없는 장소의 유사도" },
  reference_year: { en: "References count from", ko: "실적 기준 연도" },
  recency_half_years: { en: "Years after which a reference counts half", ko: "실적이 절반으로 인정되는 연수" },
  neighbours: { en: "Cities that needs are inferred from", ko: "수요를 추정하는 이웃 도시 수" },
  issued: { en: "Issued", ko: "발행", hint: { en: "As exact as it is known: 2018, 2018-05 or 2018-05-31.", ko: "2018, 2018-05, 2018-05-31처럼 아는 만큼 적습니다." } },
  partner: { en: "Partner", ko: "파트너", hint: { en: "For a company only.", ko: "기업인 경우에만 넣습니다." } },
  state: { en: "State", ko: "상태" },
  user: { en: "User (id)", ko: "사용자(ID)", hint: { en: "Whose token it is; or choose a role.", ko: "토큰을 쓸 사용자입니다. 역할을 골라도 됩니다." } },
  scope: { en: "Scope", ko: "범위" },
  days: { en: "Days until it ends", ko: "유효 일수" },
  language: { en: "Language", ko: "언어" },
};

const known = new Map<string, Label>(Object.entries(labels));

/** Where a member means something else within another message. */
const within: Record<string, Label> = {
  "Partner.name_en": { en: "Name in English", ko: "영문 이름", hint: { en: "One of the two names is required.", ko: "두 이름 중 하나는 있어야 합니다." } },
  "Partner.categories": { en: "Project categories", ko: "사업 분야", hint: { en: "What it works in, and how strong it is in it: 1 (some) to 5 (its main business).", ko: "하는 일과 강도: 1(일부)부터 5(주력)까지." } },
  "Partner.sectors": { en: "Sectors", ko: "산업", hint: { en: "Beyond those that its categories imply.", ko: "사업 분야에 딸린 산업 외에 더 있는 것만 넣습니다." } },
  "Policy.id": { en: "ID", ko: "ID", hint: { en: "Name and number, such as 2018-3; it stays for good.", ko: "2018-3처럼 이름과 번호로 정하며 바뀌지 않습니다." } },
  "Source.id": { en: "ID", ko: "ID", hint: { en: "Short, in small letters, such as census_2020; it stays for good.", ko: "census_2020처럼 짧은 소문자로 정하며 바뀌지 않습니다." } },
  "Project.support": { en: "Support required", ko: "필요한 지원" },
  "Project.excluded_countries": { en: "Countries of partners excluded", ko: "제외하는 파트너 국가" },
  "Need.support": { en: "Support", ko: "지원" },
  "Fact.scope": { en: "What it covers", ko: "범위" },
  "Fact.source": { en: "Source", ko: "출처" },
  "Fact.year": { en: "Year", ko: "연도" },
};

/** A rule between two members names the other one as the contract does; beside a form it is called as there. */
export const withLabels = (sentence: string): string =>
  sentence.replace(/\b[a-z]+(?:_[a-z]+)+\b/g, (name) => known.has(name) ? `"${labelOf(name)}"` : name);

const found = (name: string, message: string) => within[`${message}.${name}`] ?? known.get(name);
export const labelOf = (name: string, message = ""): string => found(name, message)?.[lang()] ?? name;
export const hintOf = (name: string, message: string): string | null => found(name, message)?.hint?.[lang()] ?? null;
