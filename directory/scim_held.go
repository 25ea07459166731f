package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/user"
	"mandate/ident"
)

// Held is what Mandate gives a person beside their profile: a directory may read it,
// and changes none of it.
type Held struct {
	Roles    []string // names, sorted; from administrators and from groups (RO-1)
	Limits   assign.Limits
	Currency string // of the limits, ISO 4217
	Away     *Away  // the out-of-office period that has not ended; nil: none
}

// Away is an out-of-office period (OO-2): local days in the company's zone.
type Away struct {
	Start, End string   // YYYY-MM-DD, both included
	Active     bool     // it has begun (OO-3)
	Delegate   ident.ID // zero where the actor's directory doesn't govern them
}

// HeldBy reads what people of the actor's directory hold, in a constant number of
// statements.
func (d *Directory) HeldBy(ctx context.Context, ids []ident.ID) (map[ident.ID]Held, error) {
	out := make(map[ident.ID]Held, len(ids))
	a, _ := actor.From(ctx)
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		people, err := c.User.Query().Where(user.IDIn(ids...), governedBy(a.ID)).WithGrants().WithMemberships().WithLimits().
			WithAbsences(notEnded).All(ctx)
		if err != nil {
			return fmt.Errorf("load what people hold: %w", err)
		}
		book, err := loadRoles(ctx, c)
		if err != nil {
			return fmt.Errorf("load roles: %w", err)
		}
		company, err := c.CompanySettings.Query().Only(ctx)
		if err != nil {
			return fmt.Errorf("load settings: %w", err)
		}
		own, err := ownDelegates(ctx, c, a.ID, ids)
		if err != nil {
			return err
		}
		for _, u := range people {
			h, err := heldOf(u, book, own)
			if err != nil {
				return err
			}
			h.Currency = company.Currency
			out[u.ID] = h
		}
		return nil
	})
	return out, err
}

// ownDelegates are those who stand in for these people and belong to the directory.
func ownDelegates(ctx context.Context, c *db.Client, directory ident.ID, ids []ident.ID) (map[ident.ID]bool, error) {
	list, err := c.Absence.Query().Where(absence.UserIDIn(ids...), absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE)).
		QueryDelegate().Where(governedBy(directory)).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("load delegates: %w", err)
	}
	return setOf(list), nil
}

func heldOf(u *db.User, book roleBook, own map[ident.ID]bool) (Held, error) {
	limits, err := LimitsOf(u.Edges.Limits)
	if err != nil {
		return Held{}, err
	}
	h := Held{Roles: roleNames(book.rolesOf(u)), Limits: limits}
	for _, row := range u.Edges.Absences {
		h.Away = &Away{Start: row.StartDate, End: row.EndDate, Active: row.State == absence.StateACTIVE}
		if row.DelegateID != nil && own[*row.DelegateID] {
			h.Away.Delegate = *row.DelegateID
		}
	}
	return h, nil
}
