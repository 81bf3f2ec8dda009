-- The migrations the database has had, in order.
select name, sha256
  from schema_migration
 order by name collate "C"
