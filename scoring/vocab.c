#include "scoring/vocab.h"

#include <string.h>

#define COUNT(words) (sizeof(words) / sizeof((words)[0]))

static const struct word partner_kinds[] = {
	[PARTNER_PRIVATE_COMPANY]       = { "private_company", "Private company", "민간기업" },
	[PARTNER_MANUFACTURER]          = { "manufacturer", "Manufacturer", "제조업체" },
	[PARTNER_SOLUTION_PROVIDER]     = { "solution_provider", "Private-sector solution provider", "민간 솔루션 기업" },
	[PARTNER_MULTILATERAL_BANK]     = { "multilateral_bank", "Multilateral development bank", "다자개발은행" },
	[PARTNER_FINANCIAL_INSTITUTION] = { "financial_institution", "Financial institution", "금융기관" },
	[PARTNER_INVESTOR]              = { "investor", "Investor", "투자자" },
	[PARTNER_CONSULTING_FIRM]       = { "consulting_firm", "Consulting firm", "컨설팅 기관" },
	[PARTNER_PUBLIC_AGENCY]         = { "public_agency", "Public agency", "공공기관" },
	[PARTNER_UNIVERSITY]            = { "university", "University", "대학" },
	[PARTNER_CITY]                  = { "city", "City", "도시" },
	[PARTNER_DIALOGUE_PARTNER]      = { "dialogue_partner", "Dialogue Partner (country)", "대화상대국" },
	{ NULL, NULL, NULL }
};

static const struct word supports[] = {
	[SUPPORT_TECHNOLOGY]   = { "technology", "Technology", "기술" },
	[SUPPORT_CONSTRUCTION] = { "construction", "Construction", "건설·시공" },
	[SUPPORT_OPERATION]    = { "operation", "Operation", "운영" },
	[SUPPORT_FINANCE]      = { "finance", "Finance", "금융" },
	[SUPPORT_ADVISORY]     = { "advisory", "Advisory", "자문" },
	[SUPPORT_TRAINING]     = { "training", "Training", "교육훈련" },
	{ NULL, NULL, NULL }
};

static const struct word quadrants[] = {
	[QUADRANT_DENSE_DEVELOPED]       = { "dense_developed", "Dense city in a developed economy", "인구밀도가 높은 선진국형" },
	[QUADRANT_DENSE_EMERGING]        = { "dense_emerging", "Dense city in an emerging economy", "인구밀도가 높은 신흥국형" },
	[QUADRANT_LOW_DENSITY_DEVELOPED] = { "low_density_developed", "Low-density city in a developed economy", "인구밀도가 낮은 선진국형" },
	[QUADRANT_LOW_DENSITY_EMERGING]  = { "low_density_emerging", "Low-density city in an emerging economy", "인구밀도가 낮은 신흥국형" },
	{ NULL, NULL, NULL }
};

static const struct word partner_states[] = {
	[PARTNER_DRAFT]     = { "draft", "Draft", "작성 중" },
	[PARTNER_SUBMITTED] = { "submitted", "Submitted", "제출됨" },
	[PARTNER_VERIFIED]  = { "verified", "Verified", "검증됨" },
	[PARTNER_SUSPENDED] = { "suspended", "Suspended", "정지됨" },
	[PARTNER_EXPIRED]   = { "expired", "Expired", "만료됨" },
	{ NULL, NULL, NULL }
};

static const struct word project_stages[] = {
	[PROJECT_PENDING]      = { "pending", "Pending", "미정" },
	[PROJECT_OPEN]         = { "open", "Open", "파트너 모집 중" },
	[PROJECT_MATCHED]      = { "matched", "Matched", "파트너 결정" },
	[PROJECT_IMPLEMENTING] = { "implementing", "Being carried out", "추진 중" },
	[PROJECT_DONE]         = { "done", "Done", "완료" },
	[PROJECT_DROPPED]      = { "dropped", "Dropped", "중단" },
	{ NULL, NULL, NULL }
};

