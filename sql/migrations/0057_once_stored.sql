-- The document of a partner stands in one place, the audit: what is stored beside it is narrow, and the
-- answer to a create that is repeated is found there, too.

-- From here on functions that change stand in sql/functions, each once.
drop function partner_create(text, jsonb, boolean, text, text, text, text);
drop function partner_put(text, jsonb, boolean);

-- What was there before any entry gets one.
do $$
declare
	entry audit := audit_caller();
	r     record;
begin
	entry.kind := 'partner';
	entry.action := 'create';
	for r in select id, document from partner_stored where seq = 0 loop
		entry := audit_append_all(entry, array[r.id::text], array[null::text], array[r.document]);
	end loop;
end
$$;
alter table partner_stored drop constraint partner_stored_seq_check,
	add constraint partner_stored_has_an_entry foreign key (seq) references audit_content;
drop view partner_stored_document;
alter table partner_stored drop column document;
create view partner_stored_document as
select s.id, s.seq, (select c.after from audit_content c where c.seq = s.seq) as document, s.card, s.grams_seq, s.grams
  from partner_stored s;
comment on view partner_stored_document is 'Stored partners as the engine reads them.';
grant select on partner_stored_document to twinning;
comment on table partner_stored is 'Where partners stand: the entry of the audit that has their document, and what the engine has made of it. Written with the audit, and by nothing else.';
comment on column partner_stored.seq is 'The entry of the audit whose document it is.';

alter table idempotency alter column answer drop not null, add column entry bigint references audit_content,
	add constraint idempotency_answers check (num_nonnulls(answer, entry) = 1);
comment on column idempotency.entry is 'The entry of the audit whose document is the answer.';
