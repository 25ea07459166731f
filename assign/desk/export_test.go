package desk

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/store"
)

// Replay judges a decision again, for tests.
func Replay(ctx context.Context, c *db.Client, row *db.AssignmentDecision) ([]assign.Verdict, error) {
	return replay(ctx, c, row)
}

// Doubts brings the memory to the present and says where it differs from a fresh load.
func (d *Desk) Doubts(ctx context.Context) (doubts []string, err error) {
	err = d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		s, err := d.sit(ctx, tx)
		if err != nil {
			return err
		}
		fresh, err := load(ctx, tx.Client)
		doubts = nil
		for name, pair := range map[string][2]any{
			"people":   {s.bench.Candidates(), fresh.bench.Candidates()},
			"waiting":  {s.waiting, fresh.waiting},
			"settings": {s.settings, fresh.settings},
			"version":  {s.number, fresh.number},
			"products": {fmt.Sprint(s.products), fmt.Sprint(fresh.products)},
			"brokers":  {fmt.Sprint(s.brokers, s.known), fmt.Sprint(fresh.brokers, fresh.known)},
		} {
			mine, _ := json.Marshal(pair[0])
			theirs, _ := json.Marshal(pair[1])
			if string(mine) != string(theirs) {
				doubts = append(doubts, fmt.Sprintf("%s: remembered %s, in the database %s", name, mine, theirs))
			}
		}
		return err
	})
	return doubts, err
}
