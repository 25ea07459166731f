package directory

import (
	"context"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// DirectoryUpdate changes the settings of a directory; nil leaves one as it is.
type DirectoryUpdate struct {
	Name    *string
	Enabled *bool // false: its credentials are good for nothing
	Rate    *int  // requests a second, 1 to 100,000; the burst is twice that

	// More than BrakePeople and BrakePercent of the directory's people deactivated
	// within BrakeMinutes trip the brake.
	BrakePeople, BrakePercent, BrakeMinutes *int

	LogDays *int // how long its log is kept: 1 to 3,650
}

// directoryBounds are the numbers that a setting may have.
var directoryBounds = map[string][2]int{
	"rate": {1, 100_000}, "brakePeople": {0, 1_000_000}, "brakePercent": {0, 100}, "brakeMinutes": {1, 1440}, "logDays": {1, 3650},
}

// UpdateDirectory changes settings. expected is the directory's version, or 0.
func (d *Directory) UpdateDirectory(ctx context.Context, id ident.ID, expected int64, u DirectoryUpdate) error {
	if err := u.check(); err != nil {
		return err
	}
	err := d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			var changes []store.Change
			row, err := claimDirectory(ctx, tx, id, expected, func(row *db.Directory, up *db.DirectoryUpdate) bool {
				changes = u.apply(row, up)
				return len(changes) > 0
			})
			if row != nil {
				tx.Record(store.Event{Action: "DIRECTORY_UPDATED", TargetKind: ident.Directory, Target: id, Changes: changes})
			}
			return err
		})
	})
	if store.IsTaken(err) {
		return fault.New(fault.Conflict, fault.CodeTaken, "There is a directory with this name already.").On("name")
	}
	return err
}

func (u DirectoryUpdate) numbers() map[string]*int {
	return map[string]*int{"rate": u.Rate, "brakePeople": u.BrakePeople, "brakePercent": u.BrakePercent, "brakeMinutes": u.BrakeMinutes, "logDays": u.LogDays}
}

func (u DirectoryUpdate) check() error {
	if u.Name != nil && unseen(*u.Name) {
		return required("name")
	}
	for name, n := range u.numbers() {
		if bounds := directoryBounds[name]; n != nil && (*n < bounds[0] || *n > bounds[1]) {
			return invalid("This is a whole number from %d to %d.", bounds[0], bounds[1]).On(name)
		}
	}
	return nil
}

// apply sets what differs, and says what that is.
func (u DirectoryUpdate) apply(row *db.Directory, up *db.DirectoryUpdate) []store.Change {
	var list []store.Change
	number := func(name string, before int, after *int, set func(int) *db.DirectoryUpdate) {
		if after != nil && *after != before {
			set(*after)
			list = append(list, store.Change{Field: name, Before: before, After: *after})
		}
	}
	number("rate", row.Rate, u.Rate, up.SetRate)
	number("brakePeople", row.BrakePeople, u.BrakePeople, up.SetBrakePeople)
	number("brakePercent", row.BrakePercent, u.BrakePercent, up.SetBrakePercent)
	number("brakeMinutes", row.BrakeMinutes, u.BrakeMinutes, up.SetBrakeMinutes)
	number("logDays", row.LogDays, u.LogDays, up.SetLogDays)
	if u.Name != nil && *u.Name != row.Name {
		up.SetName(*u.Name)
		list = append(list, store.Change{Field: "name", Before: row.Name, After: *u.Name})
	}
	if u.Enabled != nil && *u.Enabled != row.Enabled {
		up.SetEnabled(*u.Enabled)
		list = append(list, store.Change{Field: "enabled", Before: row.Enabled, After: *u.Enabled})
	}
	return list
}

// SawDialect remembers whose requests a directory sends. It is a trace and no change:
// a failure is logged.
func (d *Directory) SawDialect(ctx context.Context, id ident.ID, dialect string, at time.Time) {
	err := d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeDirectory)
		return tx.Client.Directory.Update().Where(directory.ID(id)).SetDialect(dialect).SetLastSeenAt(at).Exec(ctx)
	})
	if err != nil {
		d.log().WarnContext(ctx, "remember dialect", "directory", id.Text(ident.Directory), "error", err)
	}
}
