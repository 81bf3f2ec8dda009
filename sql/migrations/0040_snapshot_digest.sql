-- The digest of a snapshot is made of the hashes of its lines, so that a process that
-- follows changes one by one need not hash everything anew.

create function snapshot_digest(p_document text) returns text
language sql immutable parallel safe as $$
	with lines as (
		select line, n, count(*) over () as lines
		  from string_to_table(p_document, e'\n') with ordinality t (line, n)
	), hashed as (
		-- The text ends with a line end, so what follows the last one is no line.
		select sha256(convert_to(line || case when n < lines then e'\n' else '' end, 'UTF8')) as hash
		  from lines where n < lines or line <> ''
	), grouped as (
		select get_byte(hash, 0) as first, sha256(string_agg(hash, '' order by hash)) as digest
		  from hashed group by 1
	)
	select encode(sha256(string_agg(coalesce(g.digest, sha256('')), '' order by b)), 'hex')
	  from generate_series(0, 255) b
	  left join grouped g on g.first = b
$$;
comment on function snapshot_digest is 'SHA-256 of the 256 digests of its lines'' hashes by first byte: of each group the SHA-256 of its hashes, sorted and put one after the other. A line is hashed with its end.';

-- Snapshots that are there already keep the digest that lists name them by.
alter table snapshot drop constraint snapshot_check;
alter table snapshot add constraint snapshot_check check (digest = snapshot_digest(document)) not valid;
comment on table snapshot is 'The exact data a list was computed from, named by snapshot_digest() of its text.';
