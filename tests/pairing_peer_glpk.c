/*
 * GLPK's simplex, at these sizes the quickest of its solvers (RELAX-IV is left out of the Debian package).
 * Coverage is asked for, not priced: a price above all scores costs a general solver its precision.
 */
#include "tests/pairing_peer.h"

#include <glpk.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

struct arc {
	double low, most, cost;
};

static void
add(glp_graph *g, uint32_t from, uint32_t to, double low, double most, double cost)
{
	*(struct arc *)glp_add_arc(g, (int)from, (int)to)->data = (struct arc){ low, most, cost };
}

bool
glpk_solve(const struct pairing_problem *p, int64_t *cities, int64_t *score)
{
	const uint32_t root = 1, partner = 2, project = partner + p->partner_count, city = project + p->project_count;
	int32_t   *row = malloc(p->project_count * sizeof(*row));
	glp_graph *g = glp_create_graph(0, sizeof(struct arc));
	glp_prob  *lp = glp_create_prob();
	bool       solved;

	if (row == NULL)
		abort();
	glp_term_out(GLP_OFF);
	glp_add_vertices(g, (int)(city + p->city_count - 1));
	for (uint32_t i = 0; i < p->partner_count; i++)
		add(g, root, partner + i, 0, p->partners[i].max, 0);
	for (uint32_t j = 0; j < p->project_count; j++)
		add(g, project + j, city + p->projects[j].city, 0, p->projects[j].slots, 0);
	for (uint32_t c = 0; c < p->city_count; c++)
		add(g, city + c, root, 1, p->partner_count, 0);
	for (uint32_t i = 0; i < p->partner_count; i++) {
		p->score_row(p->ctx, i, row);
		for (uint32_t j = 0; j < p->project_count; j++)
			if (row[j] != PAIRING_BLOCKED)
				add(g, partner + i, project + j, 0, 1, -(double)row[j]);
	}
	free(row);
	glp_mincost_lp(lp, g, GLP_OFF, -1, offsetof(struct arc, low), offsetof(struct arc, most), offsetof(struct arc, cost));
	glp_delete_graph(g);
	solved = glp_simplex(lp, NULL) == 0 && glp_get_status(lp) == GLP_OPT;
	*cities = p->city_count;
	*score = llround(-glp_get_obj_val(lp));
	glp_delete_prob(lp);
	glp_free_env();
	return solved;
}
