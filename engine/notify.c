#include "engine/notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

void
notify(const char *state)
{
	const char        *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int                fd;

	if (path == NULL || (*path != '/' && *path != '@') || strlen(path) >= sizeof(to.sun_path))
		return;
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	memcpy(to.sun_path, path, strlen(path));
	if (*path == '@')	/* an abstract name starts with a zero byte */
		to.sun_path[0] = '\0';
	sendto(fd, state, strlen(state), MSG_NOSIGNAL, (struct sockaddr *)&to,
		(socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path)));
	close(fd);
}

int64_t
notify_watchdog_us(void)
{
	const char *us = getenv("WATCHDOG_USEC");

	return us == NULL ? 0 : strtoll(us, NULL, 10);
}
