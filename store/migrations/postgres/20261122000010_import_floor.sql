-- Written by hand: what a million deals need to be taken in. A row's foreign key is a look-up
-- and a row lock for each insert, and these three are half of what an import costs the
-- server. Facilities and decisions are written beside their deal, in its transaction; who
-- acts on a deal is its owner or one of its delegates, and both of these refer to people.
-- Neither deals nor people are ever deleted but with all that their tenant has.

-- +goose Up

ALTER TABLE deals DROP CONSTRAINT deals_users_acting;
ALTER TABLE facilities DROP CONSTRAINT facilities_deals_facilities;
ALTER TABLE assignment_decisions DROP CONSTRAINT assignment_decisions_deals_decisions;

-- Room in each page for the next version of a row: an assignment changes nothing of its
-- owner but an instant that no index holds.
ALTER TABLE users SET (fillfactor = 80);

-- +goose Down

ALTER TABLE users RESET (fillfactor);
ALTER TABLE assignment_decisions ADD CONSTRAINT assignment_decisions_deals_decisions FOREIGN KEY (deal_id) REFERENCES deals (id) ON DELETE NO ACTION;
ALTER TABLE facilities ADD CONSTRAINT facilities_deals_facilities FOREIGN KEY (deal_id) REFERENCES deals (id) ON DELETE NO ACTION;
ALTER TABLE deals ADD CONSTRAINT deals_users_acting FOREIGN KEY (acting_id) REFERENCES users (id) ON DELETE SET NULL;
