#include "proto/audit.h"

#include "proto/list_query.h"
#include "proto/network.h"

static const struct field audit_query_fields[] = {
	{ MEMBER(struct audit_query, kind), .name = "kind", .min = 1, .max = 80, .form = FORM_LINE,
	  .about = "Only changes of this kind of record: partner, token, pairing_list, ..." },
	{ MEMBER(struct audit_query, id), .name = "id", .min = 1, .max = 400, .form = FORM_LINE,
	  .about = "Only changes of the record with this id." },
	{ MEMBER(struct audit_query, actor), .name = "actor", .min = 1, .max = 400, .form = FORM_LINE,
	  .about = "Only what this token or user did, by id or name." },
	{ MEMBER(struct audit_query, from), .name = "from", .min = 10, .max = 10, .form = FORM_DATE,
	  .about = "Only from this day on (UTC)." },
	{ MEMBER(struct audit_query, to), .name = "to", .min = 10, .max = 10, .form = FORM_DATE,
	  .about = "Only up to this day (UTC)." },
	{ MEMBER(struct audit_query, since), .name = "since",
	  .about = "Only entries after this number, and in their order; without it the newest come first." },
	{ MEMBER(struct audit_query, limit), .name = "limit", .min = 1, .max = 1000, .preset = 100,
	  .about = "How many at most." },
	{ MEMBER(struct audit_query, cursor), .name = "cursor", .min = 1, .max = 400, .form = FORM_CURSOR,
	  .about = "Where an earlier page ended." },
	{ .name = NULL }
};

const struct message audit_query_message = {
	.name = "AuditQuery", .about = "Filters of the audit.",
	.size = sizeof(struct audit_query), .fields = audit_query_fields,
};

static const struct field audit_entry_fields[] = {
	{ MEMBER(struct audit_entry, seq), .name = "seq", .required = true,
	  .about = "Its number: from 1, without holes, in the order in which the changes came about." },
	{ MEMBER(struct audit_entry, at), .name = "at", .required = true, .max = 40, .about = "When." },
	{ MEMBER(struct audit_entry, at_us), .name = "at_us", .required = true,
	  .about = "The same in microseconds of Unix time, as the hash covers it." },
	{ MEMBER(struct audit_entry, token), .name = "token", .max = 80, .about = "The token it was done with." },
	{ MEMBER(struct audit_entry, user), .name = "user", .max = 80, .about = "The user whose token it was." },
	{ MEMBER(struct audit_entry, role), .name = "role", .required = true, .max = 40,
	  .about = "The role of the token; operator: by a command or by hand; system: the service of itself." },
	{ MEMBER(struct audit_entry, name), .name = "name", .max = 400,
	  .about = "How the user or the token was named then." },
	{ MEMBER(struct audit_entry, from), .name = "from", .max = 80, .about = "The address the request came from." },
	{ MEMBER(struct audit_entry, kind), .name = "kind", .required = true, .max = 80, .about = "What kind of record it was done to." },
	{ MEMBER(struct audit_entry, id), .name = "id", .required = true, .max = 400, .about = "Its id." },
	{ MEMBER(struct audit_entry, action), .name = "action", .required = true, .max = 20,
	  .about = "create, change, delete; or erase, when a person was forgotten." },
	{ MEMBER(struct audit_entry, before), .name = "before",
	  .about = "The record as it was, as JSON in a text; null when it was created." },
	{ MEMBER(struct audit_entry, after), .name = "after",
	  .about = "The record as it became, as JSON in a text; null when it was deleted." },
	{ MEMBER(struct audit_entry, salt), .name = "salt", .max = 64,
	  .about = "What is put before a document to make its digest, in hexadecimal." },
	{ MEMBER(struct audit_entry, before_digest), .name = "before_digest", .max = 64,
	  .about = "SHA-256 of the salt and `before`, as they were first." },
	{ MEMBER(struct audit_entry, after_digest), .name = "after_digest", .max = 64,
	  .about = "SHA-256 of the salt and `after`, as they were first." },
	{ MEMBER(struct audit_entry, erased), .name = "erased",
	  .about = "The entry by which a person was last taken out of the documents; it has the digest of what is left." },
	{ MEMBER(struct audit_entry, hash), .name = "hash", .required = true, .max = 64,
	  .about = "SHA-256 of the hash of the entry before it and of this one's other members (twinningd(8) says how)." },
	{ .name = NULL }
};

