-- Every entry of the audit, in order, for checking the chain.
select seq, at_us, token, "user", role, name, "from", kind, id, action, before, after, salt, erased,
       before_digest, after_digest, hash
  from audit_entry_document
 order by seq
