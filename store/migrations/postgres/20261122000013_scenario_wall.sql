-- Written by hand: the function that removes a scenario runs as the owner of the tables, so
-- it looks names up in their schema alone, never first among temporary tables, and the role
-- that serves may execute it by a grant, not everybody.

-- +goose Up

ALTER FUNCTION mandate_remove_scenario(uuid) SET search_path = public, pg_temp;
REVOKE ALL ON FUNCTION mandate_remove_scenario(uuid) FROM PUBLIC;

-- +goose Down

GRANT EXECUTE ON FUNCTION mandate_remove_scenario(uuid) TO PUBLIC;
ALTER FUNCTION mandate_remove_scenario(uuid) SET search_path FROM CURRENT;
