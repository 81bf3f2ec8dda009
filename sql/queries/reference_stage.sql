-- Makes room for a reference file.
-- $1 its header
select reference_stage($1)
