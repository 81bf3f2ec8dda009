/*
 * Connections by address: who counts as one, and that nobody is forgotten or kept.
 */
#include <check.h>
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdlib.h>

#include "engine/guests.h"
#include "tests/suite.h"

enum { MANY = 5000 };

static struct sockaddr_storage
peer(const char *address)
{
	struct sockaddr_storage all = { 0 };

	if (inet_pton(AF_INET, address, &((struct sockaddr_in *)(void *)&all)->sin_addr) == 1)
		all.ss_family = AF_INET;
	else if (inet_pton(AF_INET6, address, &((struct sockaddr_in6 *)(void *)&all)->sin6_addr) == 1)
		all.ss_family = AF_INET6;
	ck_assert_int_ne(all.ss_family, 0);
	return all;
}

static const struct {
	const char *one, *other;
	bool        same;
} pairs[] = {
	{ "192.0.2.7", "192.0.2.7", true },
	{ "192.0.2.7", "192.0.2.8", false },
	{ "192.0.2.7", "::ffff:192.0.2.7", true },
	{ "::ffff:192.0.2.7", "::ffff:192.0.2.8", false },
	{ "2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true },
	{ "2001:db8:0:1::1", "2001:db8:0:2::1", false },
	{ "::1", "127.0.0.1", false },
};

START_TEST(one_guest_is_an_address_or_a_64)
{
	struct guests          *g = guests_new();
	struct sockaddr_storage a = peer(pairs[_i].one), b = peer(pairs[_i].other);
	struct guest           *first = guests_enter(g, &a), *second = guests_enter(g, &b);

	ck_assert_int_eq(first == second, pairs[_i].same);
	ck_assert_int_eq(second->connections, pairs[_i].same ? 2 : 1);
	guests_leave(g, first);
	guests_leave(g, second);
	guests_free(g);
}
END_TEST

/* More than there are buckets; leaving in another order than they came. What is not freed the leak check finds. */
START_TEST(many_come_and_go)
{
	static struct guest    *guest[MANY];
	struct guests          *g = guests_new();
	struct sockaddr_storage a = { .ss_family = AF_INET };

	for (uint32_t i = 0; i < MANY; i++) {
		((struct sockaddr_in *)(void *)&a)->sin_addr.s_addr = htonl(i);
		guest[i] = guests_enter(g, &a);
		ck_assert_int_eq(guest[i]->connections, 1);
	}
	for (uint32_t i = 0; i < MANY; i += 2)
		guests_leave(g, guest[i]);
	for (uint32_t i = 0; i < MANY; i++) {
		((struct sockaddr_in *)(void *)&a)->sin_addr.s_addr = htonl(i);
		guest[i] = guests_enter(g, &a);
		ck_assert_int_eq(guest[i]->connections, i % 2 == 0 ? 1 : 2);
	}
	for (int i = 0; i < MANY; i++) {
		if (i % 2 != 0)
			guests_leave(g, guest[i]);
		guests_leave(g, guest[i]);
	}
	guests_free(g);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("guests");
	TCase *t = tcase_create("addresses");

	tcase_add_loop_test(t, one_guest_is_an_address_or_a_64, 0, (int)(sizeof(pairs) / sizeof(pairs[0])));
	tcase_add_test(t, many_come_and_go);
	suite_add_tcase(suite, t);
	return suite_run(suite);
}
