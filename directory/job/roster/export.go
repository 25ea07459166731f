package roster

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// Export says which people are written, and how. The door knows the filters of its list;
// it keeps them in Where, and gives back what they mean when the job runs.
type Export struct {
	Format string          `json:"format"`
	Where  json.RawMessage `json:"where,omitempty"`
}

// Exporter does the job of USERS_EXPORT; Filter reads Export.Where.
type Exporter struct {
	Directory *directory.Directory
	Filter    func(where json.RawMessage) (predicate.User, error)
}

const peopleAtOnce = 2000

// Export is the job.Work of USERS_EXPORT: people by id, page by page, each page with its
// part of the file. The cursor is the last id written.
func (o Exporter) Export(ctx context.Context, run *job.Run) error {
	var in Export
	if err := run.Asked(&in); err != nil {
		return err
	}
	if err := managing(run); err != nil {
		return err
	}
	filter, err := o.Filter(in.Where)
	if err != nil {
		return err
	}
	w := writer{run: run, lines: in.Format == JSONL}
	for {
		n, last, err := o.page(ctx, run, filter, &w)
		if err != nil {
			return err
		}
		if err := run.Save(ctx, last); err != nil || n < peopleAtOnce {
			return err
		}
	}
}

func (o Exporter) page(ctx context.Context, run *job.Run, filter predicate.User, w *writer) (n int, last string, err error) {
	after := ident.ID{}
	if run.Cursor != "" {
		if after, err = ident.Parse(ident.User, run.Cursor); err != nil {
			return 0, "", fmt.Errorf("read cursor: %w", err)
		}
	}
	last = run.Cursor
	err = o.Directory.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		if run.Cursor == "" {
			if run.Total, err = c.User.Query().Where(user.DeletedAtIsNil(), filter).Count(ctx); err != nil {
				return fmt.Errorf("count people: %w", err)
			}
			if err := w.begin(ctx, c); err != nil {
				return err
			}
		} else if err := w.resume(ctx, c); err != nil {
			return err
		}
		rows, err := c.User.Query().Where(user.DeletedAtIsNil(), filter, user.IDGT(after)).Order(user.ByID()).Limit(peopleAtOnce).
			WithGrants().WithLimits().WithPreferences().All(ctx)
		if err != nil {
			return fmt.Errorf("load people: %w", err)
		}
		if err := w.managers(ctx, c, rows); err != nil {
			return err
		}
		for _, u := range rows {
			if err := w.person(u); err != nil {
				return err
			}
			last = u.ID.Text(ident.User)
		}
		n = len(rows)
		run.Progress += n
		return w.flush()
	})
	return n, last, err
}
