-- Card and grams of a partner are stored together, and go together when its document is another.

drop view partner_stored_document;
drop index partner_stored_lacks_grams;
drop function partner_card_store(text[], bigint[], bytea[]);
drop function partner_grams_store(text[], bigint[], bytea[]);
alter table partner_stored drop column grams_seq;
create view partner_stored_document as
select s.id, s.seq, (select c.after from audit_content c where c.seq = s.seq) as document, s.card, s.grams
  from partner_stored s;
comment on view partner_stored_document is 'Stored partners as the engine reads them.';
grant select on partner_stored_document to twinning;
comment on column partner_stored.grams is 'What the scoring knows of the texts of the document, made by the engine with the card.';
