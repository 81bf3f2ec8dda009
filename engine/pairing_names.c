/*
 * What the rows of a pairing problem are called, in both languages.
 */
#include "engine/pairing.h"
#include "engine/tell.h"

struct pair_view
pairing_view_of(const struct pairing_job *job, uint32_t partner, uint32_t project)
{
	return (struct pair_view){ job->view, catalogue_at(job->view->catalogue, RECORD_PARTNER, partner),
		view_partner(job->view, partner), project, 0 };
}

struct sentence
pairing_name_partner(const struct pairing_job *job, uint32_t partner)
{
	const struct partner *p = catalogue_at(job->view->catalogue, RECORD_PARTNER, partner);

	return either_name(p->name_en, p->name_ko);
}

struct sentence
pairing_name_city(const struct pairing_job *job, uint32_t city)
{
	const struct city *c = catalogue_at(job->view->catalogue, RECORD_CITY, city);

	return either_name(c->name_en, c->name_ko);
}

struct sentence
pairing_name_project(const struct pairing_job *job, uint32_t project)
{
	const struct project_brief *b = brief_project(job->view, project).at;
	struct sentence             city = pairing_name_city(job, job->view->model.projects[project].city);

	return (struct sentence){
		arena_printf(job->mem, "%s: %s", city.en, b->title_en),
		arena_printf(job->mem, "%s: %s", city.ko, b->title_ko),
	};
}

struct sentence
pairing_name_quota(const struct pairing_job *job, uint32_t quota)
{
	const struct quota_rule *rule = (const struct quota_rule *)job->request->quotas.items + quota;
	const struct catalogue  *c = job->view->catalogue;
	const struct country    *country;
	const struct word       *kind;
	long                     found = -1;

	switch ((enum quota_group)rule->group) {
	case QUOTA_CITY:
		return pairing_name_city(job, job->problem.quotas[quota].index);
	case QUOTA_COUNTRY:
	case QUOTA_PARTNER_COUNTRY:
		found = catalogue_find(c, RECORD_COUNTRY, rule->id);
		break;
	case QUOTA_PARTNER_KIND:
		kind = &partner_kind_vocab.words[job->problem.quotas[quota].index];
		return TELL(job->mem, SAY_QUOTA_OF_KIND, { kind->en, kind->ko });
	}
	country = found < 0 ? NULL : catalogue_at(c, RECORD_COUNTRY, (size_t)found);
	if (rule->group == QUOTA_COUNTRY && country != NULL)
		return either_name(country->name_en, country->name_ko);
	return TELL(job->mem, SAY_QUOTA_OF_PARTNERS_FROM,
		country == NULL ? both_languages(rule->id) : either_name(country->name_en, country->name_ko));
}

struct sentence
pairing_name_set(const struct pairing_job *job, enum pairing_set set, uint32_t which)
{
	switch (set) {
	case PAIRING_SET_PARTNER:
		return pairing_name_partner(job, which);
	case PAIRING_SET_PROJECT:
		return pairing_name_project(job, which);
	case PAIRING_SET_CITY:
		return pairing_name_city(job, which);
	case PAIRING_SET_QUOTA:
		break;
	}
	return pairing_name_quota(job, which);
}

struct sentence
pairing_name_pair(const struct pairing_job *job, uint32_t partner, uint32_t project)
{
	return TELL(job->mem, SAY_WHY_PAIR, pairing_name_partner(job, partner), pairing_name_project(job, project));
}

struct sentence
pairing_join(struct arena *mem, struct sentence out, const char *between, struct sentence next)
{
	if (*out.en == '\0' || *next.en == '\0')
		return *out.en == '\0' ? next : out;
	return (struct sentence){
		arena_printf(mem, "%s%s%s", out.en, between, next.en),
		arena_printf(mem, "%s%s%s", out.ko, between, next.ko),
	};
}

struct sentence
pairing_number(const struct pairing_job *job, int64_t n)
{
	return both_languages(arena_printf(job->mem, "%lld", (long long)n));
}

struct sentence
pairing_points(const struct pairing_job *job, int64_t score)
{
	return both_languages(shown_score(job->mem, score));
}

struct sentence
pairing_points_up(const struct pairing_job *job, int64_t rise)
{
	enum { HUNDREDTH = PAIRING_SCORE_MAX / 10000 };

	return pairing_points(job, (rise + HUNDREDTH - 1) / HUNDREDTH * HUNDREDTH);
}
