-- The last entry of the audit: no row when there is none.
select head ->> 'seq' as seq, head ->> 'hash' as hash
  from audit_head() head
 where head is not null
