#ifndef ENGINE_SERVE_H
#define ENGINE_SERVE_H

#include "engine/config.h"

/* Runs the daemon until SIGTERM or SIGINT; returns the exit status. */
int serve_main(const struct config *config);

#endif
