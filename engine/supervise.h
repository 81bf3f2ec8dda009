/*
 * Several processes that serve, and one that starts and watches them.
 *
 * The watching process opens the sockets, one set for each of the others, which
 * share the port (SO_REUSEPORT), and keeps them: whatever becomes of a process,
 * who connects to it waits in the queue for the one that takes its place. One
 * that dies is started again, later and later if it dies young. SIGUSR2 puts a
 * new process in the place of each, one after the other, made of the program as
 * it is installed now: the old one is told to stop when the new one accepts
 * clients. SIGHUP is passed on; SIGTERM and SIGINT stop them all.
 */
#ifndef ENGINE_SUPERVISE_H
#define ENGINE_SUPERVISE_H

#include "engine/config.h"

enum { SUPERVISED_SOCKETS = 3 };	/* in the clear, under TLS (or -1), for operators */

/* A process's place among the others, given to it by the one that watches. */
struct place_to_serve {
	int number;	/* from 0 */
	int sockets[SUPERVISED_SOCKETS];
	int ready;	/* where it says that it accepts clients */
};

/* False in a process that nobody watches. */
bool supervised(struct place_to_serve *place);

/* Says so, once. */
void supervised_ready(struct place_to_serve *place);

int supervise_main(const struct config *c);

#endif
