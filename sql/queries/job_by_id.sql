-- One job.
-- $1 id
select document::text as document
  from job_document
 where id = $1
