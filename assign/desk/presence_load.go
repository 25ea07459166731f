package desk

import (
	"context"
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/lingeringlink"
	"mandate/ent/db/user"
	"mandate/ident"
)

// load reads who is present from the database: of everybody, or of these people.
func (p *presence) load(ctx context.Context, c *db.Client, people []ident.ID) error {
	gone, absences := c.User.Query().Where(user.Active(false)), c.Absence.Query().Where(absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE))
	if people != nil {
		gone.Where(user.IDIn(people...))
		absences.Where(absence.UserIDIn(people...))
	}
	ids, err := gone.IDs(ctx)
	if err != nil {
		return fmt.Errorf("load who is inactive: %w", err)
	}
	rows, err := absences.All(ctx)
	if err != nil {
		return fmt.Errorf("load absences: %w", err)
	}
	for _, id := range people {
		delete(p.gone, id)
		p.save(id, period{}, false)
	}
	for _, id := range ids {
		p.gone[id] = true
	}
	for _, row := range rows {
		p.save(row.UserID, periodOf(row), true)
	}
	return nil
}

func periodOf(row *db.Absence) period {
	a := period{Absence: assign.Absence{From: row.StartsAt, To: row.EndsAt}, id: row.ID, active: row.State == absence.StateACTIVE}
	if row.DelegateID != nil {
		a.Delegate = *row.DelegateID
	}
	return a
}

// loadLinks reads the lingering links of all deals, or of these.
func (p *presence) loadLinks(ctx context.Context, c *db.Client, deals []ident.ID) error {
	q := c.LingeringLink.Query().Order(lingeringlink.ByID())
	if deals != nil {
		q.Where(lingeringlink.DealIDIn(deals...))
	}
	rows, err := q.All(ctx)
	if err != nil {
		return fmt.Errorf("load lingering links: %w", err)
	}
	for _, id := range deals {
		p.setLinks(id, nil)
	}
	found := map[ident.ID][]link{}
	for _, row := range rows {
		found[row.DealID] = append(found[row.DealID], link{row.FromID, row.ToID})
	}
	for id, links := range found {
		p.setLinks(id, links)
	}
	return nil
}
