// Made from /openapi.json by `npm run types`.
export interface paths {
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description. */
        get: operations["get_openapi_json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a password; the session is in a cookie. */
        post: operations["post_sessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out. */
        delete: operations["delete_sessions_current"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show who the token or the session stands for. */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the users. */
        get: operations["get_users"];
        put?: never;
        /** Store a user, who can sign in once there is a password. */
        post: operations["post_users"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a user. */
        get: operations["get_users_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change some members of a user (JSON merge patch); who is disabled is shut out at once. */
        patch: operations["patch_users_id"];
        trace?: never;
    };
    "/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a password, one's own or as an administrator any; every session of the user ends. */
        post: operations["post_users_id_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List tokens and sessions, newest first: one's own, or as an administrator all. */
        get: operations["get_tokens"];
        put?: never;
        /** Make a token: of one's own after signing in, or as an administrator any. Its secret is shown once. */
        post: operations["post_tokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Revoke a token or a session: itself, one's own after signing in, or as an administrator any. */
        post: operations["post_tokens_id_revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a token a successor with a new secret, which is shown once; the old one ends. */
        post: operations["post_tokens_id_rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/countries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the member states. */
        get: operations["get_countries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/countries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a member state with its facts. */
        get: operations["get_countries_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the cities. */
        get: operations["get_cities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a city: facts, quadrant, membership, representatives, projects. Any of its names will do. */
        get: operations["get_cities_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what is said of a city: names, aliases, priorities, facts (added and ended), officers. */
        patch: operations["patch_cities_id"];
        trace?: never;
    };
    "/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the priority projects. */
        get: operations["get_projects"];
        put?: never;
        /** Store a project of a city. */
        post: operations["post_projects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a project. */
        get: operations["get_projects_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a project; a city's officer says what the city wants of it, the Centre how far it is. */
        patch: operations["patch_projects_id"];
        trace?: never;
    };
    "/v1/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the project categories. */
        get: operations["get_categories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a category. */
        get: operations["get_categories_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sectors. */
        get: operations["get_sectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sectors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a sector. */
        get: operations["get_sectors_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the calendar of meetings. */
        get: operations["get_meetings"];
        put?: never;
        /** Put a meeting into the calendar. */
        post: operations["post_meetings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/meetings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a meeting. */
        get: operations["get_meetings_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a meeting. */
        patch: operations["patch_meetings_id"];
        trace?: never;
    };
    "/v1/reporting-chain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the steps of the reporting chain. */
        get: operations["get_reporting_chain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what facts come from. */
        get: operations["get_sources"];
        put?: never;
        /** Store a source, under an id that facts and policies name. */
        post: operations["post_sources"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the policies. */
        get: operations["get_policies"];
        put?: never;
        /** Store a policy, for good: another opinion is another policy. */
        post: operations["post_policies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a policy. */
        get: operations["get_policies_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the partners. */
        get: operations["get_partners"];
        put?: never;
        /** Store a partner, as a draft. */
        post: operations["post_partners"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/partners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every partner as of one moment, without contacts: a document a line, or CSV that can be imported. */
        get: operations["get_exports_partners"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a partner. */
        get: operations["get_partners_id"];
        /** Replace a partner's profile; a verified one waits for review again. */
        put: operations["put_partners_id"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change some members of a partner's profile (JSON merge patch, RFC 7396). */
        patch: operations["patch_partners_id"];
        trace?: never;
    };
    "/v1/partners/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a draft in for review. */
        post: operations["post_partners_id_submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Verify a submitted or suspended partner, for a term. */
        post: operations["post_partners_id_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspend a verified partner. */
        post: operations["post_partners_id_suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a verified or expired partner a new term. */
        post: operations["post_partners_id_renew"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which cities and projects fit a partner, why, and what would change it. */
        get: operations["get_partners_id_matches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which cities fit a profile that is not stored, if you like by weights of your own. */
        post: operations["post_matches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/projects/{id}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which partners fit a project. */
        get: operations["get_projects_id_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cities/{id}/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which partners fit a city, each by the project it fits best. */
        get: operations["get_cities_id_candidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/partners/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The cities that fit a partner best, on a page to take home. */
        get: operations["get_partners_id_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cities/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The partners that fit a city best, on a page to take home. */
        get: operations["get_cities_id_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the pairing lists, newest first. */
        get: operations["get_pairing_lists"];
        put?: never;
        /** Build the best pairing list for a meeting, and store it unless it is a dry run. */
        post: operations["post_pairing_lists"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a pairing list; as text/csv, its lines. */
        get: operations["get_pairing_lists_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists/{id}/documents/{format}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A pairing list as a file to keep, to print or to go on with; the same list is always the same bytes. */
        get: operations["get_pairing_lists_id_documents_format"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists/{id}/propose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose a draft for approval. */
        post: operations["post_pairing_lists_id_propose"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a proposed list; it takes another person than the one who proposed it. */
        post: operations["post_pairing_lists_id_approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists/{id}/announce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Announce an approved list; the list that it replaces is withdrawn. */
        post: operations["post_pairing_lists_id_announce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Withdraw a list that is not announced yet. */
        post: operations["post_pairing_lists_id_withdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists/{id}/why-not": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a partner is not paired with a city or a project, and the smallest change that would pair them. */
        get: operations["get_pairing_lists_id_why_not"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists/{id}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a list differs from another, city by city. */
        get: operations["get_pairing_lists_id_difference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is proposed to a company or a city: its own lines of lists. */
        get: operations["get_proposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pairing-lists/{id}/pairings/{number}/stages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note a stage that a pairing has reached; a company and a city accept or decline for their own side. After a decline, who could take the place. */
        post: operations["post_pairing_lists_id_pairings_number_stages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/snapshots/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The data that lists rest on, by its digest: one JSON object a line. */
        get: operations["get_snapshots_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the jobs, newest first. */
        get: operations["get_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a job: what was asked, how far it is, what came of it. */
        get: operations["get_jobs_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Watch a job: an event for each change, until it ends. */
        get: operations["get_jobs_id_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a job that waits or runs. */
        post: operations["post_jobs_id_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/jobs/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queue the request of a job that has ended once more, on today's data. */
        post: operations["post_jobs_id_rerun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find cities, projects and, for who may see them, partners by their names, however they are spelled. */
        get: operations["get_search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the imports, newest first. */
        get: operations["get_imports"];
        put?: never;
        /** Upload a file of partners (XLSX, CSV, NDJSON) and see how it will be read; nothing is stored yet. */
        post: operations["post_imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An empty file to fill in; a workbook also says what the columns mean and which words they take. */
        get: operations["get_imports_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an import. */
        get: operations["get_imports_id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say which sheet and columns are to be read, and what to do with duplicates and mistakes (RFC 7396). */
        patch: operations["patch_imports_id"];
        trace?: never;
    };
    "/v1/imports/{id}/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queue a dry run: all is done and taken back, but for the report. */
        post: operations["post_imports_id_check"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queue the import itself: the rows are stored as drafts, all in one transaction. */
        post: operations["post_imports_id_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Queue taking back what an import has stored, where nothing else has changed it since. */
        post: operations["post_imports_id_undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the last job had to say of the rows, one by one. */
        get: operations["get_imports_id_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows that the last job rejected, as they came, each with the reasons: to be mended and sent again. */
        get: operations["get_imports_id_rejected"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, when, from what into what: the newest first, or in order since an entry. */
        get: operations["get_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last entry of the audit, to be kept elsewhere. */
        get: operations["get_audit_head"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/persons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that is kept of a person, by e-mail address. */
        get: operations["get_persons"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/persons/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forget a person: contacts, what the audit keeps, answers kept for repeats. The audit stays provable. */
        post: operations["post_persons_erase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Who wants to sign in. */
        SignIn: {
            /** @description E-mail address of the user. */
            email: string;
            /** @description The user's password. */
            password: string;
        };
        /** @description Who the token or the session stands for. */
        Me: {
            /** @description What it may do. */
            role: components["schemas"]["Role"];
            /** @description Whose company this is; null for the other roles. */
            partner?: string | null;
            /** @description Whose city officer this is; null for the other roles. */
            city?: string | null;
            /** @description The user; null for a program that is nobody's. */
            user?: components["schemas"]["UserBrief"] | null;
            /** @description Id of the token or session. */
            token: string;
            /** @description Whether a program asks, or a browser. */
            kind: components["schemas"]["TokenKind"];
            /** @description Whether it may also change things. */
            scope: components["schemas"]["TokenScope"];
            /** @description When the token or session ends in any case; null for never. */
            expires?: string | null;
        };
        /** @description A user, in short. */
        UserBrief: {
            /** @description Id of the user. */
            id: string;
            /** @description Name of the person. */
            name: string;
            /** @description Name to sign in with. */
            email?: string | null;
            /**
             * @description Language to speak to the user in.
             * @default en
             */
            language?: components["schemas"]["UserLanguage"] | null;
        };
        /** @description Some of the users. */
        UserPage: {
            /** @description The users, in the order in which they were stored. */
            items: components["schemas"]["User"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A person who may sign in. */
        User: {
            /** @description Id of the user. */
            readonly id?: string;
            /** @description Name of the person. */
            name: string;
            /**
             * Format: email
             * @description E-mail address, which is the name to sign in with; capitals make no difference.
             */
            email: string;
            /** @description What the user may do. */
            role: components["schemas"]["Role"];
            /** @description Whose company this is; for the role company, and only for it. */
            partner?: string | null;
            /** @description Whose city officer this is; for the role city, and only for it. */
            city?: string | null;
            /**
             * @description Nothing of a disabled user opens the API.
             * @default active
             */
            state?: components["schemas"]["UserState"] | null;
            /**
             * @description Language to speak to the user in.
             * @default en
             */
            language?: components["schemas"]["UserLanguage"] | null;
            /** @description Whether the user can sign in with a password. */
            readonly has_password?: boolean;
            /** @description When the user was stored (UTC). */
            readonly created?: string | null;
            /** @description When the user last changed (UTC). */
            readonly changed?: string | null;
            /** @description Counts the changes; the ETag is "v" and this number. */
            readonly version?: number;
        };
        /** @description A password to sign in with from now on. */
        NewPassword: {
            /** @description The new password. */
            password: string;
            /** @description The password so far; needed for one's own. */
            current?: string | null;
        };
        /** @description Some of the tokens. */
        TokenPage: {
            /** @description The tokens, newest first. */
            items: components["schemas"]["Token"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description What opens the API: a program's token, or a session. */
        Token: {
            /** @description Id of the token; not its secret. */
            id: string;
            /** @description A program's token, or the session of a browser. */
            kind: components["schemas"]["TokenKind"];
            /** @description What it is called in lists and records. */
            name: string;
            /** @description What it may do. */
            role: components["schemas"]["Role"];
            /** @description Whose company it speaks for. */
            partner?: string | null;
            /** @description Which city it speaks for. */
            city?: string | null;
            /** @description Whose it is; null for a program that is nobody's. */
            user?: components["schemas"]["UserBrief"] | null;
            /** @description Whether it may also change things. */
            scope: components["schemas"]["TokenScope"];
            /** @description How the secret begins, so that a token that is found somewhere can be told. */
            prefix?: string | null;
            /** @description Whether it still opens the API. */
            state: components["schemas"]["TokenState"];
            /** @description When it was made (UTC). */
            created?: string | null;
            /** @description When it ends by itself; null for never. */
            expires?: string | null;
            /** @description When it was last used, to the hour or so. */
            last_use?: string | null;
            /** @description When it was revoked. */
            revoked?: string | null;
            /** @description The token that it took over from. */
            replaces?: string | null;
            /** @description What opens the API: shown once, when it is made, and never stored. */
            secret?: string | null;
        };
        /** @description What a new token is to be. */
        TokenRequest: {
            /** @description What to call it in lists and records. */
            name: string;
            /** @description Whose it is; left out: the caller's own, unless a role is named. */
            user?: string | null;
            /** @description What it may do, for a program that is nobody's; a user's token may do what the user may. */
            role?: components["schemas"]["Role"] | null;
            /** @description Whose company it speaks for, with the role company. */
            partner?: string | null;
            /** @description Which city it speaks for, with the role city. */
            city?: string | null;
            /**
             * @description read: it may only read.
             * @default all
             */
            scope?: components["schemas"]["TokenScope"] | null;
            /** @description How many days it lasts; left out: without end. */
            days?: number | null;
        };
        /** @description How a token hands over to its successor. */
        Rotation: {
            /**
             * @description For how long the old secret still opens; 0: it stops at once.
             * @default 0
             */
            grace_minutes?: number;
        };
        /** @description A page of a list. */
        CountryPage: {
            /** @description One page, in the order of the numbers where there are any, else of the ids. */
            items: components["schemas"]["Country"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A member state of the network. */
        Country: {
            /**
             * Format: country-code
             * @description ISO 3166-1 alpha-2 code.
             */
            id: string;
            /** @description ISO 3166-1 alpha-3 code. */
            iso3: string;
            /** @description Name in English, as the network prints it. */
            name_en: string;
            /** @description Name in Korean. */
            name_ko: string;
            /** @description Short name in ISO 3166. */
            name_iso?: string | null;
            /** @description Other names by which the country is found. */
            other_names?: string[];
            /** @description What sources say about the country. */
            facts?: components["schemas"]["Fact"][];
            /** @description Where the record comes from. */
            source?: string | null;
        };
        /** @description One value of one property, as one source gives it. */
        Fact: {
            /** @description What was measured. */
            property: components["schemas"]["FactProperty"];
            /** @description The value, in `unit`, exactly as stored. */
            value: number;
            /** @description Unit of the value. */
            unit: string;
            /** @description Year the value stands for; null when the source does not say. */
            year?: number | null;
            /** @description Id of the source; a policy says which source counts. */
            source: string;
            /** @description Where in the source the value stands. */
            place?: string | null;
            /** @description What the value covers, where the source says: a metropolitan area, a province. */
            scope?: string | null;
            /**
             * Format: date
             * @description First day on which the value counts.
             */
            valid_from?: string | null;
            /**
             * Format: date
             * @description Last day on which the value counts; null when it still does.
             */
            valid_to?: string | null;
            /** @description What to know before using the value. */
            note?: string | null;
        };
        /** @description A page of a list. */
        CityPage: {
            /** @description One page, in the order of the numbers where there are any, else of the ids. */
            items: components["schemas"]["City"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A member city, its facts, officers and place on the quadrant grid. */
        City: {
            /** @description Readable id. */
            readonly id?: string;
            /**
             * Format: country-code
             * @description Member state.
             */
            readonly country?: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Korean. */
            name_ko: string;
            /** @description Whether it is the capital. */
            readonly capital?: boolean;
            /** @description Degrees north (GeoNames). */
            readonly latitude?: number | null;
            /** @description Degrees east (GeoNames). */
            readonly longitude?: number | null;
            /** @description Id at GeoNames. */
            readonly geonames_id?: number | null;
            /** @description Other spellings by which the city is found. */
            aliases?: string[];
            /** @description Focus areas of the ASEAN Smart Cities Framework in its action plan. */
            focus_areas?: components["schemas"]["FocusArea"][];
            /** @description Project categories that the city states itself. */
            categories?: components["schemas"]["CategoryLink"][];
            /** @description Sectors that the city states as a priority. */
            sectors?: components["schemas"]["SectorLink"][];
            /** @description What sources say about the city, side by side. */
            facts?: components["schemas"]["Fact"][];
            /** @description Its officers in the network. */
            representatives?: components["schemas"]["Representative"][];
            /** @description Irregularities of the source. */
            note?: string | null;
            /** @description Where the record comes from. */
            readonly source?: string | null;
            /** @description Counts the changes; If-Match takes "v" and this number. */
            readonly version?: number;
            /** @description Quadrant under the policy; null without the facts it needs. */
            readonly quadrant?: components["schemas"]["Quadrant"] | null;
            /** @description Soft membership in the four quadrants under the policy. */
            readonly membership?: components["schemas"]["Membership"] | null;
            /** @description Whether another stated source gives another quadrant. */
            readonly quadrant_flips?: boolean;
            /** @description Ids of its priority projects. */
            readonly projects?: string[];
        };
        /** @description A category that a city or project has. */
        CategoryLink: {
            /** @description The category. */
            id: string;
            /** @description How strongly it holds, 1..10000. */
            weight: number;
            /** @description Whether a document says so, we inferred it, or the city or the Centre stated it. */
            readonly basis?: string | null;
            /** @description Why. */
            note?: string | null;
        };
        /** @description A sector that a city or project has. */
        SectorLink: {
            /** @description The sector. */
            id: string;
            /** @description How strongly it holds, 1..10000. */
            weight: number;
            /** @description Whether a document says so, we inferred it, or the city or the Centre stated it. */
            readonly basis?: string | null;
            /** @description Why. */
            note?: string | null;
        };
        /** @description Who speaks for a city or a country in the network. */
        Representative: {
            /** @description Id of the entry. */
            readonly id?: string;
            /** @description What the person represents. */
            role: components["schemas"]["RepresentativeRole"];
            /** @description Name; null when the source names nobody. */
            name?: string | null;
            /** @description Office held. */
            designation?: string | null;
            /** @description Organisation. */
            organisation?: string | null;
            /** @description Irregularities of the source. */
            note?: string | null;
            /** @description Where the entry comes from. */
            readonly source?: string | null;
        };
        /** @description Soft membership in the four quadrants; the shares sum to 10000. */
        Membership: {
            /**
             * @description Share in the dense and developed quadrant.
             * @default 0
             */
            dense_developed?: number;
            /**
             * @description Share in the dense and emerging quadrant.
             * @default 0
             */
            dense_emerging?: number;
            /**
             * @description Share in the low-density and developed quadrant.
             * @default 0
             */
            low_density_developed?: number;
            /**
             * @description Share in the low-density and emerging quadrant.
             * @default 0
             */
            low_density_emerging?: number;
        };
        /** @description A page of a list. */
        ProjectPage: {
            /** @description One page, in the order of the numbers where there are any, else of the ids. */
            items: components["schemas"]["Project"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A priority project of a city. */
        Project: {
            /** @description Readable id. */
            readonly id?: string;
            /** @description The city whose priority project it is. */
            city: string;
            /** @description Title in English. */
            title_en: string;
            /** @description Title in Korean. */
            title_ko: string;
            /** @description Stage; only an open project is matched. */
            stage: components["schemas"]["ProjectStage"];
            /**
             * @description How many partners it can take.
             * @default 1
             */
            slots?: number;
            /** @description Project categories with their weights. */
            categories?: components["schemas"]["CategoryLink"][];
            /** @description Sectors named for the project beyond those its categories imply. */
            sectors?: components["schemas"]["SectorLink"][];
            /** @description Support required; empty when no plan states it. */
            support?: components["schemas"]["Need"][];
            /** @description Focus area of the ASEAN Smart Cities Framework. */
            focus_area?: components["schemas"]["FocusArea"] | null;
            /** @description Kinds of partner its plan asks for. */
            preferred_kinds?: components["schemas"]["PartnerKind"][];
            /** @description Kinds of partner it does not accept. */
            excluded_kinds?: components["schemas"]["PartnerKind"][];
            /** @description Countries whose partners it does not accept. */
            excluded_countries?: string[];
            /** @description Least budget in USD; null when not stated. */
            budget_min?: number | null;
            /** @description Largest budget in USD; null when not stated. */
            budget_max?: number | null;
            /**
             * Format: date
             * @description First day on which it can be matched.
             */
            valid_from?: string | null;
            /**
             * Format: date
             * @description Last day on which it can be matched; null without end.
             */
            valid_to?: string | null;
            /** @description Other wishes of its action plan, in the plan's words. */
            other_needs?: string[];
            /** @description Irregularities of the source. */
            note?: string | null;
            /** @description Where the record comes from. */
            readonly source?: string | null;
            /** @description Counts the changes; If-Match takes "v" and this number. */
            readonly version?: number;
        };
        /** @description Support that a project requires. */
        Need: {
            /** @description Kind of support. */
            support: components["schemas"]["Support"];
            /** @description How strongly it is required, 1..10000. */
            weight: number;
            /** @description Where it is said: "action_plan", "technical_unspecified" for technical support with nothing more, or "stated" by the city or the Centre. */
            readonly basis?: string | null;
        };
        /** @description A page of a list. */
        CategoryPage: {
            /** @description One page, in the order of the numbers where there are any, else of the ids. */
            items: components["schemas"]["Category"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A project category, or an area: a node of the category tree. */
        Category: {
            /** @description Readable id. */
            id: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Korean. */
            name_ko: string;
            /** @description A project category, or an area above some. */
            kind: components["schemas"]["CategoryKind"];
            /** @description The area it belongs to; null for a root. */
            parent?: string | null;
            /** @description Sectors that work in this category implies. */
            sectors?: string[];
            /** @description Irregularities of the source. */
            note?: string | null;
            /** @description Where the record comes from. */
            source?: string | null;
        };
        /** @description A page of a list. */
        SectorPage: {
            /** @description One page, in the order of the numbers where there are any, else of the ids. */
            items: components["schemas"]["Sector"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description An industry a partner works in and a city gives priority to. */
        Sector: {
            /** @description Readable id. */
            id: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Korean. */
            name_ko: string;
            /** @description The wider sector; null for a root. */
            parent?: string | null;
            /** @description Irregularities of the source. */
            note?: string | null;
            /** @description Where the record comes from. */
            source?: string | null;
        };
        /** @description A page of a list. */
        MeetingPage: {
            /** @description One page, in the order of the numbers where there are any, else of the ids. */
            items: components["schemas"]["Meeting"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A meeting of the network's calendar; pairing lists are made for one. */
        Meeting: {
            /** @description Readable id. */
            readonly id?: string;
            /** @description Place in the calendar; meetings are listed in this order. */
            readonly number?: number;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Korean. */
            name_ko: string;
            /**
             * Format: date
             * @description First day.
             */
            date_start: string;
            /**
             * Format: date
             * @description Last day; null when none was printed.
             */
            date_end?: string | null;
            /** @description What the source gives: "day", "days", "month" or "open". */
            readonly date_precision?: string | null;
            /** @description Where it is held. */
            place?: string | null;
            /** @description Irregularities of the source. */
            note?: string | null;
            /** @description Where the record comes from. */
            readonly source?: string | null;
            /** @description Counts the changes; If-Match takes "v" and this number. */
            readonly version?: number;
        };
        /** @description A page of a list. */
        ReportingPage: {
            /** @description One page, in the order of the numbers where there are any, else of the ids. */
            items: components["schemas"]["ReportingStep"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description One step of the reporting chain, from the cities to the summit. */
        ReportingStep: {
            /** @description Readable id. */
            id: string;
            /** @description Place in the chain; steps are listed in this order. */
            number: number;
            /** @description Report, copy, announcement, preparation or secretariat. */
            kind: string;
            /** @description Who reports. */
            from?: string | null;
            /** @description To whom. */
            to?: string | null;
            /** @description What is reported. */
            what?: string | null;
            /** @description When. */
            timing?: string | null;
            /** @description Irregularities of the source. */
            note?: string | null;
            /** @description Where the record comes from. */
            source?: string | null;
        };
        /** @description A page of a list. */
        SourcePage: {
            /** @description One page, in the order of the numbers where there are any, else of the ids. */
            items: components["schemas"]["Source"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description What facts come from: a publication, a census, a statement. */
        Source: {
            /** @description Readable id, by which facts and policies name it. */
            id: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Korean. */
            name_ko: string;
            /** @description When it was issued, as exact as it is known. */
            issued?: string | null;
            /** @description What to know of it. */
            note?: string | null;
        };
        /** @description A page of a list. */
        PolicyPage: {
            /** @description One page, in the order of the numbers where there are any, else of the ids. */
            items: components["schemas"]["Policy"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A named, numbered, immutable set of thresholds, weights and rules. */
        Policy: {
            /** @description Name and number of the policy; a policy never changes. */
            id: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Korean. */
            name_ko: string;
            /** @description What it is for, in English. */
            about_en?: string | null;
            /** @description What it is for, in Korean. */
            about_ko?: string | null;
            /** @description Sources of facts, most trusted first; the first that has a value counts. */
            density_sources: string[];
            /** @description Weight of each part. */
            weights: components["schemas"]["PartWeights"];
            /** @description Value of each part that has no data. */
            neutral: components["schemas"]["PartNeutrals"];
            /** @description GDP per capita above which an economy is developed, in thousandths of a USD. */
            gdp_threshold_milli: number;
            /** @description Density above which a city is dense, in thousandths of a person per km2. */
            density_threshold_milli: number;
            /** @description Softness s of the membership 1/(1+exp(-ln(value/threshold)/s)), in thousandths; 0 = hard. */
            softness_milli: number;
            /** @description How much stated target quadrants count beside those of references. */
            target_share: number;
            /** @description Similarity of a node and its parent. */
            similar_parent: number;
            /** @description Similarity of two children of one parent. */
            similar_sibling: number;
            /** @description Weight of a sector that a city states. */
            stated_sector: number;
            /** @description Weight of a sector that only its projects imply. */
            implied_sector: number;
            /** @description Distance in (ln GDP, ln density), in thousandths, at which likeness of places falls to 1/e. */
            place_scale_milli: number;
            /** @description Likeness of a place whose facts are not known. */
            place_unknown: number;
            /** @description Year that recency counts back from. */
            reference_year: number;
            /** @description A reference this many years old counts half. */
            recency_half_years: number;
            /** @description How many nearest cities lend their needs to one without an open project. */
            neighbours: number;
        };
        /** @description An integer weight for each part; they sum to 1000. */
        PartWeights: {
            /** @description Weight of the category part. */
            category: number;
            /** @description Weight of the sector part. */
            sector: number;
            /** @description Weight of the quadrant part. */
            quadrant: number;
            /** @description Weight of the support part. */
            support: number;
            /** @description Weight of the track record part. */
            track_record: number;
            /** @description Weight of the relevance part. */
            relevance: number;
            /** @description Weight of the preference part. */
            preference: number;
            /** @description Weight of the scale part. */
            scale: number;
        };
        /** @description The value, 0..10000, that each part takes without data. */
        PartNeutrals: {
            /** @description Value without data of the category part. */
            category: number;
            /** @description Value without data of the sector part. */
            sector: number;
            /** @description Value without data of the quadrant part. */
            quadrant: number;
            /** @description Value without data of the support part. */
            support: number;
            /** @description Value without data of the track record part. */
            track_record: number;
            /** @description Value without data of the relevance part. */
            relevance: number;
            /** @description Value without data of the preference part. */
            preference: number;
            /** @description Value without data of the scale part. */
            scale: number;
        };
        /** @description A page of a list. */
        PartnerPage: {
            /** @description One page, in the order of the ids. */
            items: components["schemas"]["Partner"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description An external partner: company, development bank, consultancy, financier, agency. */
        Partner: {
            /** @description Id of the partner. */
            readonly id?: string;
            /** @description Name in English; one of the two names is required. */
            name_en?: string | null;
            /** @description Name in Korean; one of the two names is required. */
            name_ko?: string | null;
            /** @description What sort of organisation it is. */
            kind: components["schemas"]["PartnerKind"];
            /**
             * Format: country-code
             * @description ISO 3166-1 alpha-2 code of its seat; null for an organisation of several countries.
             */
            country?: string | null;
            /** @description Number in its country's business register. */
            registration_number?: string | null;
            /** @description Project categories it works in. */
            categories?: components["schemas"]["CategoryStrength"][];
            /** @description Sectors it works in, beyond those its categories imply. */
            sectors?: components["schemas"]["SectorStrength"][];
            /** @description Support it offers. */
            support?: components["schemas"]["Support"][];
            /** @description Kinds of city it wants to work in. */
            quadrants?: components["schemas"]["Quadrant"][];
            /** @description Member states it wants to work in. */
            wanted_countries?: string[];
            /** @description Cities it wants to work in; any name of a city will do. */
            wanted_cities?: string[];
            /** @description Member states it will not work in. */
            excluded_countries?: string[];
            /** @description Cities it will not work in. */
            excluded_cities?: string[];
            /** @description Projects for which a conflict of interest is declared. */
            conflicts?: string[];
            /** @description Smallest contract or investment it takes on, in USD. */
            ticket_min?: number | null;
            /** @description Largest contract or investment it takes on, in USD. */
            ticket_max?: number | null;
            /** @description Work it has done before. */
            references?: components["schemas"]["Reference"][];
            /** @description Languages it works in. */
            languages?: string[];
            /** @description What it can do, in English. */
            capability_en?: string | null;
            /** @description What it can do, in Korean. */
            capability_ko?: string | null;
            /**
             * @description How many pairings it can carry at once.
             * @default 1
             */
            capacity?: number;
            /** @description People to write to; shown to staff and to the partner itself. */
            contacts?: components["schemas"]["Contact"][];
            /** @description State of review. */
            readonly state?: components["schemas"]["PartnerState"];
            /**
             * Format: date
             * @description Last day of its term; null without end.
             */
            readonly valid_to?: string | null;
            /** @description Whether it is invented, for demonstration. */
            readonly demonstration?: boolean;
            /** @description Counts the changes; the ETag is "v" and this number. */
            readonly version?: number;
        };
        /** @description A category that a partner works in. */
        CategoryStrength: {
            /** @description A project category or an area. */
            id: string;
            /**
             * @description How strong the partner is in it, 1 (some) to 5 (its main business).
             * @default 3
             */
            strength?: number;
        };
        /** @description A sector that a partner works in. */
        SectorStrength: {
            /** @description A sector. */
            id: string;
            /**
             * @description How strong the partner is in it, 1 (some) to 5 (its main business).
             * @default 3
             */
            strength?: number;
        };
        /** @description Work that a partner has done before. */
        Reference: {
            /** @description Where the work was done, as it is called; a member city is recognised by any of its names. */
            city: string;
            /**
             * Format: country-code
             * @description ISO 3166-1 alpha-2 code of the country.
             */
            country: string;
            /** @description What the work was; a sector where no category names it. */
            category: string;
            /** @description Year in which it was finished. */
            year?: number | null;
            /** @description What the partner did in it. */
            role?: string | null;
        };
        /** @description A person at the partner. */
        Contact: {
            /** @description Who to write to. */
            name: string;
            /**
             * Format: email
             * @description E-mail address.
             */
            email?: string | null;
            /** @description Telephone number. */
            phone?: string | null;
            /**
             * Format: language-code
             * @description Language to write in.
             */
            language?: string | null;
        };
        /** @description How long a partner's verification lasts. */
        Term: {
            /**
             * Format: date
             * @description Last day of the term; left out: without end.
             */
            valid_to?: string | null;
        };
        /** @description A ranking, with what it stands on. */
        MatchList: {
            /** @description Whose matches; null for a profile that is not stored, and for candidates. */
            partner?: components["schemas"]["PartnerBrief"] | null;
            /** @description Whose candidates; null for matches. */
            city?: string | null;
            /** @description Whose candidates; null for matches. */
            project?: string | null;
            /** @description Policy the scores stand on. */
            policy: string;
            /** @description SHA-256 of the data the scores stand on. */
            snapshot: string;
            /**
             * Format: date
             * @description Day for which terms and validities were judged.
             */
            as_of: string;
            /** @description How many there are before the limit. */
            total: number;
            /** @description Best first. */
            matches: components["schemas"]["Match"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A partner, in short. */
        PartnerBrief: {
            /** @description Id of the partner. */
            id: string;
            /** @description Name in English. */
            name_en?: string | null;
            /** @description Name in Korean. */
            name_ko?: string | null;
            /** @description What sort of organisation it is. */
            kind: components["schemas"]["PartnerKind"];
            /**
             * Format: country-code
             * @description Country of its seat.
             */
            country?: string | null;
            /**
             * @description Whether it is invented, for demonstration.
             * @default false
             */
            demonstration?: boolean;
        };
        /** @description How well a partner and a city fit, and why. */
        Match: {
            /** @description Place in the whole list, from 1. */
            rank: number;
            /** @description The partner; null in the matches of a partner. */
            partner?: components["schemas"]["PartnerBrief"] | null;
            /** @description The city. */
            city: components["schemas"]["CityBrief"];
            /** @description The project the score stands on: the city's best. */
            project: components["schemas"]["ProjectBrief"];
            /** @description Score, 0..10000000. */
            score: number;
            /** @description The score as people read it, 0.00 to 100.00. */
            shown: string;
            /** @description Weight that rests on data, 0..1000. */
            coverage: number;
            /** @description Whether a gate shuts the pair out. */
            blocked: boolean;
            /** @description What the result hangs on. */
            flags: components["schemas"]["Flag"][];
            /** @description Failed gates. */
            gates: components["schemas"]["FailedGate"][];
            /** @description Parts of the score with their evidence; empty without explanation. */
            parts: components["schemas"]["ScorePart"][];
            /** @description Cities whose needs stand in; empty unless the city has no open project. */
            inferred_from: components["schemas"]["Neighbour"][];
            /** @description What would lift it above the next one; null when nothing single would, or without explanation. */
            change?: components["schemas"]["Change"] | null;
            /** @description The city's projects, best first; empty among candidates. */
            projects: components["schemas"]["MatchProject"][];
        };
        /** @description A city, in short. */
        CityBrief: {
            /** @description Id of the city. */
            id: string;
            /**
             * Format: country-code
             * @description Member state.
             */
            country: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Korean. */
            name_ko: string;
            /** @description Quadrant under the policy. */
            quadrant?: components["schemas"]["Quadrant"] | null;
        };
        /** @description A project, in short. */
        ProjectBrief: {
            /** @description Id of the project; null for the inferred needs of a city without an open project. */
            id?: string | null;
            /** @description Title in English. */
            title_en: string;
            /** @description Title in Korean. */
            title_ko: string;
        };
        /** @description A reason why the pair cannot be made, whatever its score. */
        FailedGate: {
            /** @description The gate that failed. */
            gate: components["schemas"]["Gate"];
            /** @description Why, in English. */
            en: string;
            /** @description Why, in Korean. */
            ko: string;
        };
        /** @description One part of a score with its evidence. */
        ScorePart: {
            /** @description Which part of the score. */
            part: components["schemas"]["Part"];
            /** @description Weight of the part, 0..1000. */
            weight: number;
            /** @description Value of the part, 0..10000. */
            value: number;
            /** @description Weight x value; the points of all parts sum to the score. */
            points: number;
            /** @description False: there is no data, so the value is the policy's neutral one. */
            known: boolean;
            /** @description What the value rests on. */
            evidence: components["schemas"]["Sentence"][];
        };
        /** @description A sentence in both languages. */
        Sentence: {
            /** @description In English. */
            en: string;
            /** @description In Korean. */
            ko: string;
        };
        /** @description A city whose needs stand in for those of one without an open project. */
        Neighbour: {
            /** @description A city near in GDP per capita and density. */
            city: string;
            /** @description Name in English. */
            name_en: string;
            /** @description Name in Korean. */
            name_ko: string;
            /** @description Its share in the inferred needs; the shares sum to 10000. */
            share: number;
        };
        /** @description The smallest single edit of the profile that would lift this city above the next one. */
        Change: {
            /** @description What sort of edit. */
            kind: string;
            /** @description The member of the profile to edit, as a JSON pointer. */
            pointer: string;
            /** @description How much the score would rise. */
            gain: number;
            /** @description In English. */
            en: string;
            /** @description In Korean. */
            ko: string;
        };
        /** @description One project of a matched city. */
        MatchProject: {
            /** @description The project. */
            project: components["schemas"]["ProjectBrief"];
            /** @description Score, 0..10000000. */
            score: number;
            /** @description Weight that rests on data, 0..1000. */
            coverage: number;
            /** @description Whether a gate shuts the pair out. */
            blocked: boolean;
            /** @description Failed gates. */
            gates: components["schemas"]["FailedGate"][];
            /** @description Parts of the score; empty without explanation. */
            parts: components["schemas"]["ScorePart"][];
        };
        /** @description A profile to try. */
        MatchRequest: {
            /** @description A profile that is scored but not stored. */
            profile: components["schemas"]["Partner"];
            /** @description Weights instead of the policy's; they sum to 1000. */
            weights?: components["schemas"]["PartWeights"] | null;
        };
        /** @description What a pairing list is asked for. */
        PairingRequest: {
            /** @description The meeting the list is for. */
            meeting: string;
            /** @description Policy to score by; the first one when left out. */
            policy?: string | null;
            /**
             * Format: date
             * @description Day for which to judge terms and validities; the meeting's first day when left out.
             */
            as_of?: string | null;
            /**
             * @description Pairs that score less are not made; pins are.
             * @default 0
             */
            floor?: number;
            /** @description Pairs that must be in the list. */
            pins?: components["schemas"]["PairRule"][];
            /** @description Pairs that must not be in the list. */
            bans?: components["schemas"]["PairRule"][];
            /** @description Capacities that differ from the profiles. */
            capacities?: components["schemas"]["CapacityRule"][];
            /** @description Least and largest numbers of pairings by city, country or kind. */
            quotas?: components["schemas"]["QuotaRule"][];
            /** @description Id of an earlier list that this one corrects; when this one is announced, that one is withdrawn. */
            replaces?: string | null;
            /** @description Pairs that should rather stay; with replaces, those of that list. */
            earlier?: components["schemas"]["PairRule"][];
            /**
             * @description Points that each of the earlier pairs is worth staying for; 0 when left out.
             * @default 0
             */
            change_price?: number;
            /**
             * @description Answer with the list, but store nothing.
             * @default false
             */
            dry_run?: boolean;
        };
        /** @description A pair that must, or must not, be in the list. */
        PairRule: {
            /** @description The partner. */
            partner: string;
            /** @description The project; or leave it out and name the city. */
            project?: string | null;
            /** @description The city: a ban covers all it has; a pin needs a city without an open project, or with only one. */
            city?: string | null;
        };
        /** @description Another capacity for a partner, in this list only. */
        CapacityRule: {
            /** @description The partner. */
            partner: string;
            /** @description Pairings it must get; 0 when left out. */
            min?: number | null;
            /** @description Pairings it can carry; its profile's capacity when left out. */
            max?: number | null;
        };
        /** @description How many pairings a city, a country or a kind of partner gets. */
        QuotaRule: {
            /** @description What is counted. */
            group: components["schemas"]["QuotaGroup"];
            /** @description Which city, country or kind of partner. */
            id: string;
            /** @description Pairings at least; 0 when left out. */
            min?: number | null;
            /** @description Pairings at most; any number when left out. */
            max?: number | null;
        };
        /** @description The pairings for one meeting. */
        PairingList: {
            /** @description Id of the list; null for a dry run. */
            readonly id?: string | null;
            /** @description State; null for a dry run. */
            readonly state?: components["schemas"]["ListState"] | null;
            /** @description SHA-256 of the list: of this object from `meeting` on, as compact JSON in this order. */
            readonly digest?: string | null;
            /** @description When it was stored; null for a dry run. */
            readonly created?: string | null;
            /** @description Who proposed, approved, announced or withdrew it, and when. */
            readonly events?: components["schemas"]["ListEvent"][];
            /** @description How far its pairings have come, by line and day. */
            readonly stages?: components["schemas"]["StageLine"][];
            /** @description Where the audit stood when this was asked for; null for a dry run. */
            readonly audit?: components["schemas"]["AuditHead"] | null;
            /** @description The meeting it is for. */
            meeting: string;
            /** @description Policy the scores stand on. */
            policy: string;
            /** @description SHA-256 of the data the scores stand on. */
            snapshot: string;
            /**
             * Format: date
             * @description Day for which terms and validities were judged.
             */
            as_of: string;
            /** @description What was asked for. */
            constraints: components["schemas"]["PairingRequest"];
            /** @description What it reaches. */
            totals: components["schemas"]["PairingTotals"];
            /** @description The lines. */
            pairings: components["schemas"]["Pairing"][];
            /** @description Cities without a partner, and why. */
            uncovered: components["schemas"]["LeftOver"][];
            /** @description Partners without a city, and why. */
            unpaired: components["schemas"]["LeftOver"][];
            /** @description Pins that could not be kept and minimums that fall short. */
            problems: components["schemas"]["Sentence"][];
            /** @description The proof that no other list is better. */
            certificate: components["schemas"]["Certificate"];
        };
        /** @description Something that was done with a list. */
        ListEvent: {
            /** @description What was done: propose, approve, announce, withdraw; or supersede, when a list that replaces it was announced. */
            action: string;
            /** @description What the list became. */
            state: components["schemas"]["ListState"];
            /** @description When. */
            at: string;
            /** @description Whose token it was. */
            holder: string;
            /** @description What was said about it. */
            note?: string | null;
            /** @description The list that took its place. */
            replaced_by?: string | null;
        };
        /** @description A dated stage of a pairing. */
        StageLine: {
            /** @description Line of the list. */
            number: number;
            /** @description How far the pairing has come. */
            stage: components["schemas"]["PairingStage"];
            /** @description Who accepted or declined. */
            side?: components["schemas"]["PairingSide"] | null;
            /**
             * Format: date
             * @description The day it happened.
             */
            date: string;
            /** @description Why it was declined. */
            reason?: string | null;
            /** @description What else there is to say. */
            note?: string | null;
            /** @description Whose token noted it. */
            holder: string;
            /** @description When it was noted. */
            recorded: string;
        };
        /** @description The last entry of the audit. Kept elsewhere, it shows later whether any up to it was changed or taken away. */
        AuditHead: {
            /** @description Number of the last entry; null when there is none. */
            seq?: number | null;
            /** @description Its hash. */
            hash?: string | null;
        };
        /** @description What the list reaches. */
        PairingTotals: {
            /** @description Cities of the network. */
            cities: number;
            /** @description Cities with at least one pairing: as many as possible. */
            cities_covered: number;
            /** @description Lines of the list. */
            pairings: number;
            /** @description Sum of the scores: the largest possible with that coverage. */
            score: number;
            /** @description By how much stated minimums are missed in all. */
            shortfall: number;
            /** @description Pairs of the replaced list that are not kept. */
            changes: number;
            /** @description What these changes cost. */
            change_cost: number;
        };
        /** @description One line of a pairing list. */
        Pairing: {
            /** @description Line of the list: by city, project, partner. */
            number: number;
            /** @description The city. */
            city: components["schemas"]["CityBrief"];
            /** @description The project. */
            project: components["schemas"]["ProjectBrief"];
            /** @description The partner. */
            partner: components["schemas"]["PartnerBrief"];
            /** @description Score, 0..10000000. */
            score: number;
            /** @description The score as people read it. */
            shown: string;
            /** @description Weight that rests on data, 0..1000. */
            coverage: number;
            /** @description Whether the pair was asked for. */
            pinned: boolean;
            /** @description Whether the pair stood in the list that this one replaces. */
            kept: boolean;
            /** @description What the result hangs on. */
            flags: components["schemas"]["Flag"][];
            /** @description Why, in a sentence, in English. */
            reason_en: string;
            /** @description Why, in a sentence, in Korean. */
            reason_ko: string;
            /** @description Parts of the score with their evidence. */
            parts: components["schemas"]["ScorePart"][];
            /** @description The city's next best partners: first whose coming would cost the list least. */
            alternates: components["schemas"]["Alternate"][];
        };
        /** @description A partner that could take the place. */
        Alternate: {
            /** @description The partner. */
            partner: components["schemas"]["PartnerBrief"];
            /** @description Score, 0..10000000. */
            score: number;
            /** @description The score as people read it. */
            shown: string;
            /** @description The project of the city that it is nearest to. */
            project: components["schemas"]["ProjectBrief"];
            /** @description Points that the list would lose if it came; null where other objectives would suffer, or in very large lists. */
            loss?: number | null;
        };
        /** @description A city or a partner without a pairing, and why. */
        LeftOver: {
            /** @description The city. */
            city?: components["schemas"]["CityBrief"] | null;
            /** @description The partner. */
            partner?: components["schemas"]["PartnerBrief"] | null;
            /** @description Why, in English. */
            en: string;
            /** @description Why, in Korean. */
            ko: string;
        };
        /** @description Prices that prove the list the best one; what is not named costs nothing. */
        Certificate: {
            /** @description Prices of the partners' capacities. */
            partners: components["schemas"]["Price"][];
            /** @description Prices of the projects' slots. */
            projects: components["schemas"]["Price"][];
            /** @description Prices of the cities' coverage; below zero where one more is worth having. */
            cities: components["schemas"]["Price"][];
            /** @description Prices of the quotas. */
            quotas: components["schemas"]["Price"][];
            /** @description A number over constraints, pairs and prices, in hexadecimal. */
            seal: string;
        };
        /** @description What a place in a pairing costs. */
        Price: {
            /** @description Whose price: an id; "@city" for inferred needs; a quota's place in the constraints. */
            id: string;
            /** @description In pins. */
            pins: number;
            /** @description In cities with a partner. */
            cities: number;
            /** @description In stated minimums. */
            minimums: number;
            /** @description In points of score. */
            score: number;
            /** @description In lots, which settle ties. */
            tie: number;
        };
        /** @description Work in the background. */
        Job: {
            /** @description Id of the job. */
            readonly id?: string;
            /** @description What it makes. */
            readonly kind?: components["schemas"]["JobKind"];
            /** @description Whether it waits, runs or has ended. */
            readonly state?: components["schemas"]["JobState"];
            /** @description What is being done, or was last; null before it runs. */
            readonly phase?: components["schemas"]["JobPhase"] | null;
            /** @description How much is done, in thousandths; begins anew when another worker takes over. */
            readonly permille?: number;
            /** @description How often a worker has taken it; more than once after a worker was lost. */
            readonly attempts?: number;
            /** @description The worker that has it, or had it last. */
            readonly worker?: string | null;
            /** @description Id of the token that asked for it. */
            readonly token?: string | null;
            /** @description Digest of the data a list is computed from, as they were when it was queued. */
            readonly snapshot?: string | null;
            /** @description The job that this one repeats on newer data. */
            readonly again_of?: string | null;
            /** @description The pairing list it has made. */
            readonly list?: string | null;
            /** @description The import that it is about. */
            readonly import?: string | null;
            /** @description Why it failed. */
            readonly problem?: components["schemas"]["JobProblem"] | null;
            /** @description When it was queued (UTC). */
            readonly created?: string | null;
            /** @description When it was first taken. */
            readonly started?: string | null;
            /** @description When it ended. */
            readonly finished?: string | null;
            /** @description What was asked, for a pairing list. */
            readonly request?: components["schemas"]["PairingRequest"] | null;
        };
        /** @description Why a job has no result. */
        JobProblem: {
            /** @description Name of the sentence, for programs. */
            code: string;
            /** @description In English. */
            en: string;
            /** @description In Korean. */
            ko: string;
        };
        /** @description A page of a list. */
        PairingListPage: {
            /** @description Newest first. */
            items: components["schemas"]["PairingListEntry"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A pairing list, in short. */
        PairingListEntry: {
            /** @description Id of the list. */
            id: string;
            /** @description The meeting it is for. */
            meeting: string;
            /** @description Policy the scores stand on. */
            policy: string;
            /** @description SHA-256 of the data the scores stand on. */
            snapshot: string;
            /**
             * Format: date
             * @description Day for which terms and validities were judged.
             */
            as_of: string;
            /** @description State. */
            state: components["schemas"]["ListState"];
            /** @description SHA-256 of the list. */
            digest: string;
            /** @description When it was stored. */
            created: string;
            /** @description The list it corrects. */
            replaces?: string | null;
        };
        /** @description What is said when a list moves on. */
        ListNote: {
            /** @description What to say about it. */
            note?: string | null;
        };
        /** @description Why a pair is not in a list, and what would bring it there. */
        WhyNot: {
            /** @description The partner. */
            partner: components["schemas"]["PartnerBrief"];
            /** @description The city. */
            city: components["schemas"]["CityBrief"];
            /** @description The project; of a city, the one that is nearest to being paired. */
            project: components["schemas"]["ProjectBrief"];
            /** @description Why the pair is not in the list. */
            reason: components["schemas"]["WhyNotReason"];
            /** @description What the pair scores, whatever the gates say. */
            score: number;
            /** @description The score as people read it. */
            shown: string;
            /** @description The gates that shut it out. */
            gates: components["schemas"]["FailedGate"][];
            /** @description What the partner's side costs. */
            partner_price?: components["schemas"]["Amount"] | null;
            /** @description What the project's side costs. */
            project_price?: components["schemas"]["Amount"] | null;
            /** @description What both cost beyond what the pair is worth; null where prices are not what keeps them apart. */
            gap?: components["schemas"]["Amount"] | null;
            /** @description What the list would lose, exactly, were the pair a must. */
            loss?: components["schemas"]["Amount"] | null;
            /** @description The smallest rise of the score that would pair them; null when none would. */
            rise?: number | null;
            /** @description Pairs that would go. */
            dropped: components["schemas"]["Pair"][];
            /** @description Pairs that would come beside it. */
            added: components["schemas"]["Pair"][];
            /** @description Why, in English. */
            en: string;
            /** @description Why, in Korean. */
            ko: string;
            /** @description The smallest change that would pair them, in English. */
            change_en: string;
            /** @description The same in Korean. */
            change_ko: string;
        };
        /** @description An amount of the objectives; the first one that is not zero decides. */
        Amount: {
            /** @description In pins. */
            pins: number;
            /** @description In cities with a partner. */
            cities: number;
            /** @description In stated minimums. */
            minimums: number;
            /** @description In points of score. */
            score: number;
            /** @description In lots, which settle ties. */
            tie: number;
        };
        /** @description A pair. */
        Pair: {
            /** @description The partner. */
            partner: components["schemas"]["PartnerBrief"];
            /** @description The city. */
            city: components["schemas"]["CityBrief"];
            /** @description The project. */
            project: components["schemas"]["ProjectBrief"];
        };
        /** @description How a list differs from another. */
        Difference: {
            /** @description The earlier list. */
            from: string;
            /** @description This list. */
            to: string;
            /** @description Whether both stand on the same data. */
            same_snapshot: boolean;
            /** @description Whether both were scored by the same policy. */
            same_policy: boolean;
            /** @description Whether the same was asked for. */
            same_constraints: boolean;
            /** @description Pairs that both have. */
            kept: number;
            /** @description What the earlier list reaches. */
            before: components["schemas"]["PairingTotals"];
            /** @description What this list reaches. */
            after: components["schemas"]["PairingTotals"];
            /** @description What differs, by city. */
            lines: components["schemas"]["DifferenceLine"][];
        };
        /** @description A pair that only one of the lists has. */
        DifferenceLine: {
            /** @description What happened to the place. */
            kind: components["schemas"]["DifferenceKind"];
            /** @description The city. */
            city: components["schemas"]["CityBrief"];
            /** @description The pair in the earlier list. */
            before?: components["schemas"]["DifferencePair"] | null;
            /** @description The pair in this list. */
            after?: components["schemas"]["DifferencePair"] | null;
            /** @description What changed, and what the lists say of it, in English. */
            en: string;
            /** @description The same in Korean. */
            ko: string;
        };
        /** @description A pair as one of the lists has it. */
        DifferencePair: {
            /** @description The partner. */
            partner: components["schemas"]["PartnerBrief"];
            /** @description The project. */
            project: components["schemas"]["ProjectBrief"];
            /** @description Score, 0..10000000. */
            score: number;
            /** @description The score as people read it. */
            shown: string;
            /** @description The reason that its list gives, in English. */
            reason_en: string;
            /** @description The same in Korean. */
            reason_ko: string;
        };
        /** @description A page of proposals. */
        ProposalPage: {
            /** @description The newest list first. */
            items: components["schemas"]["Proposal"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A pairing that is proposed to a company and a city. */
        Proposal: {
            /** @description The list. */
            list: string;
            /** @description Its line. */
            number: number;
            /** @description State of the list. */
            state: components["schemas"]["ListState"];
            /** @description The meeting it is for. */
            meeting: string;
            /** @description The city. */
            city: components["schemas"]["CityBrief"];
            /** @description The project. */
            project: components["schemas"]["ProjectBrief"];
            /** @description The partner. */
            partner: components["schemas"]["PartnerBrief"];
            /** @description Score, 0..10000000. */
            score: number;
            /** @description The score as people read it. */
            shown: string;
            /** @description Weight that rests on data, 0..1000. */
            coverage: number;
            /** @description Why, in a sentence, in English. */
            reason_en: string;
            /** @description Why, in a sentence, in Korean. */
            reason_ko: string;
            /** @description How far it has come; reasons and notes only of one's own side. */
            stages: components["schemas"]["StageLine"][];
        };
        /** @description A stage that a pairing has reached. */
        StageRequest: {
            /** @description What has happened. */
            stage: components["schemas"]["PairingStage"];
            /** @description Who accepted or declined; only with these. Left out by a company or a city: its own side. */
            side?: components["schemas"]["PairingSide"] | null;
            /**
             * Format: date
             * @description The day it happened; today when left out.
             */
            date?: string | null;
            /** @description Why it was declined; a decline must say it. */
            reason?: string | null;
            /** @description What else there is to say. */
            note?: string | null;
        };
        /** @description How far a pairing has come. */
        StagedPairing: {
            /** @description The list. */
            list: string;
            /** @description Its line. */
            number: number;
            /** @description The city. */
            city: components["schemas"]["CityBrief"];
            /** @description The project. */
            project: components["schemas"]["ProjectBrief"];
            /** @description The partner. */
            partner: components["schemas"]["PartnerBrief"];
            /** @description Its stages so far. */
            stages: components["schemas"]["StageLine"][];
            /** @description After a decline: who could take the place, next best first. */
            alternates: components["schemas"]["Alternate"][];
        };
        /** @description Some of the jobs. */
        JobPage: {
            /** @description The jobs, newest first. */
            items: components["schemas"]["JobEntry"][];
            /** @description Cursor of the next page. */
            next?: string | null;
        };
        /** @description A job, without what was asked. */
        JobEntry: {
            /** @description Id of the job. */
            readonly id?: string;
            /** @description What it makes. */
            readonly kind?: components["schemas"]["JobKind"];
            /** @description Whether it waits, runs or has ended. */
            readonly state?: components["schemas"]["JobState"];
            /** @description What is being done, or was last; null before it runs. */
            readonly phase?: components["schemas"]["JobPhase"] | null;
            /** @description How much is done, in thousandths; begins anew when another worker takes over. */
            readonly permille?: number;
            /** @description How often a worker has taken it; more than once after a worker was lost. */
            readonly attempts?: number;
            /** @description The worker that has it, or had it last. */
            readonly worker?: string | null;
            /** @description Id of the token that asked for it. */
            readonly token?: string | null;
            /** @description Digest of the data a list is computed from, as they were when it was queued. */
            readonly snapshot?: string | null;
            /** @description The job that this one repeats on newer data. */
            readonly again_of?: string | null;
            /** @description The pairing list it has made. */
            readonly list?: string | null;
            /** @description The import that it is about. */
            readonly import?: string | null;
            /** @description Why it failed. */
            readonly problem?: components["schemas"]["JobProblem"] | null;
            /** @description When it was queued (UTC). */
            readonly created?: string | null;
            /** @description When it was first taken. */
            readonly started?: string | null;
            /** @description When it ended. */
            readonly finished?: string | null;
        };
        /** @description What was found. */
        SearchAnswer: {
            /** @description What fits, the best first. */
            items: components["schemas"]["SearchHit"][];
        };
        /** @description Something that was found. */
        SearchHit: {
            /** @description Kind of thing. */
            kind: components["schemas"]["SearchKind"];
            /** @description Its id. */
            id: string;
            /** @description Name or title in English. */
            name_en?: string | null;
            /** @description Name or title in Korean. */
            name_ko?: string | null;
            /** @description The city of a project. */
            city?: string | null;
            /** @description The country of a city, or of a partner's seat. */
            country?: string | null;
            /**
             * @description How well a name fits, in thousandths.
             * @default 0
             */
            likeness?: number;
        };
        /** @description A file of partners on its way into the database. */
        Import: {
            /** @description Id of the import. */
            readonly id?: string;
            /** @description Name of the file. */
            readonly name?: string;
            /** @description Kind of file. */
            readonly kind?: components["schemas"]["BookKind"];
            /** @description Encoding that was found; null for a workbook. */
            readonly encoding?: components["schemas"]["BookEncoding"] | null;
            /** @description Size of the file. */
            readonly bytes?: number;
            /** @description What has become of it. */
            readonly state?: components["schemas"]["ImportState"];
            /** @description Counts the changes; the ETag is "v" and this number. */
            readonly version?: number;
            /** @description When it was uploaded (UTC). */
            readonly created?: string | null;
            /** @description Id of the token that uploaded it. */
            readonly token?: string | null;
            /** @description Its last job. */
            readonly job?: string | null;
            /** @description What that job has done; null until one has ended well. */
            readonly result?: components["schemas"]["ImportResult"] | null;
            /**
             * @description The sheet to read.
             * @default 1
             */
            sheet?: number;
            /** @description The row that names the columns; the rows after it are read. */
            header_row?: number | null;
            /** @description What each column holds; when another sheet or header is chosen without them, they are found anew. */
            columns?: components["schemas"]["ImportColumn"][];
            /**
             * @description What to do with a row whose partner is there already, by registration number or name.
             * @default skip
             */
            duplicates?: components["schemas"]["ImportDuplicates"] | null;
            /**
             * @description What to do with a row whose name is much like that of another partner.
             * @default keep
             */
            similar?: components["schemas"]["ImportSimilar"] | null;
            /**
             * @description What to do when rows have mistakes.
             * @default refuse_all
             */
            mistakes?: components["schemas"]["ImportMistakes"] | null;
            /** @description The sheets of the file with their first rows. */
            readonly sheets?: components["schemas"]["ImportSheet"][];
        };
        /** @description What the last job of an import has done, or would have done. */
        ImportResult: {
            /** @description What was done. */
            action: components["schemas"]["ImportAction"];
            /**
             * @description Whether anything was changed by it.
             * @default false
             */
            stored?: boolean;
            /**
             * @description Rows that hold something.
             * @default 0
             */
            rows?: number;
            /**
             * @description Partners made.
             * @default 0
             */
            created?: number;
            /**
             * @description Partners replaced, or found to be the same already.
             * @default 0
             */
            updated?: number;
            /**
             * @description Rows left out because such a partner is there already.
             * @default 0
             */
            skipped?: number;
            /**
             * @description Rows stored though a partner has a similar name.
             * @default 0
             */
            similar?: number;
            /**
             * @description Rows with mistakes.
             * @default 0
             */
            rejected?: number;
            /**
             * @description Partners taken back or restored.
             * @default 0
             */
            undone?: number;
            /**
             * @description Partners that stay, because something else has changed or uses them.
             * @default 0
             */
            kept?: number;
        };
        /** @description A column of the file, and what it holds. */
        ImportColumn: {
            /** @description Number of the column, from 1. */
            number: number;
            /** @description What its header says; taken from the file, whatever is sent. */
            header?: string | null;
            /** @description The member of the partner's profile that it holds; null: it is not read. */
            member?: string | null;
        };
        /** @description A sheet of the file. */
        ImportSheet: {
            /** @description Number of the sheet, from 1. */
            number: number;
            /** @description Name of the sheet; empty for text. */
            name?: string | null;
            /** @description The row that was recognised as its header; null when none was. */
            header_row?: number | null;
            /** @description Its first rows that hold something. */
            rows?: components["schemas"]["ImportRow"][];
        };
        /** @description One of the first rows of a sheet. */
        ImportRow: {
            /** @description Number of the row, as a spreadsheet program counts it. */
            number: number;
            /** @description Its cells as they were read; long ones are cut. */
            cells?: string[];
        };
        /** @description Some of the imports. */
        ImportPage: {
            /** @description The imports, newest first. */
            items: components["schemas"]["ImportEntry"][];
            /** @description Cursor of the next page. */
            next?: string | null;
        };
        /** @description An import, in short. */
        ImportEntry: {
            /** @description Id of the import. */
            readonly id?: string;
            /** @description Name of the file. */
            readonly name?: string;
            /** @description Kind of file. */
            readonly kind?: components["schemas"]["BookKind"];
            /** @description Encoding that was found; null for a workbook. */
            readonly encoding?: components["schemas"]["BookEncoding"] | null;
            /** @description Size of the file. */
            readonly bytes?: number;
            /** @description What has become of it. */
            readonly state?: components["schemas"]["ImportState"];
            /** @description Counts the changes; the ETag is "v" and this number. */
            readonly version?: number;
            /** @description When it was uploaded (UTC). */
            readonly created?: string | null;
            /** @description Id of the token that uploaded it. */
            readonly token?: string | null;
            /** @description Its last job. */
            readonly job?: string | null;
            /** @description What that job has done; null until one has ended well. */
            readonly result?: components["schemas"]["ImportResult"] | null;
        };
        /** @description How a file is to be read and stored. */
        ImportPlan: {
            /**
             * @description The sheet to read.
             * @default 1
             */
            sheet?: number;
            /** @description The row that names the columns; the rows after it are read. */
            header_row?: number | null;
            /** @description What each column holds; when another sheet or header is chosen without them, they are found anew. */
            columns?: components["schemas"]["ImportColumn"][];
            /**
             * @description What to do with a row whose partner is there already, by registration number or name.
             * @default skip
             */
            duplicates?: components["schemas"]["ImportDuplicates"] | null;
            /**
             * @description What to do with a row whose name is much like that of another partner.
             * @default keep
             */
            similar?: components["schemas"]["ImportSimilar"] | null;
            /**
             * @description What to do when rows have mistakes.
             * @default refuse_all
             */
            mistakes?: components["schemas"]["ImportMistakes"] | null;
        };
        /** @description What the last job had to say, row by row. */
        ImportReport: {
            /** @description In the order of the rows. */
            items: components["schemas"]["ImportNote"][];
            /** @description Cursor of the next page. */
            next?: string | null;
        };
        /** @description A row that was not simply stored. */
        ImportNote: {
            /** @description Number of the row. */
            row: number;
            /** @description What was done with it. */
            outcome: components["schemas"]["ImportOutcome"];
            /** @description The partner that is there already, or that stays. */
            partner?: string | null;
            /** @description Why. */
            reasons?: components["schemas"]["ImportReason"][];
        };
        /** @description What is to be said of a row or a cell. */
        ImportReason: {
            /** @description Number of the column; null when it is about the whole row. */
            column?: number | null;
            /** @description What its header says. */
            header?: string | null;
            /** @description The member of the profile, or a place within it. */
            member?: string | null;
            /** @description Name of the sentence, for programs. */
            code: string;
            /** @description In English. */
            en: string;
            /** @description In Korean. */
            ko: string;
        };
        /** @description A page of the audit. */
        AuditPage: {
            /** @description Newest first; in their order after `since`. */
            items: components["schemas"]["AuditEntry"][];
            /** @description Cursor of the next page; null on the last. */
            next?: string | null;
        };
        /** @description A change of a record. */
        AuditEntry: {
            /** @description Its number: from 1, without holes, in the order in which the changes came about. */
            seq: number;
            /** @description When. */
            at: string;
            /** @description The same in microseconds of Unix time, as the hash covers it. */
            at_us: number;
            /** @description The token it was done with. */
            token?: string | null;
            /** @description The user whose token it was. */
            user?: string | null;
            /** @description The role of the token; operator: by a command or by hand; system: the service of itself. */
            role: string;
            /** @description How the user or the token was named then. */
            name?: string | null;
            /** @description The address the request came from. */
            from?: string | null;
            /** @description What kind of record it was done to. */
            kind: string;
            /** @description Its id. */
            id: string;
            /** @description create, change, delete; or erase, when a person was forgotten. */
            action: string;
            /** @description The record as it was, as JSON in a text; null when it was created. */
            before?: string | null;
            /** @description The record as it became, as JSON in a text; null when it was deleted. */
            after?: string | null;
            /** @description What is put before a document to make its digest, in hexadecimal. */
            salt?: string | null;
            /** @description SHA-256 of the salt and `before`, as they were first. */
            before_digest?: string | null;
            /** @description SHA-256 of the salt and `after`, as they were first. */
            after_digest?: string | null;
            /** @description The entry by which a person was last taken out of the documents; it has the digest of what is left. */
            erased?: number | null;
            /** @description SHA-256 of the hash of the entry before it and of this one's other members (twinningd(8) says how). */
            hash: string;
        };
        /** @description What is kept of a person. */
        Person: {
            /** @description The address. */
            email: string;
            /** @description Everything that is kept of whoever has it. */
            places: components["schemas"]["PersonPlace"][];
        };
        /** @description A place where something is kept of a person. */
        PersonPlace: {
            /** @description partner: a contact of it; user: an account; import: an uploaded file; audit: the documents of an entry; answer: one kept for requests that are repeated. */
            place: string;
            /** @description The partner, the user, the number of the entry, or the request that was answered. */
            id: string;
            /** @description What it says of the person, as JSON in a text. */
            document: string;
        };
        /** @description Whom to forget. */
        PersonErase: {
            /**
             * Format: email
             * @description The person's e-mail address; capitals do not matter.
             */
            email: string;
        };
        /** @description Where a person was forgotten. */
        PersonErased: {
            /** @description Number of the audit's entry about this. */
            entry: number;
            /** @description Partners that lost the contact. */
            partners: number;
            /** @description Accounts that lost name and address, and are disabled. */
            users: number;
            /** @description Entries of the audit whose documents lost the person. */
            entries: number;
            /** @description Answers kept for repeated requests that lost the person. */
            answers: number;
            /** @description Uploaded files that mentioned the person, or brought a partner that did: they are gone. */
            imports: number;
        };
        /** @enum {string} */
        Role: "staff" | "company" | "city" | "batch" | "admin" | "approver" | "auditor";
        /** @enum {string} */
        UserLanguage: "en" | "ko";
        /** @enum {string} */
        TokenKind: "token" | "session";
        /** @enum {string} */
        TokenScope: "all" | "read";
        /** @enum {string} */
        UserState: "active" | "disabled";
        /** @enum {string} */
        TokenState: "valid" | "expired" | "revoked";
        /** @enum {string} */
        FactProperty: "gdp_per_capita" | "population_density" | "area" | "population";
        /** @enum {string} */
        FocusArea: "civic_social" | "health_wellbeing" | "safety_security" | "quality_environment" | "built_infrastructure" | "industry_innovation";
        /** @enum {string} */
        RepresentativeRole: "nr" | "csco" | "asec_representative";
        /** @enum {string} */
        Quadrant: "dense_developed" | "dense_emerging" | "low_density_developed" | "low_density_emerging";
        /** @enum {string} */
        ProjectStage: "pending" | "open" | "matched" | "implementing" | "done" | "dropped";
        /** @enum {string} */
        Support: "technology" | "construction" | "operation" | "finance" | "advisory" | "training";
        /** @enum {string} */
        PartnerKind: "private_company" | "manufacturer" | "solution_provider" | "multilateral_bank" | "financial_institution" | "investor" | "consulting_firm" | "public_agency" | "university" | "city" | "dialogue_partner";
        /** @enum {string} */
        CategoryKind: "classification" | "focus_area";
        /** @enum {string} */
        PartnerState: "draft" | "submitted" | "verified" | "suspended" | "expired";
        /** @enum {string} */
        ExportFormat: "ndjson" | "csv";
        /** @enum {string} */
        Language: "en" | "ko";
        /** @enum {string} */
        Flag: "threshold" | "tie" | "inferred_needs";
        /** @enum {string} */
        Gate: "partner_not_verified" | "partner_expired" | "project_not_open" | "project_out_of_validity" | "country_excluded" | "city_excluded" | "partner_country_excluded" | "partner_kind_excluded" | "conflict" | "declined" | "ticket_too_small";
        /** @enum {string} */
        Part: "category" | "sector" | "quadrant" | "support" | "track_record" | "relevance" | "preference" | "scale";
        /** @enum {string} */
        QuotaGroup: "city" | "country" | "partner_kind" | "partner_country";
        /** @enum {string} */
        ListState: "draft" | "proposed" | "approved" | "announced" | "withdrawn";
        /** @enum {string} */
        PairingStage: "proposed" | "accepted" | "declined" | "introduced" | "letter_of_intent" | "memorandum" | "study" | "contract" | "operating" | "ended";
        /** @enum {string} */
        PairingSide: "partner" | "city";
        /** @enum {string} */
        JobKind: "pairing_list" | "import_check" | "import_run" | "import_undo";
        /** @enum {string} */
        JobState: "queued" | "running" | "done" | "failed" | "cancelled";
        /** @enum {string} */
        JobPhase: "reading" | "solving" | "writing" | "storing" | "rows" | "undoing";
        /** @enum {string} */
        WhyNotReason: "paired" | "banned" | "blocked" | "floor" | "no_room" | "outbid";
        /** @enum {string} */
        DifferenceKind: "added" | "removed" | "changed";
        /** @enum {string} */
        SearchKind: "city" | "project" | "partner";
        /** @enum {string} */
        BookKind: "xlsx" | "csv" | "ndjson";
        /** @enum {string} */
        BookEncoding: "utf-8" | "cp949" | "utf-16le" | "utf-16be";
        /** @enum {string} */
        ImportState: "ready" | "stored" | "undone";
        /** @enum {string} */
        ImportAction: "check" | "run" | "undo";
        /** @enum {string} */
        ImportDuplicates: "skip" | "update";
        /** @enum {string} */
        ImportSimilar: "keep" | "skip";
        /** @enum {string} */
        ImportMistakes: "refuse_all" | "skip_rows";
        /** @enum {string} */
        ImportFormat: "xlsx" | "csv";
        /** @enum {string} */
        ImportOutcome: "rejected" | "skipped" | "similar" | "kept";
        /** @enum {string} */
        DocumentFormat: "pdf" | "xlsx" | "docx" | "csv" | "json";
        /** @description What went wrong (RFC 9457), in the language asked for. */
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "bad-request" | "bad-json" | "bad-query" | "no-token" | "wrong-sign-in" | "forbidden" | "cross-site" | "no-such-path" | "not-found" | "bad-method" | "not-acceptable" | "timeout" | "conflict" | "in-progress" | "length-required" | "stale" | "body-too-large" | "target-too-long" | "media-type" | "expectation" | "bad-field" | "bad-file" | "key-reused" | "no-match" | "too-many" | "headers-too-large" | "client-gone" | "internal" | "database" | "busy" | "slow-database" | "late" | "http-version";
            detail?: string;
            more?: number;
            errors?: {
                pointer?: string;
                parameter?: string;
                code: string;
                detail: string;
            }[];
        };
    };
    responses: {
        /** @description What went wrong (RFC 9457). */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_openapi_json: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This description. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_sessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Sign in with a password; the session is in a cookie. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    delete_sessions_current: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sign out. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show who the token or the session stands for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_users: {
        parameters: {
            query?: {
                /** @description Only users whose name or address holds this text. */
                q?: string | null;
                /** @description Only users with this role. */
                role?: components["schemas"]["Role"] | null;
                /** @description Only users in this state. */
                state?: components["schemas"]["UserState"] | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the users. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_users: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["User"];
            };
        };
        responses: {
            /** @description Store a user, who can sign in once there is a password. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_users_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_users_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read, such as "v3"; "*" for any. */
                "If-Match": string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Change some members of a user (JSON merge patch); who is disabled is shut out at once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_users_id_password: {
        parameters: {
            query?: never;
            header?: {
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description Set a password, one's own or as an administrator any; every session of the user ends. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_tokens: {
        parameters: {
            query?: {
                /** @description Only tokens of this user. */
                user?: string | null;
                /** @description Only tokens of this kind. */
                kind?: components["schemas"]["TokenKind"] | null;
                /** @description Only tokens in this state. */
                state?: components["schemas"]["TokenState"] | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List tokens and sessions, newest first: one's own, or as an administrator all. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_tokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenRequest"];
            };
        };
        responses: {
            /** @description Make a token: of one's own after signing in, or as an administrator any. Its secret is shown once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_tokens_id_revoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoke a token or a session: itself, one's own after signing in, or as an administrator any. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_tokens_id_rotate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Rotation"];
            };
        };
        responses: {
            /** @description Give a token a successor with a new secret, which is shown once; the old one ends. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_countries: {
        parameters: {
            query?: {
                /** @description Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter. */
                q?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the member states. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountryPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_countries_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a member state with its facts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Country"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_cities: {
        parameters: {
            query?: {
                /** @description Only cities of this member state. */
                country?: string | null;
                /** @description Only cities of this quadrant. */
                quadrant?: components["schemas"]["Quadrant"] | null;
                /** @description Only cities that state this category. */
                category?: string | null;
                /** @description Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter. */
                q?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the cities. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CityPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_cities_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a city: facts, quadrant, membership, representatives, projects. Any of its names will do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["City"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_cities_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read, such as "v3"; "*" for any. */
                "If-Match": string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Change what is said of a city: names, aliases, priorities, facts (added and ended), officers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["City"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_projects: {
        parameters: {
            query?: {
                /** @description Only projects of this city. */
                city?: string | null;
                /** @description Only projects at this stage. */
                stage?: components["schemas"]["ProjectStage"] | null;
                /** @description Only projects of this category. */
                category?: string | null;
                /** @description Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter. */
                q?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the priority projects. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_projects: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Project"];
            };
        };
        responses: {
            /** @description Store a project of a city. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_projects_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a project. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_projects_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read, such as "v3"; "*" for any. */
                "If-Match": string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Change a project; a city's officer says what the city wants of it, the Centre how far it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_categories: {
        parameters: {
            query?: {
                /** @description Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter. */
                q?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the project categories. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_categories_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a category. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Category"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_sectors: {
        parameters: {
            query?: {
                /** @description Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter. */
                q?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the sectors. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SectorPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_sectors_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a sector. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sector"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_meetings: {
        parameters: {
            query?: {
                /** @description Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter. */
                q?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the calendar of meetings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MeetingPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_meetings: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Meeting"];
            };
        };
        responses: {
            /** @description Put a meeting into the calendar. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_meetings_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a meeting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_meetings_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read, such as "v3"; "*" for any. */
                "If-Match": string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Change a meeting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meeting"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_reporting_chain: {
        parameters: {
            query?: {
                /** @description Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter. */
                q?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the steps of the reporting chain. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportingPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_sources: {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what facts come from. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourcePage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_sources: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Source"];
            };
        };
        responses: {
            /** @description Store a source, under an id that facts and policies name. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Source"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_policies: {
        parameters: {
            query?: {
                /** @description Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter. */
                q?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the policies. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_policies: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Policy"];
            };
        };
        responses: {
            /** @description Store a policy, for good: another opinion is another policy. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_policies_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a policy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_partners: {
        parameters: {
            query?: {
                /** @description Only partners with their seat in this country. */
                country?: string | null;
                /** @description Only this kind of partner. */
                kind?: components["schemas"]["PartnerKind"] | null;
                /** @description Only partners in this state of review. */
                state?: components["schemas"]["PartnerState"] | null;
                /** @description Only partners that work in this category. */
                category?: string | null;
                /** @description Only what has this in one of its names; case, accents, spaces and slips of the hand do not matter. */
                q?: string | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the partners. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_partners: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Partner"];
            };
        };
        responses: {
            /** @description Store a partner, as a draft. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_exports_partners: {
        parameters: {
            query?: {
                /** @description Format of the answer; CSV has the columns of the template for imports. */
                format?: components["schemas"]["ExportFormat"] | null;
                /** @description Language of the headers of CSV; left out: as Accept-Language has it. */
                lang?: components["schemas"]["Language"] | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every partner as of one moment, without contacts: a document a line, or CSV that can be imported. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_partners_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a partner. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    put_partners_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read, such as "v3"; "*" for any. */
                "If-Match": string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Partner"];
            };
        };
        responses: {
            /** @description Replace a partner's profile; a verified one waits for review again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_partners_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read, such as "v3"; "*" for any. */
                "If-Match": string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Change some members of a partner's profile (JSON merge patch, RFC 7396). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_partners_id_submit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hand a draft in for review. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_partners_id_verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Term"];
            };
        };
        responses: {
            /** @description Verify a submitted or suspended partner, for a term. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_partners_id_suspend: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Suspend a verified partner. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_partners_id_renew: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Term"];
            };
        };
        responses: {
            /** @description Give a verified or expired partner a new term. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Partner"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_partners_id_matches: {
        parameters: {
            query?: {
                /** @description Only cities of this member state. */
                country?: string | null;
                /** @description Only cities of this quadrant. */
                quadrant?: components["schemas"]["Quadrant"] | null;
                /** @description Only projects of this category. */
                category?: string | null;
                /** @description Only pairs that score at least this, 0..10000000. */
                min_score?: number;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
                /** @description Whether to give the parts of each score. */
                explain?: boolean;
                /** @description Whether to say with the parts what they rest on, and what would change the order. */
                evidence?: boolean;
                /** @description Whether to show, after the others, what a gate shuts out. */
                blocked?: boolean;
                /** @description Policy to score by; the first one when left out. */
                policy?: string | null;
                /** @description Day for which to judge terms and validities; today when left out. */
                as_of?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Which cities and projects fit a partner, why, and what would change it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchList"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_matches: {
        parameters: {
            query?: {
                /** @description Only cities of this member state. */
                country?: string | null;
                /** @description Only cities of this quadrant. */
                quadrant?: components["schemas"]["Quadrant"] | null;
                /** @description Only projects of this category. */
                category?: string | null;
                /** @description Only pairs that score at least this, 0..10000000. */
                min_score?: number;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
                /** @description Whether to give the parts of each score. */
                explain?: boolean;
                /** @description Whether to say with the parts what they rest on, and what would change the order. */
                evidence?: boolean;
                /** @description Whether to show, after the others, what a gate shuts out. */
                blocked?: boolean;
                /** @description Policy to score by; the first one when left out. */
                policy?: string | null;
                /** @description Day for which to judge terms and validities; today when left out. */
                as_of?: string | null;
            };
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchRequest"];
            };
        };
        responses: {
            /** @description Which cities fit a profile that is not stored, if you like by weights of your own. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchList"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_projects_id_candidates: {
        parameters: {
            query?: {
                /** @description Only partners with their seat in this country. */
                country?: string | null;
                /** @description Only this kind of partner. */
                kind?: components["schemas"]["PartnerKind"] | null;
                /** @description Only projects of this category. */
                category?: string | null;
                /** @description Only pairs that score at least this, 0..10000000. */
                min_score?: number;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
                /** @description Whether to give the parts of each score. */
                explain?: boolean;
                /** @description Whether to say with the parts what they rest on, and what would change the order. */
                evidence?: boolean;
                /** @description Whether to show, after the others, what a gate shuts out. */
                blocked?: boolean;
                /** @description Policy to score by; the first one when left out. */
                policy?: string | null;
                /** @description Day for which to judge terms and validities; today when left out. */
                as_of?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Which partners fit a project. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchList"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_cities_id_candidates: {
        parameters: {
            query?: {
                /** @description Only partners with their seat in this country. */
                country?: string | null;
                /** @description Only this kind of partner. */
                kind?: components["schemas"]["PartnerKind"] | null;
                /** @description Only projects of this category. */
                category?: string | null;
                /** @description Only pairs that score at least this, 0..10000000. */
                min_score?: number;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
                /** @description Whether to give the parts of each score. */
                explain?: boolean;
                /** @description Whether to say with the parts what they rest on, and what would change the order. */
                evidence?: boolean;
                /** @description Whether to show, after the others, what a gate shuts out. */
                blocked?: boolean;
                /** @description Policy to score by; the first one when left out. */
                policy?: string | null;
                /** @description Day for which to judge terms and validities; today when left out. */
                as_of?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Which partners fit a city, each by the project it fits best. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchList"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_partners_id_report: {
        parameters: {
            query?: {
                /** @description The document's language; as Accept-Language says when left out. */
                lang?: components["schemas"]["Language"] | null;
                /** @description Policy to score by; the first one when left out. */
                policy?: string | null;
                /** @description Day for which to judge terms and validities; today when left out. */
                as_of?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cities that fit a partner best, on a page to take home. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_cities_id_report: {
        parameters: {
            query?: {
                /** @description The document's language; as Accept-Language says when left out. */
                lang?: components["schemas"]["Language"] | null;
                /** @description Policy to score by; the first one when left out. */
                policy?: string | null;
                /** @description Day for which to judge terms and validities; today when left out. */
                as_of?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The partners that fit a city best, on a page to take home. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_pairing_lists: {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the pairing lists, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingListPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_pairing_lists: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description respond-async: queue it as a job and answer 202 at once; Location names the job. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PairingRequest"];
            };
        };
        responses: {
            /** @description A dry run: nothing is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingList"];
                };
            };
            /** @description Build the best pairing list for a meeting, and store it unless it is a dry run. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingList"];
                };
            };
            /** @description Queued. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_pairing_lists_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a pairing list; as text/csv, its lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingList"];
                    "text/csv": string;
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_pairing_lists_id_documents_format: {
        parameters: {
            query?: {
                /** @description The document's language; as Accept-Language says when left out. */
                lang?: components["schemas"]["Language"] | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
                /** @description In which format. */
                format: components["schemas"]["DocumentFormat"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A pairing list as a file to keep, to print or to go on with; the same list is always the same bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": unknown;
                    "text/csv": unknown;
                    "application/json": unknown;
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_pairing_lists_id_propose: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListNote"];
            };
        };
        responses: {
            /** @description Propose a draft for approval. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingList"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_pairing_lists_id_approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListNote"];
            };
        };
        responses: {
            /** @description Approve a proposed list; it takes another person than the one who proposed it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingList"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_pairing_lists_id_announce: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListNote"];
            };
        };
        responses: {
            /** @description Announce an approved list; the list that it replaces is withdrawn. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingList"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_pairing_lists_id_withdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ListNote"];
            };
        };
        responses: {
            /** @description Withdraw a list that is not announced yet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingList"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_pairing_lists_id_why_not: {
        parameters: {
            query: {
                /** @description The partner. */
                partner: string;
                /** @description The city: its project that is nearest to being paired is looked at. */
                city?: string | null;
                /** @description Or the project. */
                project?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Why a partner is not paired with a city or a project, and the smallest change that would pair them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyNot"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_pairing_lists_id_difference: {
        parameters: {
            query: {
                /** @description The list to compare with, as the earlier of the two. */
                from: string;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How a list differs from another, city by city. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_proposals: {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is proposed to a company or a city: its own lines of lists. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_pairing_lists_id_pairings_number_stages: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
                /** @description Which line of it. */
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageRequest"];
            };
        };
        responses: {
            /** @description Note a stage that a pairing has reached; a company and a city accept or decline for their own side. After a decline, who could take the place. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StagedPairing"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_snapshots_id: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The data that lists rest on, by its digest: one JSON object a line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_jobs: {
        parameters: {
            query?: {
                /** @description Only jobs in this state. */
                state?: components["schemas"]["JobState"] | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the jobs, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_jobs_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show a job: what was asked, how far it is, what came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_jobs_id_events: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Watch a job: an event for each change, until it ends. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_jobs_id_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cancel a job that waits or runs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_jobs_id_rerun: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queue the request of a job that has ended once more, on today's data. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_search: {
        parameters: {
            query: {
                /** @description What to find: a name or part of one, in English or Korean; spaces and slips of the hand do not matter. */
                q: string;
                /** @description Only this kind of thing. */
                kind?: components["schemas"]["SearchKind"] | null;
                /** @description How many at most. */
                limit?: number;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Find cities, projects and, for who may see them, partners by their names, however they are spelled. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_imports: {
        parameters: {
            query?: {
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the imports, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_imports: {
        parameters: {
            query: {
                /** @description Name of the file. */
                name: string;
            };
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description Upload a file of partners (XLSX, CSV, NDJSON) and see how it will be read; nothing is stored yet. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_imports_template: {
        parameters: {
            query?: {
                /** @description Format of the file. */
                format?: components["schemas"]["ImportFormat"] | null;
                /** @description Language of the headers and reasons; left out: as Accept-Language has it. */
                lang?: components["schemas"]["Language"] | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An empty file to fill in; a workbook also says what the columns mean and which words they take. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_imports_id: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show an import. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    patch_imports_id: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag that was read, such as "v3"; "*" for any. */
                "If-Match": string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": Record<string, never>;
            };
        };
        responses: {
            /** @description Say which sheet and columns are to be read, and what to do with duplicates and mistakes (RFC 7396). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_imports_id_check: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queue a dry run: all is done and taken back, but for the report. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_imports_id_run: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queue the import itself: the rows are stored as drafts, all in one transaction. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_imports_id_undo: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queue taking back what an import has stored, where nothing else has changed it since. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_imports_id_report: {
        parameters: {
            query?: {
                /** @description Only rows with this outcome. */
                outcome?: components["schemas"]["ImportOutcome"] | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the last job had to say of the rows, one by one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_imports_id_rejected: {
        parameters: {
            query?: {
                /** @description Format of the file. */
                format?: components["schemas"]["ImportFormat"] | null;
                /** @description Language of the headers and reasons; left out: as Accept-Language has it. */
                lang?: components["schemas"]["Language"] | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Which one. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows that the last job rejected, as they came, each with the reasons: to be mended and sent again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                    "text/csv": unknown;
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_audit: {
        parameters: {
            query?: {
                /** @description Only changes of this kind of record: partner, token, pairing_list, ... */
                kind?: string | null;
                /** @description Only changes of the record with this id. */
                id?: string | null;
                /** @description Only what this token or user did, by id or name. */
                actor?: string | null;
                /** @description Only from this day on (UTC). */
                from?: string | null;
                /** @description Only up to this day (UTC). */
                to?: string | null;
                /** @description Only entries after this number, and in their order; without it the newest come first. */
                since?: number | null;
                /** @description How many at most. */
                limit?: number;
                /** @description Where an earlier page ended. */
                cursor?: string | null;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who changed what, when, from what into what: the newest first, or in order since an entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_audit_head: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last entry of the audit, to be kept elsewhere. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditHead"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    get_persons: {
        parameters: {
            query: {
                /** @description The person's e-mail address; capitals do not matter. */
                email: string;
            };
            header?: {
                /** @description ETags of answers one has; 304 when one of them still holds. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything that is kept of a person, by e-mail address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Nothing has changed. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    post_persons_erase: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request safe to repeat: the same key and body give the stored answer. */
                "Idempotency-Key"?: string;
                /** @description return=minimal: leave the body of the answer out. */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonErase"];
            };
        };
        responses: {
            /** @description Forget a person: contacts, what the audit keeps, answers kept for repeats. The audit stays provable. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonErased"];
                };
            };
            /** @description Done; no body, as Prefer asked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
}
