-- New partners come as the documents that are stored of them (sql/functions/partner_write.sql).
drop function if exists partner_create(jsonb[], text[], text[], text[], text[]);
drop function if exists import_store(text, jsonb);
drop function import_replace(text, jsonb);
drop function if exists partner_first_documents(jsonb[]);
