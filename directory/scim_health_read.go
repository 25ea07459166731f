package directory

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorytoken"
	"mandate/ent/db/provisioningevent"
	"mandate/ent/db/provisioningtally"
	"mandate/ident"
)

// HealthOf tells how directories do at the instant now, in a constant number of
// statements.
func HealthOf(ctx context.Context, c *db.Client, ids []ident.ID, now time.Time) (map[ident.ID]Health, error) {
	all := make(map[ident.ID]Health, len(ids))
	for _, id := range ids {
		all[id] = Health{Causes: map[string]int64{}}
	}
	for _, part := range []func() error{
		func() error { return readCounts(ctx, c, ids, now, all) },
		func() error { return readLast(ctx, c, ids, all) },
		func() error { return readTokens(ctx, c, ids, now, all) },
	} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	for id, h := range all {
		h.Quarantine = forecast(h.Requests, h.Failures)
		all[id] = h
	}
	return all, nil
}

func readCounts(ctx context.Context, c *db.Client, ids []ident.ID, now time.Time, all map[ident.ID]Health) error {
	rows, err := c.ProvisioningTally.Query().Where(provisioningtally.DirectoryIDIn(ids...), provisioningtally.HourGTE(now.Add(-healthTime).Truncate(time.Hour))).All(ctx)
	if err != nil {
		return fmt.Errorf("load counts: %w", err)
	}
	for _, row := range rows {
		h := all[row.DirectoryID]
		h.Requests += row.Requests
		if row.Cause != "" {
			h.Failures += row.Requests
			h.Causes[row.Cause] += row.Requests
		}
		all[row.DirectoryID] = h
	}
	return nil
}

// readLast finds the newest request and the newest change of each directory: by the
// index, without a look at the rest of the log.
func readLast(ctx context.Context, c *db.Client, ids []ident.ID, all map[ident.ID]Health) error {
	requests, err := c.ProvisioningEvent.Query().Where(newestOf(ids)).All(ctx)
	if err != nil {
		return fmt.Errorf("load last requests: %w", err)
	}
	for _, row := range requests {
		h := all[row.DirectoryID]
		h.LastRequest = row.At
		all[row.DirectoryID] = h
	}
	changes, err := c.ProvisioningEvent.Query().Where(newestOf(ids, provisioningevent.OutcomeCREATED, provisioningevent.OutcomeCHANGED, provisioningevent.OutcomeDELETED)).All(ctx)
	if err != nil {
		return fmt.Errorf("load last changes: %w", err)
	}
	for _, row := range changes {
		h := all[row.DirectoryID]
		h.LastChange = row.At
		all[row.DirectoryID] = h
	}
	return nil
}

// newestOf keeps the newest event of each directory, of some outcomes or of any.
func newestOf(ids []ident.ID, outcomes ...any) func(*sql.Selector) {
	return func(s *sql.Selector) {
		of, events := sql.Table(directory.Table), sql.Table(provisioningevent.Table).As("newest")
		newest := sql.Dialect(s.Dialect()).Select(events.C(provisioningevent.FieldID)).From(events).
			Where(sql.ColumnsEQ(events.C(provisioningevent.FieldDirectoryID), of.C(directory.FieldID)))
		if len(outcomes) > 0 {
			newest.Where(sql.In(events.C(provisioningevent.FieldOutcome), outcomes...))
		}
		newest.OrderBy(sql.Desc(events.C(provisioningevent.FieldID))).Limit(1)
		list := make([]any, len(ids))
		for i, id := range ids {
			list[i] = id
		}
		each := sql.Dialect(s.Dialect()).Select().From(of).Where(sql.In(of.C(directory.FieldID), list...))
		each.AppendSelectExpr(sql.ExprFunc(func(b *sql.Builder) { b.Wrap(func(b *sql.Builder) { b.Join(newest) }) }))
		s.Where(sql.In(s.C(provisioningevent.FieldID), each))
	}
}

func readTokens(ctx context.Context, c *db.Client, ids []ident.ID, now time.Time, all map[ident.ID]Health) error {
	rows, err := c.DirectoryToken.Query().Where(directorytoken.DirectoryIDIn(ids...), directorytoken.ClientIDIsNil(), directorytoken.RevokedAtIsNil()).All(ctx)
	if err != nil {
		return fmt.Errorf("load tokens: %w", err)
	}
	for _, row := range rows {
		if row.ExpiresAt != nil && !row.ExpiresAt.After(now) {
			continue
		}
		h := all[row.DirectoryID]
		h.TokenAge = max(h.TokenAge, now.Sub(row.CreatedAt))
		if row.ExpiresAt != nil && (h.TokenExpires.IsZero() || row.ExpiresAt.Before(h.TokenExpires)) {
			h.TokenExpires = *row.ExpiresAt
		}
		all[row.DirectoryID] = h
	}
	return nil
}
