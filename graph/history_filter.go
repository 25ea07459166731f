package graph

import (
	"strings"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/historyentry"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
	"mandate/store"
)

// concerning narrows a search to what a person did, or to what was done by or with them.
func (h *historySearch) concerning(where *gql.HistoryWhere) error {
	if v, ok := value(where.ActorID); ok {
		id, err := parseID(ident.User, v, "where", "actorId")
		if err != nil {
			return err
		}
		h.person = []predicate.HistoryEntry{historyentry.ActorID(id), historyentry.OnBehalfOf(id)}
	}
	if v, ok := value(where.PersonID); ok {
		id, err := parseID(ident.User, v, "where", "personId")
		if err != nil {
			return err
		}
		about := []predicate.HistoryEntry{historyentry.ActorID(id), historyentry.OnBehalfOf(id), historyentry.TargetID(id), historyentry.UserID(id)}
		h.person = crossed(h.person, about)
	}
	return nil
}

// saying narrows a search to words of the reason.
func (h *historySearch) saying(where *gql.HistoryWhere) error {
	text, _ := value(where.Text)
	h.words = strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(text, " "), "\x00", " "))
	if len(text) > maxSearch || len(h.words) > maxWords {
		return fault.New(fault.TooLarge, fault.CodeTooLarge, "A search has at most %d words and %d bytes.", maxWords, maxSearch).On("where", "text")
	}
	return nil
}

// reasonHolds: in the words of who did it, or the code. That the words are not empty is
// said for the index that holds no others.
func reasonHolds(word string) predicate.HistoryEntry {
	return func(s *sql.Selector) {
		comment := sql.And(literally(s, historyentry.FieldComment), store.CommentHolds(s, word))
		s.Where(sql.Or(comment, sql.EQ(s.C(historyentry.FieldReason), strings.ToUpper(word))))
	}
}
