package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

type dealsCommands struct {
	Import dealsImport `cmd:"" help:"Take deals in from another system: CSV or JSON Lines."`
}

type dealsImport struct {
	tenantFlag
	File   string `arg:"" help:"CSV, or JSON Lines where the name ends in .jsonl or .ndjson; - is standard input, CSV."`
	Quiet  bool   `help:"Nobody is notified." default:"true" negatable:""`
	DryRun bool   `help:"Judge every row, and write nothing."`
	Report string `help:"File for what became of each row: CSV, or JSON Lines by its name." placeholder:"FILE"`
	JSON   bool   `help:"Print the totals as JSON."`
}

// Run takes the file in, batch by batch. An interrupt ends it behind a batch; rows that
// are there are recognised by reference and figures, so that the same command goes on.
func (i dealsImport) Run(ctx context.Context, c *Config, term terminal) error {
	file, err := openInput(i.File)
	if err != nil {
		return err
	}
	defer file.Close()
	h, err := c.house(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	defer i.seal(ctx, h)()
	defer collectLess()()
	tenant, _, err := i.in(ctx, h.store)
	if err != nil {
		return err
	}
	told, err := newReport(i.Report)
	if err != nil {
		return err
	}
	run := importRun{house: h, options: desk.ImportOptions{Quiet: i.Quiet, DryRun: i.DryRun}, report: told, progress: newProgress(term.errs, file)}
	if run.next, err = run.open(tenant, i.File, run.progress); err == nil {
		err = run.all(tenant)
	}
	if err = errors.Join(err, told.close()); err != nil {
		return err
	}
	return run.total.show(ctx, term, i)
}

// seal seals what the import writes while it goes on, until stop.
func (i dealsImport) seal(ctx context.Context, h *house) (stop func()) {
	if i.DryRun {
		return func() {} // nothing is written, and what others wrote is theirs
	}
	return h.sealBeside(ctx)
}

// importRun is one import under way.
type importRun struct {
	*house
	options  desk.ImportOptions
	next     dealSource
	logins   logins
	zone     *time.Location
	report   *report
	progress *progress
	total    importTotal
}

// dealSource gives the next row; io.EOF ends the file.
type dealSource func() (dealRow, error)

// dealRow is one row of a file.
type dealRow struct {
	line int
	deal desk.ImportedDeal
	err  error // why it can't be read
}

func isLines(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, ".jsonl") || strings.HasSuffix(name, ".ndjson")
}

// open loads what rows name people and dates by, and finds the form of the file.
func (r *importRun) open(ctx context.Context, name string, in io.Reader) (dealSource, error) {
	err := r.store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		settings, err := c.CompanySettings.Query().Only(ctx)
		if err != nil {
			return fmt.Errorf("load settings: %w", err)
		}
		if r.zone, err = time.LoadLocation(settings.Zone); err != nil {
			return err
		}
		r.logins, err = loadLogins(ctx, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	if isLines(name) {
		return r.jsonLines(in), nil
	}
	next, err := r.csvRows(in)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return next, nil
}

// batch imports the rows that can be read, and reports all in the file's order.
func (r *importRun) batch(ctx context.Context, rows []dealRow) error {
	var deals []desk.ImportedDeal
	for _, row := range rows {
		if row.err == nil {
			deals = append(deals, row.deal)
		}
	}
	results, err := r.desk.Import(ctx, deals, r.options)
	if err != nil {
		return fmt.Errorf("import the rows from line %d on: %w", rows[0].line, err)
	}
	for _, row := range rows {
		result := desk.ImportResult{Outcome: desk.ImportRefused}
		if row.err != nil {
			result.Fault = fault.As(row.err)
		} else {
			result, results = results[0], results[1:]
		}
		r.total.count(result)
		if err := r.report.tell(row, result); err != nil {
			return err
		}
	}
	return nil
}

// importTotal counts rows by what became of them.
type importTotal struct {
	Created     int  `json:"created"`
	Owned       int  `json:"with_owner"` // of those created
	Present     int  `json:"present"`
	Refused     int  `json:"refused"`
	DryRun      bool `json:"dry_run"`
	Interrupted bool `json:"interrupted"`
}

func (t *importTotal) rows() int { return t.Created + t.Present + t.Refused }

func (t *importTotal) count(r desk.ImportResult) {
	switch r.Outcome {
	case desk.ImportCreated:
		t.Created++
		if r.Owner != (ident.ID{}) {
			t.Owned++
		}
	case desk.ImportPresent:
		t.Present++
	default:
		t.Refused++
	}
}

func (t *importTotal) show(ctx context.Context, term terminal, i dealsImport) error {
	t.DryRun = i.DryRun
	verb := "created, " + fmt.Sprint(t.Owned) + " of them with an owner"
	if i.DryRun {
		verb = "would be created"
	}
	if err := term.show(i.JSON, t, "%d rows: %d %s; %d there already; %d refused.", t.rows(), t.Created, verb, t.Present, t.Refused); err != nil {
		return err
	}
	if t.Interrupted || ctx.Err() != nil {
		return fault.New(fault.Conflict, fault.CodeInvalid, "Interrupted: the same command goes on from here.")
	}
	if t.Refused > 0 && i.Report == "" {
		return fault.New(fault.Invalid, fault.CodeInvalid, "%d rows were refused; --report FILE says why.", t.Refused)
	}
	if t.Refused > 0 {
		return fault.New(fault.Invalid, fault.CodeInvalid, "%d rows were refused; %s says why.", t.Refused, i.Report)
	}
	return nil
}
