-- $1 name  $2 SHA-256 of its text
insert into schema_migration (name, sha256)
values ($1, $2)
