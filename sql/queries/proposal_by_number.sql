-- Whether a line of a list is proposed to the caller, and whose it is.
-- $1 list  $2 number of the line
select document #>> '{partner,id}' as partner, document #>> '{city,id}' as city
  from proposal_document
 where list = $1 and number = $2::integer
