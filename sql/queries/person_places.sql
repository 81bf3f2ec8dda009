-- Everything that is kept of a person.
-- $1 e-mail address
select place, id, document
  from person_places($1)
 order by place, id, document
