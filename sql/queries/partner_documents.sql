-- Documents of some partners, as they came with an entry of the audit.
-- $1 ids  $2 the entry of each
select u.id, e.after as document
  from unnest($1::text[], $2::bigint[]) with ordinality u (id, seq, n)
  left join partner_entry_document e on e.seq = u.seq and e.id = u.id
 order by n
