/*
 * Profiles that the tests of scoring share: the three that ASEAN Talks 2018-05
 * argues for, and others that an officer meets.
 */
#ifndef TESTS_SCORING_PROFILES_H
#define TESTS_SCORING_PROFILES_H

#include "tests/scoring_network.h"

enum { TOPIS, CCTV, YUSA, WATER, WASTE, BANK, EDUCATION, HOUSING, GENERALIST, KOREAN_ONLY, EMPTY, PROFILES };

static const struct words profiles[PROFILES] = {
	[TOPIS] = {
		.name = "TOPIS (Seoul, transport information)", .kind = PARTNER_PUBLIC_AGENCY,
		.skills = { { "public_transportation", 5 } },
		.support = BIT(SUPPORT_TECHNOLOGY) | BIT(SUPPORT_ADVISORY) | BIT(SUPPORT_TRAINING),
		.quadrants = BIT(QUADRANT_DENSE_EMERGING),
		.references = { { "public_transportation", NULL, 0 } },
		.en = "real-time bus and subway arrival information",
	},
	[CCTV] = {
		.name = "A Korean maker of CCTV systems", .kind = PARTNER_MANUFACTURER,
		.skills = { { "smart_city", 5 }, { "area_safety_security", 5 } },
		.support = BIT(SUPPORT_TECHNOLOGY),
		.quadrants = BIT(QUADRANT_LOW_DENSITY_EMERGING),
		.references = { { "smart_city", NULL, 0 } },
		.en = "CCTV cameras and video analysis for public safety",
		.ko = "공공 안전을 위한 CCTV 시스템과 영상 분석",
	},
	[YUSA] = {
		.name = "Yokohama Urban Solution Alliance", .kind = PARTNER_SOLUTION_PROVIDER,
		.skills = { { "sustainable_energy", 5 }, { "waste_management", 4 } },
		.support = BIT(SUPPORT_TECHNOLOGY) | BIT(SUPPORT_ADVISORY),
		.references = { { "sustainable_energy", NULL, 0 } },
		.en = "energy management and waste solutions for cities and industrial estates",
	},
	[WATER] = {
		.name = "A water firm with work in Malaysia", .kind = PARTNER_PRIVATE_COMPANY,
		.skills = { { "water_system", 5 }, { "industry_water", 5 } },
		.support = BIT(SUPPORT_TECHNOLOGY) | BIT(SUPPORT_CONSTRUCTION) | BIT(SUPPORT_OPERATION),
		.quadrants = BIT(QUADRANT_LOW_DENSITY_EMERGING),
		.references = { { "water_system", "kuching", 2016 }, { "water_system", NULL, 2012 } },
		.wants = { "LA", "MY" }, .ticket_min = 500000, .ticket_max = 8000000,
		.en = "Designs and runs drainage, river-cleaning and flood-warning systems for mid-sized river cities.",
		.ko = "중소 하천 도시의 배수, 하천 정화, 홍수 경보 시스템을 설계하고 운영한다.",
	},
	[WASTE] = {
		.name = "A waste firm for Cambodia and Malaysia", .kind = PARTNER_PRIVATE_COMPANY,
		.skills = { { "waste_management", 5 }, { "sustainable_energy", 2 } },
		.support = BIT(SUPPORT_TECHNOLOGY) | BIT(SUPPORT_OPERATION),
		.quadrants = BIT(QUADRANT_LOW_DENSITY_EMERGING),
		.references = { { "waste_management", "kota_kinabalu", 2017 } },
		.wants = { "KH", "MY" },
		.en = "Plans collection routes and runs sorting centres for solid and liquid waste in town centres.",
	},
	[BANK] = {
		.name = "A development bank", .kind = PARTNER_MULTILATERAL_BANK,
		.skills = { { "industry_transport", 4 }, { "industry_water", 4 }, { "industry_energy", 4 },
			{ "public_transportation", 3 }, { "water_system", 3 }, { "waste_management", 3 } },
		.support = BIT(SUPPORT_FINANCE) | BIT(SUPPORT_ADVISORY),
		.quadrants = BIT(QUADRANT_LOW_DENSITY_EMERGING) | BIT(QUADRANT_DENSE_EMERGING),
		.ticket_min = 10000000, .ticket_max = 300000000,
		.en = "Sovereign loans and project preparation for urban infrastructure",
	},
	[EDUCATION] = {
		.name = "A learning platform", .kind = PARTNER_SOLUTION_PROVIDER,
		.skills = { { "education", 5 }, { "e_governance", 2 } },
		.support = BIT(SUPPORT_TECHNOLOGY) | BIT(SUPPORT_TRAINING),
		.quadrants = BIT(QUADRANT_LOW_DENSITY_EMERGING),
		.references = { { "education", NULL, 2016 } },
		.wants = { "ID", "MM" },
		.en = "Sets up learning platforms for schools outside the city centre that work on slow connections, and trains teachers on site.",
	},
	[HOUSING] = {
		.name = "A housing company", .kind = PARTNER_PRIVATE_COMPANY,
		.skills = { { "construction", 5 }, { "public_space_construction", 3 }, { "industry_public_welfare", 3 } },
		.support = BIT(SUPPORT_CONSTRUCTION),
		.quadrants = BIT(QUADRANT_LOW_DENSITY_EMERGING) | BIT(QUADRANT_DENSE_EMERGING),
		.references = { { "construction", NULL, 2014 } },
		.wants = { "MM" },
		.ko = "공장 생산 패널로 보급형·임대 주택을 짓고, 철도역과 버스역 주변 단지도 조성한다.",
	},
	[GENERALIST] = {
		.name = "A generalist consulting firm", .kind = PARTNER_CONSULTING_FIRM,
		.skills = { { "smart_city", 3 }, { "public_transportation", 3 }, { "water_system", 3 }, { "waste_management", 3 },
			{ "e_governance", 3 }, { "sustainable_energy", 3 }, { "education", 3 }, { "construction", 3 } },
		.support = BIT(SUPPORT_ADVISORY),
		.quadrants = BIT(QUADRANT_DENSE_DEVELOPED) | BIT(QUADRANT_DENSE_EMERGING)
			| BIT(QUADRANT_LOW_DENSITY_DEVELOPED) | BIT(QUADRANT_LOW_DENSITY_EMERGING),
		.en = "Strategy, feasibility studies and project management for cities",
	},
	[KOREAN_ONLY] = {
		.name = "A profile in Korean alone", .kind = PARTNER_PRIVATE_COMPANY,
		.skills = { { "smart_city", 4 }, { "public_transportation", 4 } },
		.ko = "교차로의 교통관제 시스템과 감응식 신호 제어기를 만들고 CCTV로 교통량을 측정한다.",
	},
	[EMPTY] = { .name = "An empty profile" },
};

#endif
