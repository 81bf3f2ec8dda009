-- A piece of a file; null after the last.
-- $1 import  $2 number, from 0
select import_piece_read($1, $2::integer) as bytes
