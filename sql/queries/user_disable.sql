-- Shuts a user out; gives back the user's document.
-- $1 id
select user_save(id, null, document || '{"state":"disabled"}', null)::text as document
  from user_document
 where id = $1
