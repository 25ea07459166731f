-- Written by hand: what lists of history and jobs are found by. Where most rows have no
-- value, the index leaves them out.

-- +goose Up

CREATE INDEX history_actor ON history_entries (tenant_id, actor_id, id) WHERE actor_id IS NOT NULL;
CREATE INDEX history_behalf ON history_entries (tenant_id, on_behalf_of, id) WHERE on_behalf_of IS NOT NULL;
CREATE INDEX history_user ON history_entries (tenant_id, user_id, id) WHERE user_id IS NOT NULL;
CREATE INDEX history_action ON history_entries (tenant_id, action, id);
CREATE INDEX history_reason ON history_entries (tenant_id, reason, id) WHERE reason <> '';
CREATE INDEX history_comment ON history_entries (tenant_id, id) WHERE comment <> '';
CREATE INDEX job_file_age ON job_files (created_at);

-- +goose Down

DROP INDEX job_file_age;
DROP INDEX history_comment;
DROP INDEX history_reason;
DROP INDEX history_action;
DROP INDEX history_user;
DROP INDEX history_behalf;
DROP INDEX history_actor;
