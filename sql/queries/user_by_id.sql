-- One user.
-- $1 id
select document::text as document from user_document where id = $1
