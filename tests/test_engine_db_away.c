/*
 * The pool of connections when the server is away, silent or gone, and the listener.
 */
#include "tests/engine_db.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const struct query forget = { "forget", "begin", 0, 202, false };

START_TEST(a_terminated_backend_fails_what_it_was_asked_and_is_replaced)
{
	struct reply r[4] = { 0 };

	open_db(1, 5000);
	ask(&r[0], &echo, "x");
	AWAIT(answers == 1);
	by_hand("select pg_advisory_lock(1)");
	ask(&r[1], &lock, NULL);
	ask(&r[2], &echo, "x");
	AWAIT(db_state(db).asked == 2);
	by_hand("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'twinningd'");
	AWAIT(answers == 3);
	for (int i = 1; i < 3; i++) {
		ck_assert_int_eq(r[i].code, PROBLEM_DATABASE);
		ck_assert_int_eq(r[i].say, SAY_DB_LOST);
	}
	ask(&r[3], &echo, "back");
	AWAIT(answers == 4);
	ck_assert_str_eq(r[3].text, "back");
	ck_assert_int_ne(r[3].pid, r[0].pid);
}
END_TEST

START_TEST(a_silent_server_is_left)
{
	struct reply r[4] = { 0 };

	open_db(1, 800);
	ask(&r[0], &echo, "x");
	AWAIT(answers == 1);
	ck_assert_int_eq(kill((pid_t)r[0].pid, SIGSTOP), 0);
	ask(&r[1], &echo, "x");
	AWAIT(db_state(db).asked == 1);
	by_hand("select pg_sleep(0.2)");
	ask(&r[2], &echo, "x");
	AWAIT(answers == 3);
	kill((pid_t)r[0].pid, SIGCONT);
	ck_assert_int_eq(r[1].code, PROBLEM_SLOW_DATABASE);
	ck_assert_int_eq(r[1].say, SAY_DB_LATE);
	ck_assert_int_eq(r[2].code, PROBLEM_DATABASE);
	ck_assert_int_eq(r[2].say, SAY_DB_LOST);
	ask(&r[3], &echo, "back");
	AWAIT(answers == 4);
	ck_assert_str_eq(r[3].text, "back");
}
END_TEST

static void
pg_ctl(const char *how)
{
	char command[512];

	snprintf(command, sizeof(command), "%s %s >/dev/null 2>&1", getenv("POSTGRES_CTL"), how);
	ck_assert_int_eq(system(command), 0);
}

START_TEST(while_the_server_is_away_questions_fail_soon_and_then_it_is_back)
{
	struct reply r[4] = { 0 };

	/* Longer than our patience: none of them may wait for so long. */
	open_db(2, 2000 * PATIENCE_SECONDS);
	PQfinish(hand);
	hand = NULL;
	pg_ctl("-m fast stop");
	AWAIT(db_state(db).connected == 0);
	/* The first waits a little for a connection; once that was in vain, the next do not wait. */
	for (int i = 0; i < 3; i++) {
		ask(&r[i], &echo, "x");
		ck_assert_int_eq(r[i].order, 0);
		AWAIT(answers == i + 1);
		ck_assert_int_eq(r[i].code, PROBLEM_DATABASE);
		ck_assert_int_eq(r[i].say, SAY_DB_AWAY);
	}
	pg_ctl("start");
	connect_hand();
	AWAIT(db_state(db).connected == 2);
	ask(&r[3], &echo, "back");
	AWAIT(answers == 4);
	ck_assert_str_eq(r[3].text, "back");
}
END_TEST

/* The process that started this one. */
static pid_t
parent_of(long pid)
{
	char  path[64];
	FILE *f;
	int   parent = 0;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	f = fopen(path, "r");
	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(fscanf(f, "%*d (%*[^)]) %*c %d", &parent), 1);
	fclose(f);
	return parent;
}

START_TEST(a_server_that_never_greets_is_tried_again)
{
	struct reply r[2] = { 0 };
	pid_t        postmaster = parent_of(PQbackendPID(hand));

	open_db(1, 700);
	ck_assert_int_eq(kill(postmaster, SIGSTOP), 0);
	by_hand("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'twinningd'");
	AWAIT(db_state(db).connected == 0);
	ask(&r[0], &echo, "x");
	AWAIT(answers == 1);
	ck_assert_int_eq(kill(postmaster, SIGCONT), 0);
	ck_assert_int_eq(r[0].code, PROBLEM_DATABASE);
	AWAIT(db_state(db).connected == 1);
	ask(&r[1], &echo, "back");
	AWAIT(answers == 2);
	ck_assert_str_eq(r[1].text, "back");
}
END_TEST

