package graph

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/store"
)

// lookedThrough is how many of the first rows of a list, in its order, are compared with
// a search before its index is asked. What many rows have fills a page among them; for
// that an index is of no use, since it finds all rows before the first can be shown. What
// is not there so often is in few rows, which the index finds at once.
const lookedThrough = 1000

// foremost is how many of the people whom the index finds are looked at, for each that
// a page shows: some are not of the list. Where more is asked for than a text, it is twice that.
// On the way through the list it finds a page's people and one more for each spare first, and is asked
// again where too many of these are not of the list.
const (
	foremost = 2
	spare    = 8
)

// foremost says whether a page is the first of its list.
func (p pageArgs) foremost() bool { return p.last == nil && p.after == nil && p.before == nil }

// foremost says whether an order of people is that in which their words are kept.
func (o order) foremost() bool { return o.column == user.FieldFirstNameKey && !o.desc }

// peopleSearch says how the rows of a list of people are found.
type peopleSearch struct {
	text     string
	inOrder  bool // an index gives the list's order
	narrowed bool // by more than the text
	foremost bool // it is the list's first page in its own order, which the words are kept in
	store    *store.Store
}

// rows reads the rows of a list of people that a search narrows. Each statement is planned for its
// values, but for the first people of the index: they are named, and one plan serves all names.
func (p peopleSearch) rows(ctx context.Context, c *db.Client, q *db.UserQuery) rowsOfList[*db.User] {
	named := ctx
	if p.text != "" || p.narrowed {
		ctx = store.PlannedByValue(ctx)
	}
	if p.narrowed {
		named = ctx
	}
	return func(shape func(*sql.Selector), n int) ([]*db.User, error) {
		few := q.Clone().Where(shape).Limit(n)
		if p.text == "" {
			return few.All(ctx)
		}
		if p.inOrder && (p.narrowed || !p.foremost) {
			first := few.Clone()
			first.Modify(among(lookedThrough, store.Holding(p.text)))
			if found, err := first.All(ctx); err != nil || len(found) == n {
				return found, err
			}
		}
		if p.foremost {
			if found, all, err := p.amongForemost(named, c, few, n); err != nil || all || len(found) == n {
				return found, err
			}
		}
		return few.Where(store.Matching(p.text)).All(ctx)
	}
}

// amongForemost reads those rows whose people are foremost in the index, and says whether these are
// all people whom it finds.
func (p peopleSearch) amongForemost(ctx context.Context, c *db.Client, few *db.UserQuery, n int) ([]*db.User, bool, error) {
	least, most := n+n/spare, foremost*n
	if p.narrowed {
		least, most = 2*most, 2*most
	}
	for ; ; least = most {
		ids, all, err := p.store.Foremost(ctx, c, p.text, least, most)
		if err != nil {
			return nil, false, err
		}
		found, err := few.Clone().Where(store.Found(p.text, ids)).All(ctx)
		if err != nil || all || len(found) == n || len(ids) >= most {
			return found, all, err
		}
	}
}

// byValue counts what a search or a filter finds with a plan of its own: an action may have
// two entries of history or a million.
func byValue(count counter) counter {
	return func(ctx context.Context) (int, error) { return count(store.PlannedByValue(ctx)) }
}

// among narrows a statement to the first rows of what it selects so far.
func among(n int, narrow func(*sql.Selector)) func(*sql.Selector) {
	return func(s *sql.Selector) {
		s.From(s.Clone().Select().Limit(n).As(s.TableName())).SetP(nil)
		narrow(s)
	}
}

// searchedDeals reads the rows of a list of deals in the same manner; indexes give all of its
// orders.
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
