-- Of a new partner its entry in the audit is told (sql/functions/partner_create.sql).
drop function if exists partner_create(text[], text[], text[], text[], text[]);