/* A socket where PostgreSQL could be, in a directory of its own. */
static int
listen_in(char *dir, struct sockaddr_un *address)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);

	ck_assert_ptr_nonnull(mkdtemp(dir));
	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	snprintf(address->sun_path, sizeof(address->sun_path), "%s/.s.PGSQL.5432", dir);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)address, sizeof(*address)), 0);
	ck_assert_int_eq(listen(fd, 1000), 0);
	return fd;
}

START_TEST(a_silent_host_does_not_hide_the_next)
{
	struct sockaddr_un address;
	char               dir[] = "/tmp/twinning-silent.XXXXXX", conninfo[256];
	struct reply       r = { 0 };
	int                silent = listen_in(dir, &address);

	snprintf(conninfo, sizeof(conninfo), "host=%s,%s port=5432", dir, getenv("PGHOST"));
	open_with(conninfo, 1, 500);
	AWAIT(db_state(db).connected == 1);
	ask(&r, &echo, "found");
	AWAIT(answers == 1);
	ck_assert_str_eq(r.text, "found");
	close(silent);
	unlink(address.sun_path);
	rmdir(dir);
}
END_TEST

static void
on_knock(evutil_socket_t fd, short what, void *arg)
{
	int client = accept(fd, NULL, NULL);

	(void)what;
	if (client >= 0) {
		close(client);
		++*(int *)arg;
	}
}

