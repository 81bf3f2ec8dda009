#include "engine/routes.h"

#include "proto/access.h"
#include "proto/document.h"
#include "proto/import.h"
#include "proto/audit.h"
#include "proto/job.h"
#include "proto/list_query.h"
#include "proto/match.h"
#include "proto/pairing_answer.h"
#include "proto/search.h"

#define LIST(name, kind, query, page, said)						\
	{ METHOD_GET, "/v1/" name, WHO_ALL, .flow = record_list, .asks = &query, .gives = &page, \
	  .status = 200, .record = kind, .about = said }
#define SHOW(name, kind, message, said)							\
	{ METHOD_GET, "/v1/" name "/{id}", WHO_ALL, .flow = record_show, .gives = &message,	\
	  .status = 200, .record = kind, .about = said }

#define NEW(name, kind, message, said)							\
	{ METHOD_POST, "/v1/" name, WHO_STAFF | WHO_ADMIN, .flow = record_create, .takes = &message, .gives = &message, \
	  .status = 201, .record = kind, .about = said }
#define EDIT(name, roles, kind, message, ...)						\
	{ METHOD_PATCH, "/v1/" name "/{id}", roles, .flow = record_patch, .takes = &message, .gives = &message, \
	  .status = 200, .changes = true, .record = kind, __VA_ARGS__ }

#define MOVE(action, roles, steps, said)							\
	{ METHOD_POST, "/v1/pairing-lists/{id}/" action, roles, .flow = steps, .takes = &list_note_message, \
	  .gives = &pairing_list_message, .status = 200, .body_optional = true, .about = said }

