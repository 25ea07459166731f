package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/fault"
)

type limitsCommands struct {
	Export limitsExport `cmd:"" help:"Write limits, capacity and preferences of everybody as CSV."`
	Import limitsImport `cmd:"" help:"Read that CSV and change what differs."`
}

type limitsExport struct {
	tenantFlag
	File string `arg:"" optional:"" default:"-" help:"Where to; standard output when left out."`
}

// Run writes the authority matrix at one instant, by user name.
func (e limitsExport) Run(ctx context.Context, c *Config, term terminal) error {
	return e.read(ctx, c.openReading, func(ctx context.Context, c *db.Client) error {
		m, err := loadMatrix(ctx, c)
		if err != nil {
			return err
		}
		return term.into(e.File, m.write)
	})
}

func (m *matrix) write(out io.Writer) error {
	w := job.NewSheet(out, matrixColumns()...)
	for _, p := range m.people {
		row := []string{p.userName, p.name}
		for _, f := range matrixFields() {
			row = append(row, p.cells[f.column])
		}
		w.Row(row...)
	}
	return w.Flush()
}

type limitsImport struct {
	tenantFlag
	File   string `arg:"" help:"CSV with a line a person; mandate limits export shows the columns."`
	DryRun bool   `help:"Tell what would change, and change nothing."`
	JSON   bool   `help:"Print JSON, one object a person."`
}

// Run compares the file with what is there, and changes what differs. Rows that are
// refused leave the others alone. The same file again changes nothing.
func (i limitsImport) Run(ctx context.Context, c *Config, term terminal) error {
	in, err := openInput(i.File)
	if err != nil {
		return err
	}
	defer in.Close()
	ctx, h, err := i.house(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	var m *matrix
	err = h.store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		m, err = loadMatrix(ctx, c)
		return err
	})
	if err != nil {
		return err
	}
	rows, err := m.compare(in)
	if err != nil {
		return fmt.Errorf("read %s: %w", i.File, err)
	}
	if !i.DryRun {
		applyMatrix(ctx, h, rows)
	}
	return i.tell(ctx, term, rows)
}

func openInput(file string) (io.ReadCloser, error) {
	if file == "-" {
		return io.NopCloser(os.Stdin), nil
	}
	return os.Open(file)
}

// tell prints what changed, and counts.
func (i limitsImport) tell(ctx context.Context, term terminal, rows []*matrixRow) error {
	total := struct {
		Changed   int  `json:"changed"`
		Unchanged int  `json:"unchanged"`
		Refused   int  `json:"refused"`
		DryRun    bool `json:"dry_run"`
	}{DryRun: i.DryRun}
	for _, r := range rows {
		switch r.outcome(i.DryRun) {
		case rowUnchanged:
			total.Unchanged++
			continue
		case rowRefused:
			total.Refused++
		default:
			total.Changed++
		}
		if err := r.show(term, i.JSON, i.DryRun); err != nil {
			return err
		}
	}
	verb := map[bool]string{true: "would change", false: "changed"}[i.DryRun]
	if err := term.show(i.JSON, total, "%d %s, %d as before, %d refused.", total.Changed, verb, total.Unchanged, total.Refused); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return fault.New(fault.Unavailable, fault.CodeUnavailable, "Interrupted: the same command goes on from here.")
	}
	if total.Refused > 0 {
		return fault.New(fault.Invalid, fault.CodeInvalid, "%d rows were refused.", total.Refused)
	}
	return nil
}
