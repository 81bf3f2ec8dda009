-- Entries of the audit, in their order.
-- $1 kind or null  $2 id or null  $3 token, user or name, or null  $4 first day or null  $5 last day or null
-- $6 the entry after which to go on  $7 how many
select seq, at, at_us, token, "user", role, name, "from", kind, id, action, before, after, salt, erased,
       before_digest, after_digest, hash
  from audit_entry_document
 where ($1::text is null or kind = $1)
   and ($2::text is null or id = $2)
   and ($3::text is null or $3 in (token, "user", name))
   and ($4::date is null or happened >= $4::date)
   and ($5::date is null or happened < $5::date + 1)
   and seq > $6::bigint
 order by seq
 limit $7::bigint
