package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

// staffAmong gives those of the owners and approvers who are living staff.
func (i *importing) staffAmong(ctx context.Context, read []incoming) (map[ident.ID]bool, error) {
	named := map[ident.ID]bool{}
	for _, one := range read {
		named[one.Owner] = true
		for _, g := range one.grants {
			named[g.approver] = true
		}
	}
	delete(named, ident.ID{})
	people := make(map[ident.ID]bool, len(named))
	for part := range slices.Chunk(ordered(named), peopleAtOnce) {
		ids, err := i.tx.Client.User.Query().Where(among(part), user.DeletedAtIsNil(), user.KindEQ(user.KindSTAFF)).IDs(ctx)
		if err != nil {
			return nil, fmt.Errorf("look up owners: %w", err)
		}
		for _, id := range ids {
			people[id] = true
		}
	}
	return people, nil
}

// accept judges one deal against what is there and what came before it.
func (i *importing) accept(one incoming, people map[ident.ID]bool) bool {
	there := i.references.known[one.reference]
	if above, twice := i.seen[one.reference]; twice {
		there = above
	}
	switch {
	case !there.id.IsZero() && there.figures == one.Figures:
		i.results[one.place] = ImportResult{Outcome: ImportPresent, Deal: there.shown()}
		return false
	case !there.id.IsZero():
		i.refuse(one.place, dealExists(one.reference))
		return false
	}
	if err := one.knows(people); err != nil {
		i.refuse(one.place, err)
		return false
	}
	i.seen[one.reference] = taken{above, one.Figures}
	i.results[one.place] = ImportResult{Outcome: ImportCreated}
	return true
}

// above stands for the id of a deal further up, which has none yet.
var above = ident.ID{0xff}

// shown is the id for a result; a deal further up in the import has none there.
func (t taken) shown() ident.ID {
	if t.id == above {
		return ident.ID{}
	}
	return t.id
}

func (one incoming) knows(people map[ident.ID]bool) error {
	if !one.Owner.IsZero() && !people[one.Owner] {
		return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.").On("owner")
	}
	for _, g := range one.grants {
		if !g.approver.IsZero() && !people[g.approver] {
			return fault.New(fault.NotFound, fault.CodeUnknownUser, "There is no such person.").On("grants", "approver")
		}
	}
	return nil
}
