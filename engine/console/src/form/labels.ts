// What the members of the contract's messages are called in a form, and what helps to fill them
// in. A member of a partner's profile that is not here does not compile.
import type { Profile, Schemas } from "../api";
import { lang } from "../language";
import type { Both } from "../words/both";

type Served = "id" | "valid_to" | "demonstration" | "version";
type PartnerMember = Exclude<keyof Profile, Served | "state">;
type Nested = keyof Schemas["CategoryStrength"] | keyof Schemas["Reference"] | keyof Schemas["Contact"];
type People = Exclude<keyof Schemas["User"], Served | "has_password" | "created" | "changed"> | keyof Schemas["TokenRequest"];
type Label = Both & { hint?: Both };

const labels: Record<PartnerMember | Nested | People, Label> = {
  name_en: { en: "Name in English", ko: "영문 이름", hint: { en: "One of the two names is required.", ko: "두 이름 중 하나는 있어야 합니다." } },
  name_ko: { en: "Name in Korean", ko: "국문 이름" },
  kind: { en: "Kind of organisation", ko: "기관 유형" },
  country: { en: "Country", ko: "국가" },
  registration_number: { en: "Registration number", ko: "사업자등록번호", hint: { en: "As in its country's business register.", ko: "해당 국가의 사업자 등록 번호입니다." } },
  categories: { en: "Project categories", ko: "사업 분야", hint: { en: "What it works in, and how strong it is in it: 1 (some) to 5 (its main business).", ko: "하는 일과 강도: 1(일부)부터 5(주력)까지." } },
  sectors: { en: "Sectors", ko: "산업", hint: { en: "Beyond those that its categories imply.", ko: "사업 분야에 딸린 산업 외에 더 있는 것만 넣습니다." } },
  support: { en: "Support it offers", ko: "제공하는 지원" },
  quadrants: { en: "Types of city wanted", ko: "희망하는 도시 유형" },
  wanted_countries: { en: "Countries wanted", ko: "희망 국가" },
  wanted_cities: { en: "Cities wanted", ko: "희망 도시" },
  excluded_countries: { en: "Countries excluded", ko: "제외 국가" },
  excluded_cities: { en: "Cities excluded", ko: "제외 도시" },
  conflicts: { en: "Conflicts of interest", ko: "이해 상충", hint: { en: "Projects that it must not be paired with.", ko: "매칭되어서는 안 되는 프로젝트입니다." } },
  ticket_min: { en: "Smallest project, USD", ko: "최소 규모(미국 달러)" },
  ticket_max: { en: "Largest project, USD", ko: "최대 규모(미국 달러)" },
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
  partner: { en: "Partner", ko: "파트너", hint: { en: "For a company only.", ko: "기업인 경우에만 넣습니다." } },
  state: { en: "State", ko: "상태" },
  user: { en: "User (id)", ko: "사용자(ID)", hint: { en: "Whose token it is; or choose a role.", ko: "토큰을 쓸 사용자입니다. 역할을 골라도 됩니다." } },
  scope: { en: "Scope", ko: "범위" },
  days: { en: "Days until it ends", ko: "유효 일수" },
  language: { en: "Language", ko: "언어" },
};

const known = new Map<string, Label>(Object.entries(labels));

export const labelOf = (name: string): string => known.get(name)?.[lang()] ?? name;
export const hintOf = (name: string): string | null => known.get(name)?.hint?.[lang()] ?? null;
