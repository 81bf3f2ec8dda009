-- Where a copy of the data stands is said by the audit's chain: the number of the last entry it has seen,
-- and the hash of that entry, which covers all that came before. A server that was merely started anew
-- still has it; one with another history, or that has lost the end of this one, has not.

create or replace view audit_change_document as
select seq, kind, id, hash from audit;
comment on view audit_change_document is 'Which records were changed, in order: who has read up to an entry asks for those after it.';

-- --- cards

create function partner_card_store(p_ids text[], p_seqs bigint[], p_cards bytea[]) returns bigint
language plpgsql as $$
declare
	stored bigint;
begin
	-- It waits for nobody, so nobody who waits for it can be waited for; what is being written gets another card anyway.
	with made as materialized (
		select * from unnest(p_ids, p_seqs, p_cards) u (id, seq, card)
	), open as materialized (
		select s.id, m.card from partner_stored s join made m on m.id = s.id
		 where s.seq = m.seq and s.card is distinct from m.card
		   for update of s skip locked
	)
	update partner_stored s set card = o.card from open o where s.id = o.id;
	get diagnostics stored = row_count;
	return stored;
end
$$;
comment on function partner_card_store is 'Keeps what the engine has made of documents, as far as they are still those. Gives back how many it was new to.';
call serve('partner_card_store(text[], bigint[], bytea[])');

-- A document that has been replaced since is still somewhere in the audit.
create view partner_entry_document as
select a.seq, a.id, c.before, c.after
  from audit a
  join audit_content c using (seq)
 where a.kind = 'partner';
comment on view partner_entry_document is 'What became of partners, as the engine reads it.';
grant select on partner_entry_document to twinning;
