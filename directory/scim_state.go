package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// States of a directory. One in PREVIEW is answered as though it were ACTIVE up to
// the point of writing: what would change is known and nothing is changed. A PAUSED
// one is refused every change.
const (
	StateActive  = string(directory.StateACTIVE)
	StatePreview = string(directory.StatePREVIEW)
	StatePaused  = string(directory.StatePAUSED)
)

// Codes of a change that did not happen because of the directory's state.
const (
	CodePreview fault.Code = "DIRECTORY_PREVIEW"
	CodePaused  fault.Code = "DIRECTORY_PAUSED"
)

type previewKey struct{}

// WithPreview makes every change that runs with ctx end before it is committed, with
// fault.Unavailable, DIRECTORY_PREVIEW. A change that would be refused is refused.
func WithPreview(ctx context.Context) context.Context {
	return context.WithValue(ctx, previewKey{}, true)
}

func inPreview(ctx context.Context) bool { return ctx.Value(previewKey{}) != nil }

// preview judges a change and makes nothing of it. The directory is told to come again,
// so that it sends everything anew once it is live.
func (d *Directory) preview(ctx context.Context, fn step) error {
	if err := d.rehearse(ctx, fn); err != nil {
		return err
	}
	return fault.New(fault.Unavailable, CodePreview, "This directory runs in preview: the change was recorded and not made.").With("wait", previewWait)
}

// previewWait and PausedWait are the seconds after which a directory may try again.
const (
	previewWait = 3600
	PausedWait  = 300
)

// SetDirectoryState pauses a directory, resumes it or lets it run in preview.
// expected is the directory's version, or 0.
func (d *Directory) SetDirectoryState(ctx context.Context, id ident.ID, expected int64, state string) error {
	to := directory.State(state)
	if directory.StateValidator(to) != nil {
		return noState()
	}
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			row, err := claimDirectory(ctx, tx, id, expected, func(row *db.Directory, up *db.DirectoryUpdate) bool {
				up.SetState(to)
				return row.State != to
			})
			if row == nil || err != nil {
				return err
			}
			tx.Record(store.Event{Action: "DIRECTORY_UPDATED", TargetKind: ident.Directory, Target: id,
				Changes: []store.Change{{Field: "state", Before: row.State, After: to}}})
			return nil
		})
	})
}

func noState() *fault.Fault {
	return invalid("A directory is ACTIVE, in PREVIEW or PAUSED.").On("state")
}

// claimDirectory raises a directory's version with what set changes; set says false
// where nothing does, and then no row comes back.
func claimDirectory(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, set func(*db.Directory, *db.DirectoryUpdate) bool) (*db.Directory, error) {
	row, err := tx.Client.Directory.Query().Where(directory.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknown("directory")
	}
	if err != nil {
		return nil, fmt.Errorf("load directory: %w", err)
	}
	if err := expect(expected, row.Version); err != nil {
		return nil, err
	}
	up := tx.Client.Directory.Update().Where(directory.ID(id), directory.Version(row.Version)).AddVersion(1)
	if !set(row, up) {
		return nil, nil
	}
	n, err := up.Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("update directory: %w", err)
	}
	if n == 0 {
		return nil, errMoved
	}
	return row, nil
}
