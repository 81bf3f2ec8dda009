-- One list, and the data it was computed from.
-- $1 id  $2 snapshots that need not be sent, as an array
select d.document::text as document, l.snapshot, case when s.digest <> all($2::text[]) then s.document end as canonical
  from pairing_list l
  join pairing_list_document d on d.id = l.id
  join snapshot s on s.digest = l.snapshot
 where l.id = $1
