// LEMON's NetworkSimplex.
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <cstdint>
#include <vector>

extern "C" {
#include "tests/pairing_peer.h"
}

using lemon::SmartDigraph;

bool
lemon_solve(const struct pairing_problem *p, int64_t *cities, int64_t *score)
{
	typedef lemon::NetworkSimplex<SmartDigraph, int64_t, int64_t> Simplex;
	const int64_t covered = int64_t(PAIRING_SCORE_MAX) * 2 *
		(p->partner_count < p->project_count ? p->partner_count : p->project_count);
	const uint32_t nodes = 1 + p->partner_count + p->project_count + p->city_count;
	std::vector<int32_t> row(p->project_count);
	SmartDigraph g;

	g.reserveNode(int(nodes));
	g.reserveArc(int(p->partner_count * p->project_count + nodes + p->city_count));
	SmartDigraph::Node root = g.addNode();
	std::vector<SmartDigraph::Node> partner, project, city;
	for (uint32_t i = 0; i < p->partner_count; i++)
		partner.push_back(g.addNode());
	for (uint32_t j = 0; j < p->project_count; j++)
		project.push_back(g.addNode());
	for (uint32_t c = 0; c < p->city_count; c++)
		city.push_back(g.addNode());

	SmartDigraph::ArcMap<int64_t> upper(g), cost(g);
	auto add = [&](SmartDigraph::Node from, SmartDigraph::Node to, int64_t most, int64_t price) {
		SmartDigraph::Arc a = g.addArc(from, to);
		upper[a] = most;
		cost[a] = price;
		return a;
	};
	std::vector<SmartDigraph::Arc> coverage, pair;
	for (uint32_t i = 0; i < p->partner_count; i++)
		add(root, partner[i], p->partners[i].max, 0);
	for (uint32_t j = 0; j < p->project_count; j++)
		add(project[j], city[p->projects[j].city], p->projects[j].slots, 0);
	for (uint32_t c = 0; c < p->city_count; c++) {
		coverage.push_back(add(city[c], root, 1, -covered));
		add(city[c], root, p->partner_count, 0);
	}
	for (uint32_t i = 0; i < p->partner_count; i++) {
		p->score_row(p->ctx, i, row.data());
		for (uint32_t j = 0; j < p->project_count; j++)
			if (row[j] != PAIRING_BLOCKED)
				pair.push_back(add(partner[i], project[j], 1, -int64_t(row[j])));
	}

	Simplex simplex(g);
	if (simplex.upperMap(upper).costMap(cost).run() != Simplex::OPTIMAL)
		return false;
	*cities = *score = 0;
	for (SmartDigraph::Arc a : coverage)
		*cities += simplex.flow(a);
	for (SmartDigraph::Arc a : pair)
		*score -= simplex.flow(a) * cost[a];
	return true;
}
