package desk

import (
	"context"
	"fmt"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ident"
)

// periods are absences that cover one instant, by person.
type periods map[ident.ID]*db.Absence

// savedAt gives the periods that have not ended and cover an instant.
func savedAt(ctx context.Context, c *db.Client, at time.Time) (periods, error) {
	return readPeriods(ctx, c.Absence.Query().Where(absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE), absence.StartsAtLTE(at), absence.EndsAtGT(at)))
}

// activePeriods gives the periods that are ACTIVE.
func activePeriods(ctx context.Context, c *db.Client) (periods, error) {
	return readPeriods(ctx, c.Absence.Query().Where(absence.StateEQ(absence.StateACTIVE)))
}

func readPeriods(ctx context.Context, q *db.AbsenceQuery) (periods, error) {
	rows, err := q.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load absences: %w", err)
	}
	out := make(periods, len(rows))
	for _, row := range rows {
		out[row.UserID] = row
	}
	return out, nil
}

// Absent is what assign.Presence asks.
func (p periods) Absent(person ident.ID) (delegate ident.ID, absent bool) {
	row := p[person]
	if row == nil || row.DelegateID == nil {
		return ident.ID{}, row != nil
	}
	return *row.DelegateID, true
}
