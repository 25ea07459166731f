package graph

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/store"
)

// lookedThrough is how many of the first rows of a list, in its order, are compared with
// a search before its index is asked. What many rows have fills a page among them; for
// that an index is of no use, since it finds all rows before the first can be shown. What
// is not there so often is in few rows, which the index finds at once.
const lookedThrough = 1000

// searchedPeople reads the rows of a list of people that a search narrows. inOrder: an
// index gives the list's order.
func searchedPeople(ctx context.Context, q *db.UserQuery, search string, inOrder bool) rowsOfList[*db.User] {
	return func(shape func(*sql.Selector), n int) ([]*db.User, error) {
		if search != "" && inOrder {
			few := q.Clone().Where(shape).Limit(n)
			few.Modify(among(lookedThrough, store.Holding(search)))
			if found, err := few.All(ctx); err != nil || len(found) == n {
				return found, err
			}
		}
		return q.Clone().Where(store.Matching(search), shape).Limit(n).All(ctx)
	}
}

// among narrows a statement to the first rows of what it selects so far.
func among(n int, narrow func(*sql.Selector)) func(*sql.Selector) {
	return func(s *sql.Selector) {
		s.From(s.Clone().Select().Limit(n).As(s.TableName())).SetP(nil)
		narrow(s)
	}
}

// searchedDeals is searchedPeople for a list of deals; indexes give all of its orders.
func searchedDeals(ctx context.Context, q *db.DealQuery, search string) rowsOfList[*db.Deal] {
	return func(shape func(*sql.Selector), n int) ([]*db.Deal, error) {
		if search == "" {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}
		few := q.Clone().Where(shape).Limit(n)
		few.Modify(among(lookedThrough, store.HoldingDeals(search)))
		if found, err := few.All(ctx); err != nil || len(found) == n {
			return found, err
		}
		return q.Clone().Where(store.MatchingDeals(search), shape).Limit(n).All(ctx)
	}
}
