package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ident"
	"mandate/store"
)

// Replay judges a decision again, for tests.
func Replay(ctx context.Context, c *db.Client, row *db.AssignmentDecision) ([]assign.Verdict, error) {
	return replay(ctx, c, row)
}

// Ranking reads the order that a decision keeps.
func Ranking(row *db.AssignmentDecision) ([]assign.Verdict, error) { return unpackRanking(row.Ranking) }

// ImportIn is Import in a Settle of the caller.
func (d *Desk) ImportIn(ctx context.Context, tx *store.Tx, deals []ImportedDeal, o ImportOptions) ([]ImportResult, error) {
	return d.importIn(ctx, tx, deals, o)
}

// Doubts brings the memory to the present and says where it differs from a fresh load.
func (d *Desk) Doubts(ctx context.Context) (doubts []string, err error) {
	err = d.Store.Settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		s, err := d.sit(ctx, tx)
		if err != nil {
			return err
		}
		fresh, err := load(ctx, tx.Client, tx.Now)
		if err != nil {
			return err
		}
		doubts = nil
		for name, pair := range map[string][2]any{
			"people":   {s.bench.Candidates(), fresh.bench.Candidates()},
			"waiting":  {s.waiting.All(), fresh.waiting.All()},
			"settings": {s.settings, fresh.settings},
			"version":  {s.number, fresh.number},
			"products": {fmt.Sprint(s.products), fmt.Sprint(fresh.products)},
			"brokers":  {fmt.Sprint(s.brokers, s.known), fmt.Sprint(fresh.brokers, fresh.known)},
			"absences": {fmt.Sprintf("%+v", s.saved), fmt.Sprintf("%+v", fresh.saved)},
			"inactive": {fmt.Sprint(s.gone), fmt.Sprint(fresh.gone)},
			"links":    {fmt.Sprint(s.links), fmt.Sprint(fresh.links)},
			"acting":   {fmt.Sprint(some(s.acting)), fmt.Sprint(some(fresh.acting))},
			"owning":   {fmt.Sprint(some(s.owning)), fmt.Sprint(some(fresh.owning))},
			"requests": {fmt.Sprintf("%+v", s.requests), fmt.Sprintf("%+v", fresh.requests)},
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

// some leaves out who has nothing in their queue.
func some(queue map[ident.ID]int) map[ident.ID]int {
	out := maps.Clone(queue)
	maps.DeleteFunc(out, func(_ ident.ID, n int) bool { return n == 0 })
	return out
}

// ScannedAndLoaded are people by id, with what decides whether they may approve, in both ways
// in which they are read.
func (d *Desk) ScannedAndLoaded(ctx context.Context, c *db.Client, atMost int, which ...predicate.User) (scanned, loaded []assign.Approver, err error) {
	if scanned, err = d.scanApprovers(ctx, c, nil, atMost, which...); err != nil {
		return nil, nil, err
	}
	rows, err := readAuthority(ctx, c, atMost, which...)
	for i := range rows {
		a, err := rows[i].approver()
		if err != nil {
			return nil, nil, err
		}
		loaded = append(loaded, a)
	}
	return scanned, loaded, err
}
