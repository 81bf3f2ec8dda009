/*
 * The operator's port: /live, /ready, /metrics. A listener of its own, so that
 * a proxy in front of the API never shows it.
 */
#ifndef ENGINE_ADMIN_H
#define ENGINE_ADMIN_H

struct service;

/* One row per metric in admin.c: Prometheus name with unit, type, help. */
void admin_count_request(int status);

#endif
