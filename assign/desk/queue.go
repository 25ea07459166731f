package desk

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// Loads counts the capacity-consuming deals on which each of these people acts (CA-1),
// in one statement however many they are.
func (d *Desk) Loads(ctx context.Context, c *db.Client, people []ident.ID) (map[ident.ID]int, error) {
	release, err := releaseOf(ctx, c)
	if err != nil {
		return nil, err
	}
	return countLoads(ctx, c, release, people)
}

func releaseOf(ctx context.Context, c *db.Client) (assign.CapacityRelease, error) {
	row, err := c.CompanySettings.Query().Only(ctx)
	if err != nil {
		return "", fmt.Errorf("load settings: %w", err)
	}
	return assign.CapacityRelease(row.CapacityRelease), nil
}

// Queue is how much of their capacity a person uses.
type Queue struct {
	User        ident.ID
	Load        int // deals they act on (CA-1)
	Owned       int // deals they own, whoever acts: what counts while they are away (CA-5)
	MaxCapacity assign.Maximum
	Absent      bool
}

// Queues gives active people with a maximum, fullest first, at most so many; which narrows
// whose.
func (d *Desk) Queues(ctx context.Context, c *db.Client, atMost int, which ...predicate.User) ([]Queue, error) {
	rows, err := readAuthority(ctx, c, 0, append(which, user.KindEQ(user.KindSTAFF), user.Active(true), user.HasLimitsWith(lendinglimits.MaxCapacityNotNil()))...)
	if err != nil {
		return nil, err
	}
	release, err := releaseOf(ctx, c)
	if err != nil {
		return nil, err
	}
	acting, err := countQueues(ctx, c, release, deal.FieldActingID, nil)
	if err != nil {
		return nil, err
	}
	owning, err := countQueues(ctx, c, release, deal.FieldOwnerID, nil)
	if err != nil {
		return nil, err
	}
	out := make([]Queue, 0, len(rows))
	for _, r := range rows {
		out = append(out, Queue{User: r.ID, Load: acting[r.ID], Owned: owning[r.ID], MaxCapacity: assign.MaximumColumn(r.MaxCapacity), Absent: r.Away != nil})
	}
	slices.SortFunc(out, fullest)
	return out[:min(len(out), atMost)], nil
}

// fullest compares load by maximum without dividing: a/m > b/n when a*n > b*m.
func fullest(a, b Queue) int {
	return cmp.Or(cmp.Compare(b.Load*max(a.MaxCapacity.N, 1), a.Load*max(b.MaxCapacity.N, 1)), bytes.Compare(a.User[:], b.User[:]))
}
