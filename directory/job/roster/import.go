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

// row takes one row and reports on it. Its own error is one of ours, and ends the job.
func (d *desk) row(ctx context.Context, n int, r record, bad error) error {
	report := job.Row{Number: n, Prefix: ident.User}
	err := bad
	if err == nil {
		report.Outcome, report.Target, err = d.take(ctx, n, r)
	}
	if err != nil {
		f := fault.As(err)
		if f.Kind == fault.Internal || f.Kind == fault.Unavailable {
			return fmt.Errorf("row %d: %w", n, err)
		}
		report.Outcome, report.Err = job.Refused, f
	}
	d.run.Report(report)
	return nil
}

func (d *desk) take(ctx context.Context, n int, r record) (string, ident.ID, error) {
	person, boss, err := d.find(ctx, r)
	if err != nil {
		return "", person, err
	}
	change, err := d.revision(r, boss)
	if err != nil {
		return "", person, err
	}
	change.Row = d.run.RowName(n)
	if person.IsZero() {
		id, err := d.create(ctx, r, change)
		if err == nil && d.run.DryRun {
			d.makes(r)
		}
		return job.Created, id, err
	}
	if change.Email != nil && r["userName"] == "" {
		change.Email = nil // it is how the person was found
	}
	done, err := d.Directory.Revise(ctx, person, change)
	return outcomeOf(done), person, err
}

func (d *desk) find(ctx context.Context, r record) (person ident.ID, boss *ident.ID, err error) {
	err = d.Directory.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		if person, err = directory.FindPerson(ctx, c, first(r["userName"], r["email"])); err != nil || r["manager"] == "" {
			return err
		}
		boss = &ident.ID{}
		if r["manager"] == nothing || d.would[directory.Fold(r["manager"])] {
			return nil
		}
		if *boss, err = directory.FindPerson(ctx, c, r["manager"]); err == nil && boss.IsZero() {
			err = fault.New(fault.Invalid, fault.CodeUnknownUser, "There is nobody called %s.", r["manager"]).On("manager")
		}
		return err
	})
	return person, boss, err
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (d *desk) revision(r record, boss *ident.ID) (c directory.Revision, err error) {
	c.DryRun, c.Manager = d.run.DryRun, boss
	c.FirstName, c.LastName, c.Email = r.text("firstName"), r.text("lastName"), r.text("email")
	c.Phone, c.Locale = cleared(r.text("phone")), cleared(r.text("locale"))
	if c.MFARequired, err = r.yes("mfaRequired"); err != nil {
		return c, err
	}
	if c.Active, err = r.yes("active"); err != nil {
		return c, err
	}
	if c.Roles, err = d.named(r.list("roles")); err != nil {
		return c, err
	}
	if c.Limits, err = r.limits(d.currency); err != nil {
		return c, err
	}
	c.Preferences, err = r.preferences()
	return c, err
}

func cleared(text *string) *string {
	if text != nil && *text == nothing {
		return new(string)
	}
	return text
}

func (d *desk) named(names *[]string) (*[]ident.ID, error) {
	if names == nil {
		return nil, nil
	}
	ids := make([]ident.ID, len(*names))
	for i, name := range *names {
		id, known := d.roles[name]
		if !known {
			return nil, fault.New(fault.NotFound, fault.CodeNotFound, "There is no role %s.", name).On("roles")
		}
		ids[i] = id
	}
	return &ids, nil
}

// create makes an account; what creation says itself is not said again.
func (d *desk) create(ctx context.Context, r record, c directory.Revision) (ident.ID, error) {
	p := directory.NewPerson{FirstName: r["firstName"], LastName: r["lastName"], Email: first(r["email"], r["userName"]),
		Phone: text(c.Phone), Locale: text(c.Locale), Quiet: d.in.Quiet}
	if p.FirstName == "" || p.LastName == "" {
		return ident.ID{}, fault.New(fault.Invalid, fault.CodeRequired, "Somebody new has a first and a last name.").On("firstName")
	}
	if c.Manager != nil {
		p.Manager = *c.Manager
	}
	if c.MFARequired != nil {
		p.MFARequired = *c.MFARequired
	}
	if c.Roles != nil {
		p.Roles = *c.Roles
	}
	if d.Credential != nil && !d.run.DryRun && !d.in.Quiet {
		var err error
		if p.Temporary, p.PasswordHash, err = d.Credential(ctx); err != nil {
			return ident.ID{}, fmt.Errorf("make credential: %w", err)
		}
	}
	c.PersonUpdate, c.Roles = directory.PersonUpdate{}, nil
	id, _, err := d.Directory.CreateRevised(ctx, p, c)
	return id, err
}

func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
