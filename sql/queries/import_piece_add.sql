-- Stores a piece of a file.
-- $1 import  $2 number, from 0  $3 bytes
select import_piece_add($1, $2::integer, $3::bytea)
