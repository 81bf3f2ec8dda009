-- Partners that are otherwise than their entry in the audit says.
select coalesce(d.id, s.id::text) as id
  from partner_document d
  full join partner_stored s on s.id = d.id
  left join audit a on a.seq = s.seq
  left join audit_content c on c.seq = s.seq
 where (a.kind, a.id, c.after::jsonb) is distinct from ('partner', d.id, d.document)
