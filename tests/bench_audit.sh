#!/bin/sh
# How long a long chain of changes takes to check, and that one altered row among them is found.
# Run by tests/with_postgres.sh with DAEMON.	ENTRIES=: how many, 100000
set -eu

daemon=${DAEMON:-build/twinningd}
entries=${ENTRIES:-100000}
export LANG=C.UTF-8 PGOPTIONS="-c twinning.role=system"

"$daemon" migrate >/dev/null
"$daemon" load --demo >/dev/null

# Changes of partners, chained as audit_append() does it, but for the lock and the look at the last entry.
psql -Xq -v ON_ERROR_STOP=1 <<-SQL
	do \$\$
	declare
		documents text[] := array(select document::text from partner_document order by id);
		a         audit;
		salt      bytea;
		n         integer := cardinality(documents);
	begin
		select * into a from audit order by seq desc limit 1;
		for i in 1 .. $entries loop
			salt := uuid_send(gen_random_uuid());
			a.seq := a.seq + 1;
			a.role := 'staff';
			a.name := 'bench';
			a.kind := 'partner';
			a.id := 'p' || i % n;
			a.action := 'change';
			a.before_digest := audit_digest(salt, documents[i % n + 1]);
			a.after_digest := audit_digest(salt, documents[(i + 1) % n + 1]);
			a.hash := sha256(a.hash || convert_to(audit_line(a), 'UTF8'));
			insert into audit select a.*;
			insert into audit_content (seq, salt, before, after)
			values (a.seq, salt, documents[i % n + 1], documents[(i + 1) % n + 1]);
		end loop;
	end
	\$\$;
	analyze audit, audit_content;
SQL

# timed STATUS: how long the check takes; it must end with this status
timed() {
	begin=$(date +%s%N)
	status=0
	"$daemon" audit verify 2>&1 || status=$?
	[ "$status" = "$1" ] || exit 1
	ms=$((($(date +%s%N) - begin) / 1000000))
	echo "  $((ms / 1000)).$(printf '%03d' $((ms % 1000))) s for $(psql -XqAtc 'select count(*) from audit') entries"
}

timed 0
psql -Xq -c 'alter table audit disable trigger audit_stays' -c "update audit set name = 'nobody' where seq = $((entries - 7))"
timed 1
