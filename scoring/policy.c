#include "scoring/policy.h"

const struct policy policy_2018 = {
	/* What a project is about outweighs where it stands; what few profiles state weighs least. */
	.weight = {
		[PART_CATEGORY]     = 240,
		[PART_SECTOR]       = 160,
		[PART_QUADRANT]     = 160,
		[PART_SUPPORT]      = 140,
		[PART_TRACK_RECORD] = 120,
		[PART_RELEVANCE]    = 100,
		[PART_PREFERENCE]   = 50,
		[PART_SCALE]        = 30,
	},

	/*
	 * Silence should neither win nor lose against an average answer. An average
	 * partner fits few of the categories, sectors and texts, so there silence
	 * counts low; it is in the right kind of city, offers the support or likes the
	 * country about as often as not. A track record starts low and is earned.
	 */
	.neutral = {
		[PART_CATEGORY]     = 3000,
		[PART_SECTOR]       = 3000,
		[PART_QUADRANT]     = 5000,
		[PART_SUPPORT]      = 5000,
		[PART_TRACK_RECORD] = 3000,
		[PART_RELEVANCE]    = 2000,
		[PART_PREFERENCE]   = 5000,
		[PART_SCALE]        = 5000,
	},

	/* ASEAN Talks 2018-05: Mexico in 2016, the poorest OECD member; the stated mean of the 26 cities. */
	.gdp_threshold_milli = 18535000,
	.density_threshold_milli = 4179000,
	/* A city 1.4 times as dense as the line is dense to 73%, at twice to 88%: sources differ about that much. */
	.softness_milli = 350,

	/* Where a partner aims counts more than where it happens to have been. */
	.target_share = 6000,
	/* Urban mobility is most of public transportation; a road builder is not yet a bus operator. */
	.similar_parent = 7000,
	.similar_sibling = 3000,
	/* A sector that follows from a project was not chosen as a priority in so many words. */
	.stated_sector = 10000,
	.implied_sector = 8000,

	/* Half as dense and half as rich again is a distance of about 0.8: still the same kind of place. */
	.place_scale_milli = 1000,
	/* Work at home, in a place without facts here, is worth something: about as a city 0.9 away. */
	.place_unknown = 4000,
	/* The year of the network's first projects; five years is the life of a system's generation. */
	.reference_year = 2018,
	.recency_half_years = 6,
	/* Enough that no single neighbour decides, few enough to name them. */
	.neighbours = 5,
};
