/*
 * How answers name cities, projects and partners: in a few words, in both languages.
 */
#ifndef ENGINE_BRIEF_H
#define ENGINE_BRIEF_H

#include "engine/view.h"
#include "proto/match.h"

/*
 * Objects of struct city_brief and struct project_brief, kept with the view as long as that lasts.
 * Made when they are first asked for; on any thread.
 */
struct object brief_city(const struct view *v, size_t city);
struct object brief_project(const struct view *v, uint32_t project);

/* In `mem`. */
const struct partner_brief *brief_partner(struct arena *mem, const struct partner *p);

#endif
