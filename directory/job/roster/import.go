package roster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/ent/db/role"
	"mandate/fault"
	"mandate/ident"
)

// Roster does the jobs of people. Its methods are safe for concurrent use.
type Roster struct {
	Directory *directory.Directory

	// Credential makes the temporary credential of an account that is made here (PR-2):
	// its text and its hash; nil: people get none, and WELCOME says only where to sign in.
	Credential func(ctx context.Context) (text, hash string, err error)
}

// Import says how people are read from a file.
type Import struct {
	Format string `json:"format"` // CSV or JSONL
	Quiet  bool   `json:"quiet"`  // no WELCOME
}

// Saves happen after so many rows or so long, whichever is first.
const (
	savedRows = 200
	savedTime = 2 * time.Second
	mostRows  = 200_000
)

// StartImport puts an import into the queue. file is one that was uploaded, or zero; then
// content is the file.
func StartImport(ctx context.Context, q *job.Queue, in Import, file ident.ID, content []byte, dryRun bool) (ident.ID, error) {
	if in.Format != CSV && in.Format != JSONL {
		return ident.ID{}, fault.New(fault.Invalid, fault.CodeInvalid, "A file is CSV or JSONL.").On("format")
	}
	return q.Start(ctx, job.New{ID: file, Kind: job.UsersImport, Input: in, DryRun: dryRun, File: content})
}

// Import is the job.Work of USERS_IMPORT. The cursor is the number of the last row done.
func (o Roster) Import(ctx context.Context, run *job.Run) error {
	var in Import
	if err := run.Asked(&in); err != nil {
		return err
	}
	if err := managing(run); err != nil {
		return err
	}
	rows, err := open(run.Input(ctx), in.Format)
	if err != nil {
		return err
	}
	d := desk{Roster: o, run: run, in: in}
	if err := d.prepare(ctx); err != nil {
		return err
	}
	if err := d.resume(ctx); err != nil {
		return err
	}
	done, _ := strconv.Atoi(run.Cursor) // empty at the beginning
	saved := time.Now()
	for n := 1; ; n++ {
		r, err := rows()
		if errors.Is(err, io.EOF) {
			run.Total = n - 1
			return run.Save(ctx, strconv.Itoa(n-1))
		}
		if f := fault.As(err); err != nil && f.Kind == fault.Internal {
			return fmt.Errorf("read row %d: %w", n, err)
		}
		if n <= done {
			d.before(n, r)
			continue
		}
		if n > mostRows {
			return fault.New(fault.TooLarge, fault.CodeTooLarge, "A file has at most %d rows; those before are done.", mostRows)
		}
		if err := d.row(ctx, n, r, err); err != nil {
			return err
		}
		if run.Pending() >= savedRows || time.Since(saved) > savedTime {
			if err := run.Save(ctx, strconv.Itoa(n)); err != nil {
				return err
			}
			saved = time.Now()
		}
	}
}

// desk takes rows one by one.
type desk struct {
	Roster
	run      *job.Run
	in       Import
	currency string
	roles    map[string]ident.ID
	would    map[string]bool // be made by rows before, in a dry run: managers of rows behind
	created  map[int]bool    // rows of a dry run that would make somebody, before it was interrupted
}

// resume looks up which rows of an interrupted dry run would have made somebody.
func (d *desk) resume(ctx context.Context) (err error) {
	if d.run.DryRun && d.run.Cursor != "" {
		d.created, err = d.run.Reported(ctx, job.Created)
	}
	return err
}

// before takes up a row that was done before an interruption.
func (d *desk) before(n int, r record) {
	if d.created[n] {
		d.makes(r)
	}
}

func (d *desk) makes(r record) { d.would[directory.Fold(first(r["email"], r["userName"]))] = true }

func (d *desk) prepare(ctx context.Context) error {
	d.roles, d.would = map[string]ident.ID{}, map[string]bool{}
	return d.Directory.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		settings, err := c.CompanySettings.Query().Only(ctx)
		if err != nil {
			return fmt.Errorf("load settings: %w", err)
		}
		d.currency = settings.Currency
		roles, err := c.Role.Query().Order(role.ByName()).All(ctx)
		for _, r := range roles {
			d.roles[r.Name] = r.ID
		}
		return err
	})
}
