-- How some jobs are doing, without their requests.
-- $1 their ids, as an array
select id, (document - 'request')::text as document
  from job_document
 where id = any($1::text[])
