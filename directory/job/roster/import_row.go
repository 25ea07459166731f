package roster

import (
	"context"
	"fmt"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

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
