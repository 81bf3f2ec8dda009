-- Sources as people add them: a fact says where it comes from, so what it comes from must have a name.

create view source_document as
select id::text as id, to_jsonb(s) as document from source s;
comment on view source_document is 'Publications that facts come from, as the API shows them.';
grant select on source_document to twinning;

alter policy writes on source
	using ((select caller_is('staff', 'admin'))) with check ((select caller_is('staff', 'admin')));

create function source_create(p_id text, p_document jsonb,
	p_key text, p_token text, p_route text, p_body_hash text) returns written
language plpgsql as $$
declare
	before written := recall(p_key, p_token, p_route, p_body_hash);
	said   source := jsonb_populate_record(null::source, p_document);
begin
	if before.replayed then
		return before;
	end if;
	insert into source (id, name_en, name_ko, issued, note)
	values (p_id, said.name_en, said.name_ko, said.issued, said.note) on conflict (id) do nothing;
	if not found then
		perform refuse_field('TW443', '/id', 'there is a source ' || p_id);
	end if;
	return remember(p_key, p_token, p_route, p_body_hash, 201,
		(select document::text from source_document where id = p_id));
end
$$;
comment on function source_create is 'Stores a source, under an id that facts and policies name it by.';
call serve('source_create(text, jsonb, text, text, text, text)');
