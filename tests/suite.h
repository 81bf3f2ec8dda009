/*
 * How a test program ends: it runs its cases and says how they went.
 */
#ifndef TESTS_SUITE_H
#define TESTS_SUITE_H

#include <check.h>
#include <stdlib.h>

/* Frees the suite. EXIT_SUCCESS when all have passed: what main() returns. */
static inline int
suite_run(Suite *s)
{
	SRunner *runner = srunner_create(s);
	int      failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
