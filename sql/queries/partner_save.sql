-- Replaces a partner's profile; gives back its document.
-- $1 id  $2 version expected, or null for any  $3 document
select partner_save($1, $2::bigint, $3::jsonb)::text as document
