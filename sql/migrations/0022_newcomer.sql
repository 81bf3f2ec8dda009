-- A token that one process makes is good at every other before word of it has come.

create function token_known(p_hash text) returns boolean
language sql stable
begin atomic
	select exists (
		select from token t
		 where t.hash = decode(p_hash, 'hex') and t.revoked is null and (t.expires is null or t.expires > now()));
end;
comment on function token_known is 'Whether a secret with this SHA-256 opens anything.';
call serve('token_known(text)');
