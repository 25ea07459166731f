package desk

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/dealversion"
	"mandate/ident"
)

// LoadsThen counts the capacity-consuming deals on which people acted at a past instant,
// by the capacity rule of then (CA-1, HI-3). Who acted on none is left out.
func (d *Desk) LoadsThen(ctx context.Context, c *db.Client, at time.Time, people []ident.ID) (map[ident.ID]int, error) {
	settings, err := d.SettingsAt(ctx, c, at)
	if err != nil {
		return nil, err
	}
	var statuses []string
	for _, s := range consuming(settings.CapacityRelease) {
		statuses = append(statuses, string(s))
	}
	loads := map[ident.ID]int{}
	for part := range slices.Chunk(people, rowsAtOnce) {
		var rows []struct {
			Acting ident.ID `sql:"acting_id"`
			Count  int      `sql:"count"`
		}
		err := c.DealVersion.Query().Where(dealversion.ActingIDIn(part...), dealversion.StatusIn(statuses...), trueAt(at)).
			GroupBy(dealversion.FieldActingID).Aggregate(db.Count()).Scan(ctx, &rows)
		if err != nil {
			return nil, fmt.Errorf("count loads of an instant: %w", err)
		}
		for _, r := range rows {
			loads[r.Acting] = r.Count
		}
	}
	return loads, nil
}

// managedPiece is how the JSON of a version says that somebody has a manager.
const managedPiece = `"manager":"`

// ReportsThen gives who reported to each of some people at a past instant (VI-5, HI-3),
// by id. It reads everybody who had a manager then.
func (d *Desk) ReportsThen(ctx context.Context, c *db.Client, at time.Time, managers []ident.ID) (map[ident.ID][]ident.ID, error) {
	managed, err := peopleThen(ctx, c, at, nil, mentions(managedPiece))
	if err != nil {
		return nil, err
	}
	asked := map[ident.ID]bool{}
	for _, id := range managers {
		asked[id] = true
	}
	reports := map[ident.ID][]ident.ID{}
	for id, p := range managed {
		if asked[p.Manager] {
			reports[p.Manager] = append(reports[p.Manager], id)
		}
	}
	for _, list := range reports {
		slices.SortFunc(list, func(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) })
	}
	return reports, nil
}
