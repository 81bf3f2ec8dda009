#include "proto/access.h"

static const struct word role_words[] = {
	[ROLE_STAFF]    = { "staff", "Centre staff", "센터 직원" },
	[ROLE_COMPANY]  = { "company", "company", "기업" },
	[ROLE_CITY]     = { "city", "city officer", "도시 담당관" },
	[ROLE_BATCH]    = { "batch", "batch job", "배치 작업" },
	[ROLE_ADMIN]    = { "admin", "administrator", "관리자" },
	[ROLE_APPROVER] = { "approver", "approver", "승인자" },
	[ROLE_AUDITOR]  = { "auditor", "auditor", "감사인" },
	{ NULL, NULL, NULL }
};
const struct vocab role_vocab = { "Role", "role", "역할", role_words };
