package graph_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/graph"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestPagesOfHistoryAreWhole: in whatever parts a search is read, its pages one after the
// other are the entries that pass it as one condition, from both ends, belated ones too.
func TestPagesOfHistoryAreWhole(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			const entries = 8000
			town, began := populated(t, kind, 200), time.Now().Add(-entries*apart).Truncate(time.Second).UTC()
			town.filled(func(ctx context.Context, tx *store.Tx) error { return town.copyEntries(ctx, tx, began, 0, entries) })
			town = town.analyzed()
			at := func(n int) string { return began.Add(time.Duration(n) * apart).Format(time.RFC3339) }
			someone := town.copied(7).Text(ident.User)
			shown := 0
			periods := []vars{{}, {"from": at(3000), "to": at(3400)}, {"to": at(900)}, {"from": began.Add(-72 * time.Hour).Format(time.RFC3339), "to": at(-100)}, {"from": at(7000)}}
			for _, period := range periods {
				for _, where := range []vars{{"personId": someone}, {"actorId": someone, "actions": []string{"DEAL_ASSIGNED"}}, {"text": "branch"}, {"text": "expired"},
					{"text": "branch expired"}, {"text": "asked3100"}, {"text": "it"}, {"text": "zq"}, {"text": "branch", "personId": someone}, {"targetId": someone}} {
					search := maps.Clone(where)
					maps.Copy(search, period)
					want := town.entriesBare(search)
					shown += len(want)
					if got := town.entryPages(search, "first", "after"); !slices.Equal(got, want) {
						t.Errorf("%v: pages show %d entries, there are %d", search, len(got), len(want))
					}
					slices.Reverse(want)
					if got := town.entryPages(search, "last", "before"); !slices.Equal(got, want) {
						t.Errorf("%v backwards: pages show %d entries, there are %d", search, len(got), len(want))
					}
				}
			}
			if shown < entries/16 {
				t.Errorf("all searches together find %d entries", shown)
			}
		})
	}
}

// entriesBare are the ids of the entries that pass a search as one condition.
func (t town) entriesBare(search vars) (ids []string) {
	t.t.Helper()
	text, err := json.Marshal(search)
	t.must(err)
	where, err := graph.HistoryFilter(text)
	t.must(err)
	t.must(t.store.Read(t.ctx, func(ctx context.Context, c *db.Client) error {
		found, err := c.HistoryEntry.Query().Where(where).Order(db.Desc(historyentry.FieldID)).IDs(ctx)
		for _, id := range found {
			ids = append(ids, id.Text(ident.History))
		}
		return err
	}))
	return ids
}

// entryPages reads all pages of a search, from one end.
func (t town) entryPages(search vars, size, from string) (ids []string) {
	t.t.Helper()
	query := fmt.Sprintf(`query($where: HistoryWhere, $at: String) { history(%s: 90, %s: $at, where: $where) {
		nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, size, from)
	return t.walk(query, "history", size == "last", vars{"where": search})
}