const struct route routes[] = {
	{ METHOD_GET, "/openapi.json", WHO_ANYONE, .flow = openapi_show, .status = 200,
	  .about = "This description." },
	{ METHOD_GET, "/", WHO_ANYONE, .flow = console_show, .status = 200, .file = true,
	  .about = "The console." },
	{ METHOD_GET, "/console/{id}", WHO_ANYONE, .flow = console_show, .status = 200, .file = true,
	  .about = "What the console's page names." },

	{ METHOD_POST, "/v1/sessions", WHO_ANYONE, .flow = session_open, .takes = &sign_in_message, .gives = &me_message,
	  .status = 201, .about = "Sign in with a password; the session is in a cookie." },
	{ METHOD_DELETE, "/v1/sessions/current", WHO_ALL, .flow = session_close, .status = 204, .about = "Sign out." },
	{ METHOD_GET, "/v1/me", WHO_ALL, .flow = me_show, .gives = &me_message, .status = 200,
	  .about = "Show who the token or the session stands for." },

	{ METHOD_GET, "/v1/users", WHO_ADMIN, .flow = user_list, .asks = &user_query_message, .gives = &user_page,
	  .status = 200, .about = "List the users." },
	{ METHOD_POST, "/v1/users", WHO_ADMIN, .flow = user_create, .takes = &user_message, .gives = &user_message,
	  .status = 201, .about = "Store a user, who can sign in once there is a password." },
	{ METHOD_GET, "/v1/users/{id}", WHO_ADMIN, .flow = user_show, .gives = &user_message, .status = 200,
	  .about = "Show a user." },
	{ METHOD_PATCH, "/v1/users/{id}", WHO_ADMIN, .flow = user_patch, .takes = &user_message,
	  .gives = &user_message, .status = 200, .changes = true,
	  .about = "Change some members of a user (JSON merge patch); who is disabled is shut out at once." },
	{ METHOD_POST, "/v1/users/{id}/password", WHO_ALL, OWNER_USER, .flow = user_password, .secret = true,
	  .takes = &new_password_message, .gives = &user_message, .status = 200,
	  .about = "Set a password, one's own or as an administrator any; every session of the user ends." },
	{ METHOD_GET, "/v1/tokens", WHO_ALL, .flow = token_list, .asks = &token_query_message, .gives = &token_page,
	  .status = 200, .about = "List tokens and sessions, newest first: one's own, or as an administrator all." },
	{ METHOD_POST, "/v1/tokens", WHO_ALL, .flow = token_make, .takes = &token_request_message,
	  .gives = &token_message, .status = 201,
	  .about = "Make a token: of one's own after signing in, or as an administrator any. Its secret is shown once." },
	{ METHOD_POST, "/v1/tokens/{id}/revoke", WHO_ALL, .flow = token_revoke, .gives = &token_message, .status = 200,
	  .about = "Revoke a token or a session: itself, one's own after signing in, or as an administrator any." },
	{ METHOD_POST, "/v1/tokens/{id}/rotate", WHO_ALL, .flow = token_rotate, .takes = &rotation_message,
	  .body_optional = true, .gives = &token_message, .status = 201,
	  .about = "Give a token a successor with a new secret, which is shown once; the old one ends." },

	LIST("countries", RECORD_COUNTRY, plain_query_message, country_page, "List the member states."),
	SHOW("countries", RECORD_COUNTRY, country_message, "Show a member state with its facts."),
	LIST("cities", RECORD_CITY, city_query_message, city_page, "List the cities."),
	SHOW("cities", RECORD_CITY, city_message,
		"Show a city: facts, quadrant, membership, representatives, projects. Any of its names will do."),
	EDIT("cities", WHO_STAFF | WHO_ADMIN, RECORD_CITY, city_message, .owner = OWNER_NONE,
	  .about = "Change what is said of a city: names, aliases, priorities, facts (added and ended), officers."),
	LIST("projects", RECORD_PROJECT, project_query_message, project_page, "List the priority projects."),
	SHOW("projects", RECORD_PROJECT, project_message, "Show a project."),
	NEW("projects", RECORD_PROJECT, project_message, "Store a project of a city."),
	EDIT("projects", WHO_STAFF | WHO_ADMIN | WHO_CITY, RECORD_PROJECT, project_message, .owner = OWNER_PROJECT,
	  .about = "Change a project; a city's officer says what the city wants of it, the Centre how far it is."),
	LIST("categories", RECORD_CATEGORY, plain_query_message, category_page, "List the project categories."),
	SHOW("categories", RECORD_CATEGORY, category_message, "Show a category."),
	LIST("sectors", RECORD_SECTOR, plain_query_message, sector_page, "List the sectors."),
	SHOW("sectors", RECORD_SECTOR, sector_message, "Show a sector."),
	LIST("meetings", RECORD_MEETING, plain_query_message, meeting_page, "List the calendar of meetings."),
	SHOW("meetings", RECORD_MEETING, meeting_message, "Show a meeting."),
	NEW("meetings", RECORD_MEETING, meeting_message, "Put a meeting into the calendar."),
	EDIT("meetings", WHO_STAFF | WHO_ADMIN, RECORD_MEETING, meeting_message, .owner = OWNER_NONE, .about = "Change a meeting."),
	LIST("reporting-chain", RECORD_REPORTING_STEP, plain_query_message, reporting_step_page,
		"List the steps of the reporting chain."),
	{ METHOD_GET, "/v1/sources", WHO_ALL, .flow = source_list, .asks = &page_query_message, .gives = &source_page,
	  .status = 200, .about = "List what facts come from." },
	{ METHOD_POST, "/v1/sources", WHO_STAFF | WHO_ADMIN, .flow = source_create, .takes = &source_message,
	  .gives = &source_message, .status = 201, .about = "Store a source, under an id that facts and policies name." },
	LIST("policies", RECORD_POLICY, plain_query_message, policy_page, "List the policies."),
	SHOW("policies", RECORD_POLICY, policy_message, "Show a policy."),
	NEW("policies", RECORD_POLICY, policy_message, "Store a policy, for good: another opinion is another policy."),

	{ METHOD_GET, "/v1/partners", WHO_OFFICE, .flow = record_list, .asks = &partner_query_message,
	  .gives = &partner_page, .status = 200, .record = RECORD_PARTNER, .about = "List the partners." },
	{ METHOD_POST, "/v1/partners", WHO_STAFF | WHO_ADMIN, .flow = partner_create,
	  .takes = &partner_message, .gives = &partner_message, .status = 201,
	  .about = "Store a partner, as a draft." },
	{ METHOD_GET, "/v1/partners/{id}", WHO_OFFICE | WHO_COMPANY, OWNER_PARTNER, .flow = partner_show,
	  .gives = &partner_message, .status = 200, .about = "Show a partner." },
	{ METHOD_PUT, "/v1/partners/{id}", WHO_STAFF | WHO_ADMIN | WHO_COMPANY, OWNER_PARTNER,
	  .flow = partner_replace, .takes = &partner_message, .gives = &partner_message, .status = 200,
	  .changes = true, .about = "Replace a partner's profile; a verified one waits for review again." },
	{ METHOD_PATCH, "/v1/partners/{id}", WHO_STAFF | WHO_ADMIN | WHO_COMPANY, OWNER_PARTNER,
	  .flow = partner_patch, .takes = &partner_message, .gives = &partner_message, .status = 200,
	  .changes = true, .about = "Change some members of a partner's profile (JSON merge patch, RFC 7396)." },
	{ METHOD_POST, "/v1/partners/{id}/submit", WHO_STAFF | WHO_ADMIN | WHO_COMPANY, OWNER_PARTNER,
	  .flow = partner_submit, .gives = &partner_message, .status = 200,
	  .about = "Hand a draft in for review." },
	{ METHOD_POST, "/v1/partners/{id}/verify", WHO_STAFF | WHO_ADMIN, .flow = partner_verify,
	  .takes = &term_message, .body_optional = true, .gives = &partner_message, .status = 200,
	  .about = "Verify a submitted or suspended partner, for a term." },
	{ METHOD_POST, "/v1/partners/{id}/suspend", WHO_STAFF | WHO_ADMIN, .flow = partner_suspend,
	  .gives = &partner_message, .status = 200, .about = "Suspend a verified partner." },
	{ METHOD_POST, "/v1/partners/{id}/renew", WHO_STAFF | WHO_ADMIN, .flow = partner_renew,
	  .takes = &term_message, .body_optional = true, .gives = &partner_message, .status = 200,
	  .about = "Give a verified or expired partner a new term." },

	{ METHOD_GET, "/v1/partners/{id}/matches", WHO_OFFICE | WHO_COMPANY, OWNER_PARTNER,
	  .flow = partner_matches, .asks = &match_query_message, .gives = &match_list_message, .status = 200,
	  .about = "Which cities and projects fit a partner, why, and what would change it." },
	{ METHOD_POST, "/v1/matches", WHO_OFFICE | WHO_COMPANY, .flow = profile_matches,
	  .asks = &match_query_message, .takes = &match_request_message, .gives = &match_list_message,
	  .status = 200, .reads = true, .about = "Which cities fit a profile that is not stored, if you like by weights of your own." },
	{ METHOD_GET, "/v1/projects/{id}/candidates", WHO_OFFICE | WHO_CITY, OWNER_PROJECT,
	  .flow = project_candidates, .asks = &candidate_query_message, .gives = &match_list_message, .status = 200,
	  .about = "Which partners fit a project." },
	{ METHOD_GET, "/v1/cities/{id}/candidates", WHO_OFFICE | WHO_CITY, OWNER_CITY,
	  .flow = city_candidates, .asks = &candidate_query_message, .gives = &match_list_message, .status = 200,
	  .about = "Which partners fit a city, each by the project it fits best." },

	{ METHOD_POST, "/v1/pairing-lists", WHO_OFFICE, .flow = pairing_list_create,
	  .takes = &pairing_request_message, .gives = &pairing_list_message, .gives_later = &job_message,
	  .status = 201,
	  .about = "Build the best pairing list for a meeting, and store it unless it is a dry run." },
	{ METHOD_GET, "/v1/pairing-lists", WHO_LISTS, .flow = pairing_list_list, .asks = &page_query_message,
	  .gives = &pairing_list_page, .status = 200, .about = "List the pairing lists, newest first." },
	{ METHOD_GET, "/v1/pairing-lists/{id}", WHO_LISTS, .flow = pairing_list_show,
	  .gives = &pairing_list_message, .status = 200, .csv = true,
	  .about = "Show a pairing list; as text/csv, its lines." },
	{ METHOD_GET, "/v1/pairing-lists/{id}/documents/{format}", WHO_LISTS, .flow = list_document,
	  .asks = &document_query_message, .types = document_types, .status = 200,
	  .about = "A pairing list as a file to keep, to print or to go on with; the same list is always the same bytes." },
	MOVE("propose", WHO_STAFF | WHO_BATCH | WHO_ADMIN, list_propose, "Propose a draft for approval."),
	MOVE("approve", WHO_APPROVER | WHO_ADMIN, list_approve,
		"Approve a proposed list; it takes another person than the one who proposed it."),
	MOVE("announce", WHO_STAFF | WHO_APPROVER | WHO_ADMIN, list_announce,
		"Announce an approved list; the list that it replaces is withdrawn."),
	MOVE("withdraw", WHO_STAFF | WHO_APPROVER | WHO_ADMIN, list_withdraw,
		"Withdraw a list that is not announced yet."),
	{ METHOD_GET, "/v1/pairing-lists/{id}/why-not", WHO_LISTS, .flow = list_why_not, .asks = &why_query_message,
	  .gives = &why_not_message, .status = 200,
	  .about = "Why a partner is not paired with a city or a project, and the smallest change that would pair them." },
	{ METHOD_GET, "/v1/pairing-lists/{id}/difference", WHO_LISTS, .flow = list_difference,
	  .asks = &difference_query_message, .gives = &difference_message, .status = 200,
	  .about = "How a list differs from another, city by city." },
	{ METHOD_GET, "/v1/proposals", WHO_COMPANY | WHO_CITY, OWNER_LINE, .flow = proposal_list, .asks = &page_query_message,
	  .gives = &proposal_page_message, .status = 200,
	  .about = "What is proposed to a company or a city: its own lines of lists." },
	{ METHOD_POST, "/v1/pairing-lists/{id}/pairings/{number}/stages", WHO_STAFF | WHO_ADMIN | WHO_COMPANY | WHO_CITY, OWNER_LINE,
	  .flow = pairing_stage_add, .takes = &stage_request_message, .gives = &staged_pairing_message, .status = 201,
	  .about = "Note a stage that a pairing has reached; a company and a city accept or decline for their own side. "
	  "After a decline, who could take the place." },
	{ METHOD_GET, "/v1/snapshots/{id}", WHO_LISTS, .flow = snapshot_show, .status = 200,
	  .about = "The data that lists rest on, by its digest: one JSON object a line." },

	{ METHOD_GET, "/v1/jobs", WHO_OFFICE, .flow = job_list, .asks = &job_query_message,
	  .gives = &job_page_message, .status = 200, .about = "List the jobs, newest first." },
	{ METHOD_GET, "/v1/jobs/{id}", WHO_OFFICE, .flow = job_show, .gives = &job_message, .status = 200,
	  .about = "Show a job: what was asked, how far it is, what came of it." },
	{ METHOD_GET, "/v1/jobs/{id}/events", WHO_OFFICE, .flow = job_events, .status = 200, .stream = true,
	  .about = "Watch a job: an event for each change, until it ends." },
	{ METHOD_POST, "/v1/jobs/{id}/cancel", WHO_OFFICE, .flow = job_cancel, .gives = &job_message, .status = 200,
	  .about = "Cancel a job that waits or runs." },
	{ METHOD_POST, "/v1/jobs/{id}/rerun", WHO_OFFICE, .flow = job_rerun, .gives = &job_message, .status = 202,
	  .about = "Queue the request of a job that has ended once more, on today's data." },

	{ METHOD_GET, "/v1/search", WHO_ALL, .flow = search_all, .asks = &search_query_message,
	  .gives = &search_answer_message, .status = 200,
	  .about = "Find cities, projects and, for who may see them, partners by their names, however they are spelled." },

	{ METHOD_POST, "/v1/imports", WHO_STAFF | WHO_ADMIN, .flow = import_create, .asks = &import_upload_message,
	  .gives = &import_message, .status = 201, .upload = true,
	  .about = "Upload a file of partners (XLSX, CSV, NDJSON) and see how it will be read; nothing is stored yet." },
	{ METHOD_GET, "/v1/imports", WHO_STAFF | WHO_ADMIN, .flow = import_list, .asks = &page_query_message,
	  .gives = &import_page_message, .status = 200, .about = "List the imports, newest first." },
	{ METHOD_GET, "/v1/imports/template", WHO_STAFF | WHO_ADMIN, .flow = import_template,
	  .asks = &import_file_query_message, .types = import_types, .status = 200,
	  .about = "An empty file to fill in; a workbook also says what the columns mean and which words they take." },
	{ METHOD_GET, "/v1/imports/{id}", WHO_STAFF | WHO_ADMIN, .flow = import_show, .gives = &import_message,
	  .status = 200, .about = "Show an import." },
	{ METHOD_PATCH, "/v1/imports/{id}", WHO_STAFF | WHO_ADMIN, .flow = import_patch, .takes = &import_plan_message,
	  .gives = &import_message, .status = 200, .changes = true,
	  .about = "Say which sheet and columns are to be read, and what to do with duplicates and mistakes (RFC 7396)." },
	{ METHOD_POST, "/v1/imports/{id}/check", WHO_STAFF | WHO_ADMIN, .flow = import_check, .gives = &job_message,
	  .status = 202, .about = "Queue a dry run: all is done and taken back, but for the report." },
	{ METHOD_POST, "/v1/imports/{id}/run", WHO_STAFF | WHO_ADMIN, .flow = import_run, .gives = &job_message,
	  .status = 202, .about = "Queue the import itself: the rows are stored as drafts, all in one transaction." },
	{ METHOD_POST, "/v1/imports/{id}/undo", WHO_STAFF | WHO_ADMIN, .flow = import_undo, .gives = &job_message,
	  .status = 202, .about = "Queue taking back what an import has stored, where nothing else has changed it since." },
	{ METHOD_GET, "/v1/imports/{id}/report", WHO_STAFF | WHO_ADMIN, .flow = import_report,
	  .asks = &import_report_query_message, .gives = &import_report_message, .status = 200,
	  .about = "What the last job had to say of the rows, one by one." },
	{ METHOD_GET, "/v1/imports/{id}/rejected", WHO_STAFF | WHO_ADMIN, .flow = import_rejected,
	  .asks = &import_file_query_message, .types = import_types, .status = 200,
	  .about = "The rows that the last job rejected, as they came, each with the reasons: to be mended and sent again." },
	{ METHOD_GET, "/v1/audit", WHO_AUDITOR | WHO_ADMIN, .flow = audit_list, .asks = &audit_query_message,
	  .gives = &audit_page_message, .status = 200,
	  .about = "Who changed what, when, from what into what: the newest first, or in order since an entry." },
	{ METHOD_GET, "/v1/audit/head", WHO_LISTS, .flow = audit_head_show, .gives = &audit_head_message, .status = 200,
	  .about = "The last entry of the audit, to be kept elsewhere." },
	{ METHOD_GET, "/v1/persons", WHO_STAFF | WHO_ADMIN, .flow = person_show, .asks = &person_query_message,
	  .gives = &person_message, .status = 200, .about = "Everything that is kept of a person, by e-mail address." },
	{ METHOD_POST, "/v1/persons/erase", WHO_ADMIN, .flow = person_erase, .takes = &person_erase_message,
	  .gives = &person_erased_message, .status = 200,
	  .about = "Forget a person: contacts, what the audit keeps, answers kept for repeats. The audit stays provable." },

	{ .path = NULL }
};
