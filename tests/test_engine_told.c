/*
 * What answers say again and again: kept with the view, the same as said anew, and there for who was given it.
 */
#include "tests/engine_network.h"

#include "engine/brief.h"
#include "engine/part_lines.h"
#include "engine/told.h"

static const char DAY[] = "2018-08-01";

static struct catalogue *c;	/* as the daemon reads what is stored */

/* What an answer says of a city and a project, from the bytes that are kept and member by member. */
static void
says_the_same(struct object city, struct object one)
{
	struct match   of_kept = { .city = city, .project = one }, of_members = of_kept;
	struct buffer   *kept = buffer_new(mem), *members = buffer_new(mem);

	ck_assert_ptr_nonnull(city.kept);
	ck_assert_ptr_nonnull(one.kept);
	of_members.city.kept = of_members.project.kept = NULL;
	message_print(kept, &match_message, &of_kept);
	message_print(members, &match_message, &of_members);
	ck_assert_str_eq(kept->at, members->at);
}

START_TEST(what_is_kept_of_every_record_is_what_it_says)
{
	struct arena      *scratch = arena_new();
	const struct view *v = view_of(c, 0, DAY, scratch);
	const struct city *hanoi = catalogue_at(c, RECORD_CITY, (size_t)catalogue_find(c, RECORD_CITY, "ha_noi"));
	struct object      again;

	ck_assert_uint_gt(v->inferred, 0);
	for (uint32_t i = 0; i < v->model.project_count; i++) {
		struct object city = brief_city(v, v->model.projects[i].city), one = brief_project(v, i);
		bool          real = i < v->real_projects;

		says_the_same(city, one);
		ck_assert_str_eq(((const struct city_brief *)city.at)->id,
			catalogue_id(c, RECORD_CITY, v->model.projects[i].city));
		if (real)
			ck_assert_str_eq(((const struct project_brief *)one.at)->id, catalogue_id(c, RECORD_PROJECT, i));
		else
			ck_assert_ptr_null(((const struct project_brief *)one.at)->id);
	}
	again = brief_city(v, (size_t)catalogue_find(c, RECORD_CITY, "ha_noi"));
	ck_assert_str_eq(((const struct city_brief *)again.at)->name_ko, hanoi->name_ko);
	ck_assert_ptr_eq(again.kept, brief_city(v, (size_t)catalogue_find(c, RECORD_CITY, "ha_noi")).kept);
	arena_free(scratch);
}
END_TEST

/* So many lists of so many bytes that few of them can stay. */
enum { SUBJECTS = 6000, LONG = 2000 };

static struct list
tell_long(uint32_t what)
{
	struct sentence *s = arena_alloc(mem, sizeof(*s));

	s->en = arena_printf(mem, "%u%0*d", what, LONG, 0);
	s->ko = "\"";
	return (struct list){ .items = s, .count = 1 };
}

static void
says_long(const struct list *list, uint32_t what)
{
	struct buffer *b = buffer_new(mem), *expect = buffer_new(mem);
	struct list    anew = tell_long(what);

	message_print_list(b, &sentence_message, list);
	message_print_list(expect, &sentence_message, &anew);
	ck_assert_str_eq(b->at, expect->at);
	ck_assert_str_eq(((const struct sentence *)list->items)->en, ((const struct sentence *)anew.items)->en);
}

START_TEST(what_was_told_stays_with_who_was_told)
{
	struct arena      *scratch = arena_new();
	const struct view *v = view_of(c, 0, DAY, scratch);
	struct subject     of = { .telling = TELL_PARTS, .number = view_number(v, 0) };
	struct list        first, list;
	uint32_t           stayed = 0;

	ck_assert(!told_list(scratch, v, &of, &first));
	first = told_keep_list(scratch, v, &of, &sentence_message, tell_long(0));
	for (of.what = 1; of.what < SUBJECTS; of.what++) {
		list = told_keep_list(scratch, v, &of, &sentence_message, tell_long(of.what));
		says_long(&list, of.what);
	}
	says_long(&first, 0);
	for (of.what = 0; of.what < SUBJECTS; of.what++)
		if (told_list(scratch, v, &of, &list)) {
			says_long(&list, of.what);
			stayed++;
		}
	ck_assert_uint_gt(stayed, 100);
	ck_assert_uint_lt(stayed, SUBJECTS / 2);
	arena_free(scratch);
}
END_TEST

START_TEST(another_subject_is_told_anew)
{
	struct arena        *scratch = arena_new();
	const struct view   *v = view_of(c, 0, DAY, scratch);
	const struct subject of = { TELL_CHANGE, 3, 4, view_number(v, 0) };
	struct subject       others[] = { of, of, of, of, of };
	struct sentence      said = { "a", "b" };
	struct object        object = told_keep_object(scratch, v, &of, &sentence_message, &said);

	ck_assert_str_eq(((const struct sentence *)object.at)->en, "a");
	ck_assert(told_object(scratch, v, &of, &object));
	others[0].telling = TELL_PARTS;
	others[1].what = 4;
	others[2].above = 3;
	others[3].number = view_number(v, 1);
	others[4].number = 0;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		ck_assert(!told_object(scratch, v, &others[i], &object));
	object = told_keep_object(scratch, v, &others[4], &sentence_message, &said);
	ck_assert_ptr_eq(object.at, &said);
	ck_assert_ptr_null(object.kept);
	ck_assert_ptr_null(told_keep_object(scratch, v, &of, &sentence_message, NULL).at);
	ck_assert(told_object(scratch, v, &of, &object));
	ck_assert_ptr_null(object.at);
	arena_free(scratch);
}
END_TEST

/* Line by line: as it was printed for an earlier score, or anew where that one's was another. */
START_TEST(lines_printed_once_are_those_of_every_score)
{
	struct arena      *scratch = arena_new();
	const struct view *v = view_of(c, 0, DAY, scratch);
	struct part_lines  lines = { .mem = scratch, .policy = &v->policy };

	for (size_t i = 0; i < catalogue_count(c, RECORD_PARTNER); i++)
		for (uint32_t project = 0; project < v->model.project_count; project++) {
			struct score   score = score_pair(&v->model, view_partner(v, i), project);
			struct list    list = part_lines_tell(&lines, &score), anew = list;
			struct buffer *printed = buffer_new(scratch), *expect = buffer_new(scratch);

			ck_assert_ptr_nonnull(list.kept);
			anew.kept = NULL;
			message_print_list(printed, &part_line_message, &list);
			message_print_list(expect, &part_line_message, &anew);
			ck_assert_str_eq(printed->at, expect->at);
		}
	arena_free(scratch);
}
END_TEST

static void
read_stored(void)
{
	c = network_read();
}

static void
forget_stored(void)
{
	catalogue_release(c);
}

static void
begin(void)
{
	mem = arena_new();
}

static void
end(void)
{
	arena_free(mem);
}

int
main(void)
{
	Suite *s = suite_create("engine_told");
	TCase *t = tcase_create("told");

	if (!network_stored())
		return EXIT_FAILURE;
	tcase_add_unchecked_fixture(t, read_stored, forget_stored);
	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 120);
	tcase_add_test(t, what_is_kept_of_every_record_is_what_it_says);
	tcase_add_test(t, what_was_told_stays_with_who_was_told);
	tcase_add_test(t, another_subject_is_told_anew);
	tcase_add_test(t, lines_printed_once_are_those_of_every_score);
	suite_add_tcase(s, t);
	return suite_run(s);
}
