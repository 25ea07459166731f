package graph

import (
	"strings"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/historyentry"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// concerning narrows history to a person, a kind of thing or words of the reason.
func concerning(where *gql.HistoryWhere) ([]predicate.HistoryEntry, error) {
	var list []predicate.HistoryEntry
	if v, ok := value(where.PersonID); ok {
		id, err := parseID(ident.User, v, "where", "personId")
		if err != nil {
			return nil, err
		}
		list = append(list, historyentry.Or(historyentry.ActorID(id), historyentry.OnBehalfOf(id), historyentry.TargetID(id), historyentry.UserID(id)))
	}
	if v, ok := value(where.TargetKind); ok {
		list = append(list, historyentry.TargetKind(v))
	}
	if v, ok := value(where.Text); ok {
		words := strings.Fields(v)
		if len(v) > maxSearch || len(words) > maxWords {
			return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "A search has at most %d words and %d bytes.", maxWords, maxSearch).On("where", "text")
		}
		for _, w := range words {
			list = append(list, reasonHolds(w))
		}
	}
	return list, nil
}

// reasonHolds: in the words of who did it, or the code. That the words are not empty is
// said for the index that holds no others.
func reasonHolds(word string) predicate.HistoryEntry {
	return func(s *sql.Selector) {
		comment := sql.And(sql.NEQ(s.C(historyentry.FieldComment), ""), sql.ContainsFold(s.C(historyentry.FieldComment), word))
		s.Where(sql.Or(comment, sql.EQ(s.C(historyentry.FieldReason), strings.ToUpper(word))))
	}
}
