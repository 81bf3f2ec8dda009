#include "proto/job.h"

#include "proto/list_query.h"
#include "proto/pairing_list.h"

static const struct word kind_words[] = {
	[JOB_PAIRING_LIST] = { "pairing_list", "pairing list", "매칭 목록" },
	[JOB_IMPORT_CHECK] = { "import_check", "dry run of an import", "가져오기 시험 실행" },
	[JOB_IMPORT_RUN]   = { "import_run", "import", "가져오기" },
	[JOB_IMPORT_UNDO]  = { "import_undo", "undoing an import", "가져오기 되돌리기" },
	{ NULL, NULL, NULL }
};
const struct vocab job_kind_vocab = { "JobKind", "kind of job", "작업 종류", kind_words };

static const struct word state_words[] = {
	[JOB_QUEUED]    = { "queued", "waiting", "대기" },
	[JOB_RUNNING]   = { "running", "running", "진행 중" },
	[JOB_DONE]      = { "done", "done", "완료" },
	[JOB_FAILED]    = { "failed", "failed", "실패" },
	[JOB_CANCELLED] = { "cancelled", "cancelled", "취소" },
	{ NULL, NULL, NULL }
};
const struct vocab job_state_vocab = { "JobState", "state of a job", "작업 상태", state_words };

static const struct word phase_words[] = {
	[JOB_READING] = { "reading", "reading the data", "자료 읽기" },
	[JOB_SOLVING] = { "solving", "finding the best list", "최적 목록 찾기" },
	[JOB_WRITING] = { "writing", "writing down the reasons", "이유 쓰기" },
	[JOB_STORING] = { "storing", "storing the list", "목록 저장" },
	[JOB_ROWS]    = { "rows", "going through the rows", "행 처리" },
	[JOB_UNDOING] = { "undoing", "undoing what was stored", "저장한 내용 되돌리기" },
	{ NULL, NULL, NULL }
};
const struct vocab job_phase_vocab = { "JobPhase", "phase of a job", "작업 단계", phase_words };

bool
job_ended(const struct job *job)
{
	return job->state == JOB_DONE || job->state == JOB_FAILED || job->state == JOB_CANCELLED;
}

static const struct field problem_fields[] = {
	{ MEMBER(struct job_problem, code), .name = "code", .required = true, .max = 80,
	  .about = "Name of the sentence, for programs." },
	{ MEMBER(struct job_problem, en), .name = "en", .required = true, .max = 4000, .about = "In English." },
	{ MEMBER(struct job_problem, ko), .name = "ko", .required = true, .max = 4000, .about = "In Korean." },
	{ .name = NULL }
};

const struct message job_problem_message = {
	.name = "JobProblem", .about = "Why a job has no result.",
	.size = sizeof(struct job_problem), .fields = problem_fields,
};

#define ENTRY												\
	{ MEMBER(struct job, id), .name = "id", .server = true, .required = true, .max = 80,		\
	  .about = "Id of the job." },									\
	{ MEMBER(struct job, kind), .name = "kind", .server = true, .required = true,			\
	  .vocab = &job_kind_vocab, .preset = -1, .about = "What it makes." },				\
	{ MEMBER(struct job, state), .name = "state", .server = true, .required = true,			\
	  .vocab = &job_state_vocab, .preset = -1, .about = "Whether it waits, runs or has ended." },	\
	{ MEMBER(struct job, phase), .name = "phase", .server = true, .vocab = &job_phase_vocab,	\
	  .preset = -1, .about = "What is being done, or was last; null before it runs." },		\
	{ MEMBER(struct job, permille), .name = "permille", .server = true, .min = 0, .max = 1000,	\
	  .about = "How much is done, in thousandths; begins anew when another worker takes over." },	\
	{ MEMBER(struct job, attempts), .name = "attempts", .server = true, .min = 0, .max = INT32_MAX,	\
	  .about = "How often a worker has taken it; more than once after a worker was lost." },	\
	{ MEMBER(struct job, worker), .name = "worker", .server = true, .max = 200,			\
	  .about = "The worker that has it, or had it last." },						\
	{ MEMBER(struct job, token), .name = "token", .server = true, .max = 80,			\
	  .about = "Id of the token that asked for it." },						\
	{ MEMBER(struct job, snapshot), .name = "snapshot", .server = true, .max = 64,		\
	  .about = "Digest of the data a list is computed from, as they were when it was queued." },	\
	{ MEMBER(struct job, again_of), .name = "again_of", .server = true, .max = 80,			\
	  .about = "The job that this one repeats on newer data." },					\
	{ MEMBER(struct job, list), .name = "list", .server = true, .max = 80,				\
	  .about = "The pairing list it has made." },							\
	{ MEMBER(struct job, import), .name = "import", .server = true, .max = 80,			\
	  .about = "The import that it is about." },							\
	{ MEMBER(struct job, problem), .name = "problem", .server = true, .item = &job_problem_message,	\
	  .about = "Why it failed." },									\
	{ MEMBER(struct job, created), .name = "created", .server = true, .max = 40,			\
	  .about = "When it was queued (UTC)." },							\
	{ MEMBER(struct job, started), .name = "started", .server = true, .max = 40,			\
	  .about = "When it was first taken." },							\
	{ MEMBER(struct job, finished), .name = "finished", .server = true, .max = 40,			\
	  .about = "When it ended." }

static const struct field entry_fields[] = {
	ENTRY,
	{ .name = NULL }
};

const struct message job_entry_message = {
	.name = "JobEntry", .about = "A job, without what was asked.",
	.size = sizeof(struct job), .fields = entry_fields,
};

static const struct field job_fields[] = {
	ENTRY,
	{ MEMBER(struct job, request), .name = "request", .server = true, .item = &pairing_request_message,
	  .about = "What was asked, for a pairing list." },
	{ .name = NULL }
};

const struct message job_message = {
	.name = "Job", .word = SAY_WORD_JOB, .about = "Work in the background.",
	.size = sizeof(struct job), .fields = job_fields,
};

static const struct field page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .required = true, .item = &job_entry_message,
	  .max = 1000, .about = "The jobs, newest first." },
	{ MEMBER(struct page, next), .name = "next", .max = 400, .about = "Cursor of the next page." },
	{ .name = NULL }
};

const struct message job_page_message = {
	.name = "JobPage", .about = "Some of the jobs.",
	.size = sizeof(struct page), .fields = page_fields,
};

static const struct field query_fields[] = {
	{ MEMBER(struct list_query, state), .name = "state", .vocab = &job_state_vocab, .preset = -1,
	  .about = "Only jobs in this state." },
	{ MEMBER(struct list_query, limit), .name = "limit", .min = 1, .max = 1000, .preset = 100,
	  .about = "How many at most." },
	{ MEMBER(struct list_query, cursor), .name = "cursor", .min = 1, .max = 400, .form = FORM_CURSOR,
	  .about = "Where an earlier page ended." },
	{ .name = NULL }
};

const struct message job_query_message = {
	.name = "JobQuery", .about = "Filters of the jobs.",
	.size = sizeof(struct list_query), .fields = query_fields,
};
