package graph_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestPagesOfASearchAreWhole: whatever way a page is found, pages one after the other are
// everybody whom a bare statement finds, in the order of the list, from both ends.
func TestPagesOfASearchAreWhole(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			town := populated(t, kind, 2500).analyzed()
			for _, search := range []string{"lender", "zoe", "kar", "karin bouchard", "20@", "qx", "a1", "nobody"} {
				for _, field := range []string{"FIRST_NAME", "LAST_NAME", "TITLE"} {
					want := town.foundBare(search, field)
					if got := town.pages(search, field, "first", "after"); !slices.Equal(got, want) {
						t.Errorf("%s by %s: pages show %d people, there are %d", search, field, len(got), len(want))
					}
					slices.Reverse(want)
					if got := town.pages(search, field, "last", "before"); !slices.Equal(got, want) {
						t.Errorf("%s by %s backwards: pages show %d people, there are %d", search, field, len(got), len(want))
					}
				}
			}
		})
	}
}

// foundBare are the ids of those whom a search finds, by looking at each row.
func (t town) foundBare(search, field string) (ids []string) {
	t.t.Helper()
	column := map[string]string{"FIRST_NAME": "first_name_key", "LAST_NAME": "last_name_key", "TITLE": "title_key"}[field]
	t.must(t.store.Read(t.ctx, func(ctx context.Context, c *db.Client) error {
		found, err := c.User.Query().Where(store.Holding(search), user.DeletedAtIsNil()).Order(db.Asc(column, "id")).IDs(ctx)
		for _, id := range found {
			ids = append(ids, id.Text(ident.User))
		}
		return err
	}))
	return ids
}

// pages reads all pages of a search, from one end.
func (t town) pages(search, field, size, from string) (ids []string) {
	t.t.Helper()
	query := fmt.Sprintf(`query($search: String, $at: String) { users(%s: 100, %s: $at, search: $search, orderBy: {field: %s, direction: ASC}) {
		nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`, size, from, field)
	return t.walk(query, "users", size == "last", vars{"search": search})
}

// walk reads the pages of a list one after the other, each from where the last ended.
func (t town) walk(query, list string, backward bool, asked vars) (ids []string) {
	t.t.Helper()
	for {
		a := t.ask(as(t.ada), query, asked).ok()
		var page []string
		for _, node := range a.list(list + ".nodes") {
			page = append(page, node.(map[string]any)["id"].(string))
		}
		more, next := list+".pageInfo.hasNextPage", list+".pageInfo.endCursor"
		if backward {
			slices.Reverse(page)
			more, next = list+".pageInfo.hasPreviousPage", list+".pageInfo.startCursor"
		}
		ids = append(ids, page...)
		if a.at(more) != true {
			return ids
		}
		asked["at"] = a.at(next)
	}
}
