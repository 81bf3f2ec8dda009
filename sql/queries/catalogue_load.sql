-- Everything the catalogue holds but partners (catalogue_cards.sql): kind, id and document; and a row
-- "position" that names the moment, for catalogue_since.sql: the last entry of the audit, by its number
-- and its hash. The two belong into one transaction that sees one moment.
select kind, id, document
  from (select 'position' as kind,
               (select seq || '/' || encode(hash, 'hex') from audit_change_document order by seq desc limit 1) as id,
               null as document
        union all select 'country', id, document::text from country_document
        union all select 'city', id, document::text from city_document
        union all select 'project', id, document::text from project_document
        union all select 'category', id, document::text from category_document
        union all select 'sector', id, document::text from sector_document
        union all select 'meeting', id, document::text from meeting_document
        union all select 'reporting_step', id, document::text from reporting_step_document
        union all select 'policy', id, document::text from policy_document
        union all select 'decline', id, document::text from decline_document
        union all select 'token', id, document::text from token_document) d
