#include "engine/guests.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

enum { BUCKETS = 1024, PREFIX_BYTES = 8 };

/* The key is random, or a client with many addresses could choose those of one bucket. */
struct guests {
	unsigned char key[crypto_shorthash_KEYBYTES];
	struct guest *bucket[BUCKETS];
};

struct guests *
guests_new(void)
{
	struct guests *g = calloc(1, sizeof(*g));

	if (g == NULL)
		abort();
	crypto_shorthash_keygen(g->key);
	return g;
}

void
guests_free(struct guests *g)
{
	free(g);
}

/* The same bytes for an IPv4 client whether it came through a socket of IPv4 or of IPv6. */
static void
write_address(unsigned char address[16], const struct sockaddr_storage *peer)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	const struct in6_addr     *six = &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr;

	memset(address, 0, 16);
	if (peer->ss_family == AF_INET) {
		memcpy(address, mapped, sizeof(mapped));
		memcpy(address + sizeof(mapped), &((const struct sockaddr_in *)(const void *)peer)->sin_addr, 4);
	} else if (peer->ss_family == AF_INET6) {
		memcpy(address, six, IN6_IS_ADDR_V4MAPPED(six) ? 16 : PREFIX_BYTES);
	}
}

static struct guest **
find(struct guests *g, const unsigned char address[16])
{
	unsigned char  hash[crypto_shorthash_BYTES];
	struct guest **at;

	crypto_shorthash(hash, address, 16, g->key);
	at = &g->bucket[(hash[0] | hash[1] << 8) % BUCKETS];
	while (*at != NULL && memcmp((*at)->address, address, 16) != 0)
		at = &(*at)->next;
	return at;
}

struct guest *
guests_enter(struct guests *g, const struct sockaddr_storage *peer)
{
	unsigned char  address[16];
	struct guest **at;

	write_address(address, peer);
	at = find(g, address);
	if (*at == NULL) {
		*at = calloc(1, sizeof(**at));
		if (*at == NULL)
			abort();
		memcpy((*at)->address, address, sizeof(address));
	}
	(*at)->connections++;
	return *at;
}

void
guests_leave(struct guests *g, struct guest *guest)
{
	struct guest **at;

	if (--guest->connections > 0)
		return;
	at = find(g, guest->address);
	*at = guest->next;
	free(guest);
}
