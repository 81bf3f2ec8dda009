-- Every partner: id, the entry of the audit that it stands at, and its card; or, when there is none of this
-- release, its document.
-- $1 the release, as a card has it from its ninth byte on
select id::text, seq, c.card, case when c.card is null then document end as document
  from partner_stored_document
 cross join lateral (select case when substr(card, 9, 8) = $1::bytea then card end as card) c
