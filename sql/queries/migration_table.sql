-- Where it is written which migrations the database has had.
create table if not exists schema_migration (
	name    text primary key,
	sha256  text not null,
	applied timestamptz not null default now()
)
