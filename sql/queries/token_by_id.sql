-- One token.
-- $1 id
select document::text as document from token_entry_document where id = $1
