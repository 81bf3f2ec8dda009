-- Where a copy of the data stands is said by the audit's chain: the number of the last entry it has seen,
-- and the hash of that entry, which covers all that came before. A server that was merely started anew
-- still has it; one with another history, or that has lost the end of this one, has not.

create or replace view audit_change_document as
select seq, kind, id, hash from audit;
comment on view audit_change_document is 'Which records were changed, in order: who has read up to an entry asks for those after it.';
