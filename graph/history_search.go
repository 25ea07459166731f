package graph

import (
	"bytes"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/predicate"
	"mandate/ident"
	"mandate/store"
)

// historySearch is what a list of history asks for, taken apart so that each part can be
// found by an index. An entry that is listed passes every condition, concerns the person in
// one of the ways, and has each word in its comment or as its code.
type historySearch struct {
	conditions []predicate.HistoryEntry
	person     []predicate.HistoryEntry
	words      []string
	until      *time.Time
}

// predicate is the search as one condition.
func (h historySearch) predicate() predicate.HistoryEntry {
	list := append([]predicate.HistoryEntry{all}, h.conditions...)
	if len(h.person) > 0 {
		list = append(list, historyentry.Or(h.person...))
	}
	return historyentry.And(append(list, each(h.words, reasonHolds)...)...)
}

// rows reads a page. What an index cannot find in the order of the list as one condition
// is read as several short lists that are put together.
func (h historySearch) rows(ctx context.Context, q *db.HistoryEntryQuery, backward bool) rowsOfList[*db.HistoryEntry] {
	q = q.Where(h.conditions...)
	return func(shape func(*sql.Selector), n int) ([]*db.HistoryEntry, error) {
		find := func(ways []predicate.HistoryEntry, narrow ...predicate.HistoryEntry) ([]*db.HistoryEntry, error) {
			few := q.Clone().Where(narrow...).Where(shape).Limit(n)
			few.Modify(oneOf(ways, all))
			return few.All(ctx)
		}
		ways := crossed(h.person, h.periods())
		if len(h.words) == 0 || len(h.person) > 0 {
			return find(ways, each(h.words, reasonHolds)...)
		}
		timely, late := h.parts()
		coded, err := find(append(crossed(h.codes(), timely), late...))
		if err != nil {
			return nil, err
		}
		timely = append(timely, commented)
		said := q.Clone().Where(timely...).Where(shape).Limit(n)
		said.Modify(among(lookedThrough, store.HoldingComment(h.words)))
		found, err := said.All(ctx)
		if err == nil && len(found) < n {
			found, err = find(nil, append(timely, store.MatchingComment(h.words))...)
		}
		return both(found, coded, n, backward), err
	}
}

// lateBy is how much later than it was written an entry's id may say that it was made: ids
// run ahead of a clock that is set back.
const lateBy = time.Hour

// periods divide a period that has ended: entries whose ids tell that they are of it, and
// those written later than what they tell of.
func (h historySearch) periods() []predicate.HistoryEntry {
	if h.until == nil {
		return nil
	}
	end := ident.Floor(h.until.Add(lateBy))
	return []predicate.HistoryEntry{historyentry.IDLT(end), together(historyentry.IDGTE(end), belated)}
}

// parts are the periods of a search for words: what is looked through to a bound has to be
// one list in its order, so the belated entries that have the words are found whole beside
// it. They are compared behind the limit that belated sets: as one condition, a database
// reads all comments, since it takes a third of all entries for belated.
func (h historySearch) parts() (timely, late []predicate.HistoryEntry) {
	periods := h.periods()
	if len(periods) == 0 {
		return nil, nil
	}
	late = append(late, together(periods[1], among(math.MaxInt32, historyentry.And(each(h.words, reasonHolds)...))))
	return periods[:1:1], late
}

// belated entries are few, and read all: in the order of the list, a database looks for
// them among all others.
func belated(s *sql.Selector) {
	s.Where(sql.ColumnsLT(s.C(historyentry.FieldAt), s.C(historyentry.FieldCreatedAt)))
	s.ClearOrder().Limit(math.MaxInt32)
}

// together is one way after another on the same statement; a conjunction of ent keeps what
// each says of rows alone.
func together(ways ...predicate.HistoryEntry) predicate.HistoryEntry {
	return func(s *sql.Selector) {
		for _, way := range ways {
			way(s)
		}
	}
}

// codes: one of the words is the entry's code, the others are in its comment.
func (h historySearch) codes() []predicate.HistoryEntry {
	return each(h.words, func(code string) predicate.HistoryEntry {
		list := []predicate.HistoryEntry{predicate.HistoryEntry(func(s *sql.Selector) {
			s.Where(sql.And(literally(s, historyentry.FieldReason), sql.EQ(s.C(historyentry.FieldReason), strings.ToUpper(code))))
		})}
		others := slices.DeleteFunc(slices.Clone(h.words), func(word string) bool { return word == code })
		return historyentry.And(append(list, each(others, reasonHolds)...)...)
	})
}

// commented: with words of a person. It is said as the index says that holds no others.
func commented(s *sql.Selector) { s.Where(literally(s, historyentry.FieldComment)) }

func literally(s *sql.Selector, column string) *sql.Predicate {
	c := s.C(column)
	return sql.P(func(b *sql.Builder) { b.Ident(c).WriteString(" <> ''") })
}

// crossed is every pair of two lists; where one is empty, the other.
func crossed(a, b []predicate.HistoryEntry) []predicate.HistoryEntry {
	if len(a) == 0 || len(b) == 0 {
		return append(slices.Clone(a), b...)
	}
	var pairs []predicate.HistoryEntry
	for _, one := range a {
		for _, other := range b {
			pairs = append(pairs, together(one, other))
		}
	}
	return pairs
}

// both puts two parts of a page together, each entry once: the newest first, or backwards
// the oldest.
func both(a, b []*db.HistoryEntry, n int, backward bool) []*db.HistoryEntry {
	list := slices.Concat(a, b)
	slices.SortFunc(list, func(x, y *db.HistoryEntry) int {
		if backward {
			x, y = y, x
		}
		return bytes.Compare(y.ID[:], x.ID[:])
	})
	list = slices.CompactFunc(list, func(x, y *db.HistoryEntry) bool { return x.ID == y.ID })
	return list[:min(len(list), n)]
}
