#ifndef ENGINE_ROUTES_H
#define ENGINE_ROUTES_H

#include "engine/request.h"

/* The whole API; ends with a row whose path is NULL. */
extern const struct route routes[];

/* The flows; each stands next to its steps. */
extern step_fn *const record_list[], *const record_show[], *const record_create[], *const record_patch[];
extern step_fn *const source_list[], *const source_create[];
extern step_fn *const partner_show[], *const partner_create[], *const partner_replace[], *const partner_patch[];
extern step_fn *const partner_submit[], *const partner_verify[], *const partner_suspend[], *const partner_renew[];
extern step_fn *const partner_export[];
extern const char *const export_types[];
extern step_fn *const partner_matches[], *const profile_matches[];
extern step_fn *const project_candidates[], *const city_candidates[];
extern step_fn *const pairing_list_create[], *const pairing_list_list[], *const pairing_list_show[];
extern step_fn *const pairing_list_queue[];	/* once the request has been found good */
extern step_fn *const job_list[], *const job_show[], *const job_cancel[], *const job_rerun[], *const job_events[];
extern step_fn *const search_all[];
extern step_fn *const import_create[], *const import_list[], *const import_show[], *const import_patch[];
extern step_fn *const import_check[], *const import_run[], *const import_undo[], *const import_report[];
extern step_fn *const import_template[], *const import_rejected[];
extern const char *const import_types[];
extern step_fn *const list_propose[], *const list_approve[], *const list_announce[], *const list_withdraw[];
extern step_fn *const list_why_not[], *const list_difference[], *const pairing_stage_add[], *const proposal_list[],
	*const snapshot_show[];
extern step_fn *const list_document[], *const partner_report[], *const city_report[];
extern step_fn *const audit_list[], *const audit_head_show[], *const person_show[], *const person_erase[];
extern step_fn *const openapi_show[], *const me_show[], *const console_show[];
extern step_fn *const session_open[], *const session_close[];
extern step_fn *const session_goes_on[];	/* before the route's own flow, now and then */
extern step_fn *const newcomer_enters[];	/* the same, for who is not known here yet */
extern step_fn *const user_list[], *const user_show[], *const user_create[], *const user_patch[], *const user_password[];
extern step_fn *const token_list[], *const token_make[], *const token_revoke[], *const token_rotate[];

/*
 * The ETag of a record. What is shown of one may follow from others, so it names the snapshot;
 * of one that people change it begins with the version, which If-Match compares.
 */
const char *record_tag(struct arena *mem, const struct catalogue *c, enum record_kind kind, size_t index);

#endif
