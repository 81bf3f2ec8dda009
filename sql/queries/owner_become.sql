-- What the operator does is done as the owner of the tables.
select set_config('role', 'twinning_owner', false), set_config('twinning.role', 'operator', false)
