/*
 * Work in the background: queued, watched, cancelled, run again.
 */
#ifndef ENGINE_CLI_JOB_CMD_H
#define ENGINE_CLI_JOB_CMD_H

#include "engine/cli/cli.h"

/* What job_post_run() asks for: c->command->subject. */
extern const char job_cancel[], job_rerun[];

/* Queues the building of a pairing list. */
enum leave job_queue(struct cli *c, const struct buffer *request);

/* Waits for a job; LEAVE_OK only when it is done, else it was told why not. */
enum leave job_await(struct cli *c, const char *id);

enum leave job_watch_run(struct cli *c);
enum leave job_post_run(struct cli *c);

#endif