START_TEST(an_outage_is_told_once)
{
	struct sockaddr_un address;
	char               dir[] = "/tmp/twinning-rude.XXXXXX", conninfo[256], text[8192];
	int                knocks = 0, lines = 0, ends[2], before = dup(STDERR_FILENO);
	int                rude = listen_in(dir, &address);
	struct event      *knock = event_new(base, rude, EV_READ | EV_PERSIST, on_knock, &knocks);
	ssize_t            n;

	event_add(knock, NULL);
	log_limit(LEVEL_INFO);
	ck_assert_int_eq(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	snprintf(conninfo, sizeof(conninfo), "host=%s port=5432", dir);
	open_with(conninfo, 4, 5000);
	AWAIT(knocks == 20);
	dup2(before, STDERR_FILENO);
	close(before);
	close(ends[1]);
	n = read(ends[0], text, sizeof(text) - 1);
	close(ends[0]);
	ck_assert_int_gt(n, 0);
	text[n] = '\0';
	for (char *c = text; (c = strchr(c, '\n')) != NULL; c++)
		lines++;
	ck_assert_ptr_nonnull(strstr(text, "database cannot connect"));
	ck_assert_ptr_nonnull(strstr(text, "database away"));
	ck_assert_msg(lines == 2, "%d lines:\n%s", lines, text);
	event_free(knock);
	close(rude);
	unlink(address.sun_path);
	rmdir(dir);
}
END_TEST

START_TEST(a_server_that_only_reads_is_left)
{
	struct reply r[4] = { 0 };

	open_with("options='-c default_transaction_read_only=on'", 1, 5000);
	ask(&r[0], &echo, "x");
	ask(&r[1], &store, "1");
	ask(&r[2], &echo, "x");
	AWAIT(answers == 3);
	ck_assert_int_eq(r[1].code, PROBLEM_DATABASE);
	ck_assert_int_eq(r[2].code, PROBLEM_NONE);
	ask(&r[3], &echo, "x");
	AWAIT(answers == 4);
	ck_assert_int_ne(r[3].pid, r[0].pid);
}
END_TEST

START_TEST(a_transaction_left_open_costs_the_connection)
{
	struct reply r[3] = { 0 };

	open_db(1, 5000);
	ask(&r[0], &echo, "x");
	ask(&r[1], &forget, NULL);
	AWAIT(answers == 2);
	ask(&r[2], &echo, "x");
	AWAIT(answers == 3);
	ck_assert_int_ne(r[2].pid, r[0].pid);
}
END_TEST

static void
on_hint(void *ctx)
{
	++*(int *)ctx;
}

START_TEST(a_listener_gets_a_hint_for_news_and_for_every_new_connection)
{
	static const char end[] = "select pg_terminate_backend(pid) from pg_stat_activity "
	                          "where application_name = 'twinningd' and query ilike 'listen%'";
	int hints = 0;

	open_db(1, 5000);
	ck_assert(!db_state(db).listening);
	db_listen(db, "a \"channel\"", on_hint, &hints);
	ck_assert_int_eq(hints, 0);
	AWAIT(hints == 1);
	ck_assert(db_state(db).listening);
	by_hand("notify \"a \"\"channel\"\"\"");
	AWAIT(hints == 2);
	by_hand(end);
	AWAIT(!db_state(db).listening);
	by_hand("notify \"a \"\"channel\"\"\"");	/* nobody hears it, so the new connection is the hint */
	AWAIT(hints == 3);
	ck_assert(db_state(db).listening);
	by_hand("notify \"a \"\"channel\"\"\"");
	AWAIT(hints == 4);
}
END_TEST

START_TEST(a_listener_notices_that_its_server_is_silent)
{
	int  hints = 0;
	long pid;

	open_db(1, 500);
	db_listen(db, "news", on_hint, &hints);
	AWAIT(hints == 1);
	pid = atol(by_hand("select pid from pg_stat_activity "
		"where application_name = 'twinningd' and query ilike 'listen%'"));
	ck_assert_int_eq(kill((pid_t)pid, SIGSTOP), 0);
	AWAIT(hints == 2);
	kill((pid_t)pid, SIGCONT);
	/* And that a quiet one lives: it is asked several times and not left. */
	pid = atol(by_hand("select count(*) from pg_stat_activity where application_name = 'twinningd'"));
	ck_assert_int_ge(pid, 2);
	by_hand("select pg_sleep(0.1)");
	by_hand("notify news");
	AWAIT(hints == 3);
}
END_TEST

START_TEST(channels_share_a_connection_and_are_told_apart)
{
	int news = 0, weather = 0;

	open_db(1, 5000);
	db_listen(db, "news", on_hint, &news);
	AWAIT(news == 1);
	db_listen(db, "weather", on_hint, &weather);
	AWAIT(weather == 1);
	ck_assert_int_eq(news, 1);
	by_hand("notify weather");
	AWAIT(weather == 2);
	ck_assert_int_eq(news, 1);
	by_hand("notify news");
	AWAIT(news == 2);
	ck_assert_int_eq(weather, 2);
	ck_assert_str_eq(by_hand("select count(*) from pg_stat_activity where application_name = 'twinningd'"), "2");
}
END_TEST

START_TEST(closing_answers_everything)
{
	static struct reply r[30], again[2];

	memset(r, 0, sizeof(r));
	memset(again, 0, sizeof(again));
	open_db(1, 5000);
	by_hand("select pg_advisory_lock(1)");
	for (int i = 0; i < 30; i++)
		ask(&r[i], i == 0 ? &lock : &echo, "x");
	AWAIT(db_state(db).asked == 16);
	r[0].again = &again[0];
	r[29].again = &again[1];
	db_close(db);
	db = NULL;
	ck_assert_int_eq(answers, 32);
	for (int i = 0; i < 30; i++)
		ck_assert_int_eq(r[i].code, PROBLEM_DATABASE);
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(again[i].code, PROBLEM_DATABASE);
}
END_TEST

START_TEST(closing_before_the_first_connection_is_fine)
{
	struct reply r = { 0 };

	open_with("", 3, 5000);
	ask(&r, &echo, "x");
	/* One turn only: a fast server is not there within it, however slow we are. */
	event_base_loop(base, EVLOOP_ONCE | EVLOOP_NONBLOCK);
	ck_assert_int_eq((int)db_state(db).connected, 0);
	db_close(db);
	db = NULL;
	ck_assert_int_eq(r.code, PROBLEM_DATABASE);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("engine_db_away");
	TCase *t = tcase_create("db");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, a_terminated_backend_fails_what_it_was_asked_and_is_replaced);
	tcase_add_test(t, a_silent_server_is_left);
	tcase_add_test(t, while_the_server_is_away_questions_fail_soon_and_then_it_is_back);
	tcase_add_test(t, an_outage_is_told_once);
	tcase_add_test(t, a_server_that_never_greets_is_tried_again);
	tcase_add_test(t, a_silent_host_does_not_hide_the_next);
	tcase_add_test(t, a_server_that_only_reads_is_left);
	tcase_add_test(t, a_transaction_left_open_costs_the_connection);
	tcase_add_test(t, a_listener_gets_a_hint_for_news_and_for_every_new_connection);
	tcase_add_test(t, a_listener_notices_that_its_server_is_silent);
	tcase_add_test(t, channels_share_a_connection_and_are_told_apart);
	tcase_add_test(t, closing_answers_everything);
	tcase_add_test(t, closing_before_the_first_connection_is_fine);
	suite_add_tcase(s, t);
	return suite_run(s);
}
