package directory

import (
	"fmt"

	"mandate/ent/db"
	"mandate/ident"
)

// AccessChange says that somebody gained or lost full access to the file of a deal: being
// on the deal gives it, and leaving the deal withdraws it (VI-7).
type AccessChange struct {
	Deal, User ident.ID
	Gained     bool
}

// AccessChanges derives from one entry of history whose access to a deal's file changes,
// losses first; most entries change nobody's. changes are the entry's own, before and
// after, by field. A connected document system that applies the entries in their order of
// sealing has at each of them exactly the people on each deal; to apply one twice does no
// harm. A closed deal keeps its owner.
func AccessChanges(e *db.HistoryEntry, changes map[string][2]any) ([]AccessChange, error) {
	if e.TargetKind != string(ident.Deal) {
		return nil, nil
	}
	var list []AccessChange
	say := func(person ident.ID, gained bool) { list = append(list, AccessChange{e.TargetID, person, gained}) }
	switch e.Action {
	case "DEAL_ASSIGNED", "DEAL_UNASSIGNED":
		for _, field := range []string{"delegates", "owner"} {
			people, err := peopleBefore(changes[field][0])
			if err != nil {
				return nil, fmt.Errorf("%s of entry %s: %w", field, e.ID, err)
			}
			for _, id := range people {
				say(id, false)
			}
		}
		if e.UserID != nil {
			say(*e.UserID, e.Action == "DEAL_ASSIGNED")
		}
	case "DEAL_CREATED", "DELEGATE_ADDED", "DELEGATE_REMOVED": // an import brings owners along
		if e.UserID != nil {
			say(*e.UserID, e.Action != "DELEGATE_REMOVED")
		}
	}
	return list, nil
}

// peopleBefore reads one id, a list of them, or nothing.
func peopleBefore(value any) ([]ident.ID, error) {
	texts, many := value.([]any)
	if !many && value != nil {
		texts = []any{value}
	}
	people := make([]ident.ID, len(texts))
	for i, v := range texts {
		text, _ := v.(string)
		id, err := ident.Parse(ident.User, text)
		if err != nil {
			return nil, err
		}
		people[i] = id
	}
	return people, nil
}
