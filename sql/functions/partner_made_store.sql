-- What the engine has made of partners, at an entry of the audit each.

create or replace function partner_made_store(p_ids text[], p_seqs bigint[], p_cards bytea[], p_grams bytea[]) returns void
language plpgsql as $$
begin
	-- It waits for nobody, so nobody who waits for it can be waited for; of what is being written something else is made anyway.
	with made as materialized (
		select * from unnest(p_ids, p_seqs, p_cards, p_grams) u (id, seq, card, grams)
	), open as materialized (
		select s.id, m.card, m.grams from partner_stored s join made m on m.id = s.id
		 where s.seq = m.seq and (s.card, s.grams) is distinct from (m.card, m.grams)
		   for update of s skip locked
	)
	update partner_stored s set (card, grams) = (o.card, o.grams) from open o where s.id = o.id;
end
$$;
comment on function partner_made_store is 'Keeps cards and grams, as far as their documents are still the same.';
call serve('partner_made_store(text[], bigint[], bytea[], bytea[])');
