/*
 * Tells systemd how the daemon is, by the socket it named (sd_notify(3)); a
 * no-op when it was not started by systemd. libsystemd is not needed for it.
 */
#ifndef ENGINE_NOTIFY_H
#define ENGINE_NOTIFY_H

#include <stdint.h>

void notify(const char *state);	/* "READY=1", "STOPPING=1", "WATCHDOG=1" */

/* How often the watchdog wants to hear, in microseconds; 0 = never. */
int64_t notify_watchdog_us(void);

#endif
