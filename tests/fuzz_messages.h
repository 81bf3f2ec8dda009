/*
 * Every message of proto/, for a fuzzer to choose from: build/messages.h has them from the headers.
 */
#ifndef TESTS_FUZZ_MESSAGES_H
#define TESTS_FUZZ_MESSAGES_H

#include <string.h>

#include "proto/message.h"

#define MESSAGE(name) extern const struct message name;
#include "build/messages.h"
#undef MESSAGE
#define MESSAGE(name) { &name, #name },
static const struct {
	const struct message *message;
	const char           *name;
} messages[] = {
#include "build/messages.h"
};

enum { MESSAGES = sizeof(messages) / sizeof(messages[0]) };

/*
 * The message whose name is the first line, which *text then is behind; else one by the first byte.
 * Only names with `kind` in them are chosen.
 */
static inline const struct message *
choose_message(const char **text, const char *end, const char *kind)
{
	const char *line = memchr(*text, '\n', (size_t)(end - *text));
	size_t      wanted = (unsigned char)**text;

	for (size_t i = 0; line != NULL && i < MESSAGES; i++)
		if (strlen(messages[i].name) == (size_t)(line - *text) && strstr(messages[i].name, kind) != NULL &&
		    memcmp(messages[i].name, *text, (size_t)(line - *text)) == 0) {
			*text = line + 1;
			return messages[i].message;
		}
	++*text;
	for (size_t i = 0;; i = (i + 1) % MESSAGES)
		if (strstr(messages[i].name, kind) != NULL && wanted-- == 0)
			return messages[i].message;
}

#endif
