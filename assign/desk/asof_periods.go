package desk

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// PeriodsAt gives the periods that were saved and not over at a past instant, as they
// stood: the dates, delegate and state of then, and the bounds in the zone of then (HI-3,
// TM-5); nil people: everybody's. Their version is 0. A row keeps its last dates and
// delegate only; what they were is told by history, which no erasure takes from it: dates
// and ids are no personal values.
func (d *Desk) PeriodsAt(ctx context.Context, c *db.Client, at time.Time, people []ident.ID) ([]*db.Absence, error) {
	saved := absence.And(absence.CreatedAtLTE(at), absence.Or(absence.EndedAtIsNil(), absence.EndedAtGT(at)))
	if people == nil {
		return d.periodsOf(ctx, c, at, saved)
	}
	var list []*db.Absence
	for part := range slices.Chunk(people, rowsAtOnce) {
		rows, err := d.periodsOf(ctx, c, at, absence.And(saved, absence.UserIDIn(part...)))
		if err != nil {
			return nil, err
		}
		list = append(list, rows...)
	}
	return list, nil
}

func (d *Desk) periodsOf(ctx context.Context, c *db.Client, at time.Time, which predicate.Absence) ([]*db.Absence, error) {
	rows, err := c.Absence.Query().Where(which).Order(absence.ByStartsAt(), absence.ByID()).All(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	settings, err := d.SettingsAt(ctx, c, at)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(settings.Zone)
	if err != nil {
		return nil, fmt.Errorf("zone of %s: %w", at, err)
	}
	told, err := d.toldOf(ctx, c, at, rows)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if err := told.onto(row, at, zone); err != nil {
			return nil, fmt.Errorf("absence %s: %w", row.ID, err)
		}
	}
	return rows, loseDeleted(ctx, c, at, rows)
}

// loseDeleted takes from periods the delegates who were deleted by an instant (LC-4).
func loseDeleted(ctx context.Context, c *db.Client, at time.Time, rows []*db.Absence) error {
	naming := map[ident.ID][]*db.Absence{}
	for _, row := range rows {
		if row.DelegateID != nil {
			naming[*row.DelegateID] = append(naming[*row.DelegateID], row)
		}
	}
	for part := range slices.Chunk(slices.Collect(maps.Keys(naming)), rowsAtOnce) {
		gone, err := c.User.Query().Where(user.IDIn(part...), user.DeletedAtLTE(at)).IDs(ctx)
		if err != nil {
			return fmt.Errorf("who was deleted: %w", err)
		}
		for _, id := range gone {
			for _, row := range naming[id] {
				row.DelegateID = nil
			}
		}
	}
	return nil
}

// toldPeriods is what history had told by an instant of people's periods: by person and
// field, the value last given.
type toldPeriods map[ident.ID]map[string]string

// toldOf reads what history says of those whose period these are. A period that takes the
// place of one that goes on (OO-4) tells only what differs, so that all of a person's
// entries count. A row of somebody without an entry is as it was saved.
func (d *Desk) toldOf(ctx context.Context, c *db.Client, at time.Time, rows []*db.Absence) (toldPeriods, error) {
	told := toldPeriods{}
	for part := range slices.Chunk(rows, rowsAtOnce) {
		entries, err := c.HistoryEntry.Query().Where(historyentry.TargetIDIn(awayOf(part)...), historyentry.ActionIn("OOO_SET", "OOO_UPDATED"), historyentry.AtLTE(at)).
			Select(historyentry.FieldID, historyentry.FieldAt, historyentry.FieldTargetID, historyentry.FieldChanges).All(ctx)
		if err != nil {
			return told, fmt.Errorf("history of absences: %w", err)
		}
		slices.SortStableFunc(entries, func(a, b *db.HistoryEntry) int { return cmp.Or(a.At.Compare(b.At), bytes.Compare(a.ID[:], b.ID[:])) })
		for _, e := range entries {
			if err := told.read(d, e); err != nil {
				return told, err
			}
		}
	}
	return told, nil
}

func awayOf(rows []*db.Absence) []ident.ID {
	ids := make([]ident.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.UserID
	}
	return ids
}

func (t toldPeriods) read(d *Desk, e *db.HistoryEntry) error {
	changes, err := d.Store.Changes(e.Changes, nil)
	if err != nil {
		return fmt.Errorf("entry %s: %w", e.ID, err)
	}
	if t[e.TargetID] == nil {
		t[e.TargetID] = map[string]string{}
	}
	for field, pair := range changes {
		t[e.TargetID][field], _ = pair[1].(string)
	}
	return nil
}

// onto brings a row back to how it stood.
func (t toldPeriods) onto(row *db.Absence, at time.Time, zone *time.Location) error {
	row.Version, row.EndedAt, row.EndReason = 0, nil, nil
	if row.State = absence.StateACTIVE; row.BeganAt == nil || row.BeganAt.After(at) {
		row.State, row.BeganAt = absence.StateSCHEDULED, nil
	}
	said, entered := t[row.UserID]
	if !entered {
		return nil
	}
	row.StartDate, row.EndDate = cmp.Or(said["startDate"], row.StartDate), cmp.Or(said["endDate"], row.EndDate)
	start, err := assign.ParseDate(row.StartDate)
	if err != nil {
		return err
	}
	end, err := assign.ParseDate(row.EndDate)
	if err != nil {
		return err
	}
	row.StartsAt, row.EndsAt = assign.Period(start, end, zone)
	if text := said["delegate"]; text != "" {
		id, err := ident.Parse(ident.User, text)
		if err != nil {
			return err
		}
		row.DelegateID = &id
	}
	return nil
}
