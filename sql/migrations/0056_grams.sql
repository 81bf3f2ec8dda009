-- What the scoring knows of a partner's texts, beside its document: so that all partners can be scored
-- without reading and taking apart the texts of all. Made by the engine, of the document that the row had
-- at entry grams_seq.

alter table partner_stored add column grams_seq bigint, add column grams bytea;
-- Hashes do not compress.
alter table partner_stored alter column grams set storage external;
create index partner_stored_lacks_grams on partner_stored (id) where grams_seq is distinct from seq;
comment on column partner_stored.grams is 'Made of the texts of the document by the engine; none, or of another entry: not made yet.';

drop view partner_stored_document;
create view partner_stored_document as
select id, seq, document, card, grams_seq, grams from partner_stored;
comment on view partner_stored_document is 'Stored partners as the engine reads them.';
grant select on partner_stored_document to twinning;

create function partner_grams_store(p_ids text[], p_seqs bigint[], p_grams bytea[]) returns bigint
language plpgsql as $$
declare
	stored bigint;
begin
	-- As with cards, it waits for nobody.
	with made as materialized (
		select * from unnest(p_ids, p_seqs, p_grams) u (id, seq, grams)
	), open as materialized (
		select s.id, m.seq, m.grams from partner_stored s join made m on m.id = s.id
		 where s.seq = m.seq
		   for update of s skip locked
	)
	update partner_stored s set grams_seq = o.seq, grams = o.grams from open o where s.id = o.id;
	get diagnostics stored = row_count;
	return stored;
end
$$;
comment on function partner_grams_store is 'Keeps what the engine has made of texts, as far as they are still those. Gives back how many it kept.';
call serve('partner_grams_store(text[], bigint[], bytea[])');