const struct message audit_entry_message = {
	.name = "AuditEntry", .about = "A change of a record.",
	.size = sizeof(struct audit_entry), .fields = audit_entry_fields,
};

static const struct field audit_page_fields[] = {
	{ MEMBER(struct page, items), .name = "items", .required = true, .item = &audit_entry_message,
	  .max = INT32_MAX, .about = "Newest first; in their order after `since`." },
	{ MEMBER(struct page, next), .name = "next", .max = 400, .about = "Cursor of the next page; null on the last." },
	{ .name = NULL }
};

const struct message audit_page_message = {
	.name = "AuditPage", .about = "A page of the audit.",
	.size = sizeof(struct page), .fields = audit_page_fields,
};

static const struct field audit_head_fields[] = {
	{ MEMBER(struct audit_head, seq), .name = "seq", .about = "Number of the last entry; null when there is none." },
	{ MEMBER(struct audit_head, hash), .name = "hash", .max = 64, .about = "Its hash." },
	{ .name = NULL }
};

const struct message audit_head_message = {
	.name = "AuditHead",
	.about = "The last entry of the audit. Kept elsewhere, it shows later whether any up to it was changed or taken away.",
	.size = sizeof(struct audit_head), .fields = audit_head_fields,
};

/* --- persons */

static const struct field person_query_fields[] = {
	{ MEMBER(struct person_query, email), .name = "email", .required = true, .min = 3, .max = 254, .form = FORM_EMAIL,
	  .about = "The person's e-mail address; capitals do not matter." },
	{ .name = NULL }
};

const struct message person_query_message = {
	.name = "PersonQuery", .about = "Whom to look for.",
	.size = sizeof(struct person_query), .fields = person_query_fields,
};

const struct message person_erase_message = {
	.name = "PersonErase", .about = "Whom to forget.",
	.size = sizeof(struct person_query), .fields = person_query_fields,
};

static const struct field person_place_fields[] = {
	{ MEMBER(struct person_place, place), .name = "place", .required = true, .max = 80,
	  .about = "partner: a contact of it; user: an account; import: an uploaded file; audit: the documents of an entry; answer: one kept for requests that are repeated." },
	{ MEMBER(struct person_place, id), .name = "id", .required = true, .max = 400,
	  .about = "The partner, the user, the number of the entry, or the request that was answered." },
	{ MEMBER(struct person_place, document), .name = "document", .required = true,
	  .about = "What it says of the person, as JSON in a text." },
	{ .name = NULL }
};

static const struct message person_place_message = {
	.name = "PersonPlace", .about = "A place where something is kept of a person.",
	.size = sizeof(struct person_place), .fields = person_place_fields,
};

static const struct field person_fields[] = {
	{ MEMBER(struct person, email), .name = "email", .required = true, .max = 254, .about = "The address." },
	{ MEMBER(struct person, places), .name = "places", .required = true, .item = &person_place_message,
	  .max = INT32_MAX, .about = "Everything that is kept of whoever has it." },
	{ .name = NULL }
};

const struct message person_message = {
	.name = "Person", .about = "What is kept of a person.",
	.size = sizeof(struct person), .fields = person_fields,
};

static const struct field person_erased_fields[] = {
	{ MEMBER(struct person_erased, entry), .name = "entry", .required = true,
	  .about = "Number of the audit's entry about this." },
	{ MEMBER(struct person_erased, partners), .name = "partners", .required = true,
	  .about = "Partners that lost the contact." },
	{ MEMBER(struct person_erased, users), .name = "users", .required = true,
	  .about = "Accounts that lost name and address, and are disabled." },
	{ MEMBER(struct person_erased, entries), .name = "entries", .required = true,
	  .about = "Entries of the audit whose documents lost the person." },
	{ MEMBER(struct person_erased, answers), .name = "answers", .required = true,
	  .about = "Answers kept for repeated requests that lost the person." },
	{ MEMBER(struct person_erased, imports), .name = "imports", .required = true,
	  .about = "Uploaded files that mentioned the person, or brought a partner that did: they are gone." },
	{ .name = NULL }
};

const struct message person_erased_message = {
	.name = "PersonErased", .about = "Where a person was forgotten.",
	.size = sizeof(struct person_erased), .fields = person_erased_fields,
};