static const struct word parts[] = {
	[PART_CATEGORY]     = { "category", "Project category", "프로젝트 분야" },
	[PART_SECTOR]       = { "sector", "Priority sector", "우선 산업" },
	[PART_QUADRANT]     = { "quadrant", "Type of city", "도시 유형" },
	[PART_SUPPORT]      = { "support", "Support required", "필요한 지원" },
	[PART_TRACK_RECORD] = { "track_record", "Track record", "수행 실적" },
	[PART_RELEVANCE]    = { "relevance", "Closeness of the texts", "내용 연관성" },
	[PART_PREFERENCE]   = { "preference", "Stated preferences", "희망 조건" },
	[PART_SCALE]        = { "scale", "Size of the project", "프로젝트 규모" },
	{ NULL, NULL, NULL }
};

static const struct word gates[] = {
	[GATE_PARTNER_NOT_VERIFIED]     = { "partner_not_verified", "Partner not verified", "미검증 파트너" },
	[GATE_PARTNER_EXPIRED]          = { "partner_expired", "Partner's term has ended", "파트너 유효기간 만료" },
	[GATE_PROJECT_NOT_OPEN]         = { "project_not_open", "Project not open", "모집 중이 아닌 프로젝트" },
	[GATE_PROJECT_OUT_OF_VALIDITY]  = { "project_out_of_validity", "Outside the project's dates", "프로젝트 유효기간 밖" },
	[GATE_COUNTRY_EXCLUDED]         = { "country_excluded", "Country excluded by the partner", "파트너가 제외한 국가" },
	[GATE_CITY_EXCLUDED]            = { "city_excluded", "City excluded by the partner", "파트너가 제외한 도시" },
	[GATE_PARTNER_COUNTRY_EXCLUDED] = { "partner_country_excluded", "Partner's country excluded by the project", "프로젝트가 제외한 파트너 국가" },
	[GATE_PARTNER_KIND_EXCLUDED]    = { "partner_kind_excluded", "Kind of partner excluded by the project", "프로젝트가 제외한 파트너 유형" },
	[GATE_CONFLICT]                 = { "conflict", "Declared conflict of interest", "신고된 이해충돌" },
	[GATE_DECLINED]                 = { "declined", "Declined before", "이미 거절됨" },
	[GATE_TICKET_TOO_SMALL]         = { "ticket_too_small", "Below the project's least budget", "프로젝트 최소 예산 미달" },
	{ NULL, NULL, NULL }
};

static const struct word flags[] = {
	[FLAG_THRESHOLD]      = { "threshold", "Type of city depends on the source", "자료에 따라 도시 유형이 달라짐" },
	[FLAG_TIE]            = { "tie", "Same score as its neighbour", "이웃 순위와 동점" },
	[FLAG_INFERRED_NEEDS] = { "inferred_needs", "Needs inferred from similar cities", "비슷한 도시에서 추정한 수요" },
	{ NULL, NULL, NULL }
};

_Static_assert(COUNT(supports) == SUPPORTS + 1, "every support has its word");
_Static_assert(COUNT(quadrants) == QUADRANTS + 1, "every quadrant has its word");
_Static_assert(COUNT(parts) == PARTS + 1, "every part has its word");
_Static_assert(COUNT(gates) == GATES + 1, "every gate has its word");
_Static_assert(COUNT(flags) == FLAGS + 1, "every flag has its word");

const struct vocab partner_kind_vocab  = { "PartnerKind", "kind of partner", "파트너 유형", partner_kinds };
const struct vocab support_vocab       = { "Support", "kind of support", "지원 유형", supports };
const struct vocab quadrant_vocab      = { "Quadrant", "type of city", "도시 유형", quadrants };
const struct vocab partner_state_vocab = { "PartnerState", "state of a partner", "파트너 상태", partner_states };
const struct vocab project_stage_vocab = { "ProjectStage", "stage of a project", "프로젝트 단계", project_stages };
const struct vocab part_vocab          = { "Part", "part of a score", "점수 항목", parts };
const struct vocab gate_vocab          = { "Gate", "gate", "제한 사유", gates };
const struct vocab flag_vocab          = { "Flag", "flag", "주의 표시", flags };

int
vocab_find(const struct vocab *v, const char *word)
{
	for (int i = 0; v->words[i].id != NULL; i++)
		if (strcmp(v->words[i].id, word) == 0)
			return i;
	return -1;
}
