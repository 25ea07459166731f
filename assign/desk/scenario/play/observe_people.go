package play

import (
	"context"
	"fmt"

	"mandate/assign/desk"
	"mandate/assign/desk/scenario"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/deal"
	"mandate/ident"
)

func (s *Stage) seeUsers(ctx context.Context, c *db.Client, look Look, out *scenario.State) error {
	rows, err := c.User.Query().WithAbsences(func(q *db.AbsenceQuery) {
		q.Where(absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE))
	}).All(ctx)
	if err != nil {
		return fmt.Errorf("load people: %w", err)
	}
	loads, err := s.Desk.Loads(ctx, c, idsOf(rows))
	if err != nil {
		return err
	}
	for _, row := range rows {
		label := s.users.label[row.ID]
		if !look.user(label) {
			continue
		}
		u := scenario.UserState{Active: row.Active, Deleted: row.DeletedAt != nil, OOOState: "OFF", Manager: s.person(row.ManagerID), Load: loads[row.ID]}
		for _, a := range row.Edges.Absences {
			u.OOOState, u.Absent = string(a.State), a.State == absence.StateACTIVE
		}
		if err := s.seePipelines(ctx, c, row.ID, &u); err != nil {
			return err
		}
		out.Users[label] = u
	}
	return nil
}

func idsOf(rows []*db.User) []ident.ID {
	out := make([]ident.ID, len(rows))
	for i, row := range rows {
		out[i] = row.ID
	}
	return out
}

func (s *Stage) seePipelines(ctx context.Context, c *db.Client, person ident.ID, u *scenario.UserState) error {
	mine, err := c.Deal.Query().Where(desk.MyPipeline(s.tenant, person)).Order(deal.ByID()).IDs(ctx)
	if err != nil {
		return fmt.Errorf("load pipeline: %w", err)
	}
	team, err := c.Deal.Query().Where(desk.TeamPipeline(s.tenant, person, nil)).Order(deal.ByID()).IDs(ctx)
	if err != nil {
		return fmt.Errorf("load team pipeline: %w", err)
	}
	u.MyPipeline, u.TeamPipeline = s.labelsOf(mine), s.labelsOf(team)
	return nil
}

func (s *Stage) labelsOf(deals []ident.ID) []string {
	out := make([]string, len(deals))
	for i, id := range deals {
		out[i] = s.deals.label[id]
	}
	return out
}
