-- Everything the catalogue holds, in one statement and so as of one moment: kind, id and
-- document; and a row "position" that names the moment, for catalogue_since.sql.
select kind, id, document::text as document
  from (select 'position' as kind, extract(epoch from pg_postmaster_start_time()) || '/' || coalesce(max(seq), 0) as id,
               null::jsonb as document
          from audit_change_document
        union all select 'country', id, document from country_document
        union all select 'city', id, document from city_document
        union all select 'project', id, document from project_document
        union all select 'category', id, document from category_document
        union all select 'sector', id, document from sector_document
        union all select 'meeting', id, document from meeting_document
        union all select 'reporting_step', id, document from reporting_step_document
        union all select 'policy', id, document from policy_document
        union all select 'partner', id, document from partner_document
        union all select 'decline', id, document from decline_document
        union all select 'token', id, document from token_document) d
