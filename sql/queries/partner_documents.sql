-- Documents of some partners, as they were when they came with an entry of the audit: now, if nothing has come
-- since, else as the audit has them. A document that was there before any entry is what the first one found.
-- $1 ids  $2 the entry of each; 0: before any
select u.id, coalesce(
         (select s.document from partner_stored_document s where s.id = u.id and s.seq = u.seq),
         (select e.after from partner_entry_document e where e.seq = u.seq and e.id = u.id),
         (select e.before from partner_entry_document e where u.seq = 0 and e.id = u.id order by e.seq limit 1)) as document
  from unnest($1::text[], $2::bigint[]) with ordinality u (id, seq, n)
 order by n
