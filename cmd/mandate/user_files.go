package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"mandate/directory/job"
	"mandate/directory/job/roster"
	"mandate/ent/db"
	dbjob "mandate/ent/db/job"
	"mandate/ent/db/jobrow"
	"mandate/fault"
	"mandate/ident"
)

// The same jobs that the console starts: whoever takes the job first does it, this
// command or a server on the same database. Ctrl-C leaves the job where it was saved
// last; the same command with the same file goes on, since what is done is not done again.

type userImport struct {
	tenantFlag
	File   string `arg:"" help:"The file, .csv or .jsonl."`
	DryRun bool   `help:"Say what would happen, and change nothing."`
	Quiet  bool   `help:"Send no WELCOME."`
	JSON   bool   `help:"Print JSON."`
}

type userExport struct {
	tenantFlag
	File   string `arg:"" optional:"" default:"-" help:"Where to; standard output when left out."`
	Format string `default:"CSV" enum:"CSV,JSONL" help:"CSV or JSONL."`
}

// Run takes people from a file and prints the rows that were refused.
func (i userImport) Run(ctx context.Context, c *Config, term terminal) error {
	ctx, h, err := i.house(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	from, err := os.Open(i.File)
	if err != nil {
		return err
	}
	defer from.Close()
	file, err := h.jobs.Upload(ctx, from)
	if err != nil {
		return err
	}
	id, err := roster.StartImport(ctx, h.jobs, roster.Import{Format: formatOf(i.File), Quiet: i.Quiet}, file, nil, i.DryRun)
	if err != nil {
		return err
	}
	done, err := h.await(ctx, id, term.errs)
	if err != nil {
		return err
	}
	return i.show(ctx, h, term, done)
}

func formatOf(name string) string {
	if strings.HasSuffix(name, ".jsonl") || strings.HasSuffix(name, ".ndjson") {
		return roster.JSONL
	}
	return roster.CSV
}

func (i userImport) show(ctx context.Context, h *house, term terminal, done *db.Job) error {
	err := h.store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.JobRow.Query().Where(jobrow.JobID(done.ID), jobrow.Outcome(job.Refused)).Order(jobrow.ByRow()).All(ctx)
		for _, r := range rows {
			if err == nil && !i.JSON {
				err = term.show(false, nil, "row %d: %s %s: %s", r.Row, r.Code, r.Field, r.Message)
			}
		}
		return err
	})
	if err == nil {
		err = term.show(i.JSON, map[string]any{"job": done.ID.Text(ident.Job), "rows": done.Progress, "refused": done.Refused, "dry_run": done.DryRun},
			"%d rows, %d refused", done.Progress, done.Refused)
	}
	if err == nil && done.Refused > 0 {
		return fault.New(fault.Invalid, fault.CodeInvalid, "%d of %d rows were refused.", done.Refused, done.Progress)
	}
	return err
}

// Run writes people to a file.
func (e userExport) Run(ctx context.Context, c *Config, term terminal) error {
	ctx, h, err := e.house(ctx, c)
	if err != nil {
		return err
	}
	defer h.close()
	id, err := h.jobs.Start(ctx, job.New{Kind: job.UsersExport, Input: roster.Export{Format: e.Format}})
	if err != nil {
		return err
	}
	if _, err := h.await(ctx, id, term.errs); err != nil {
		return err
	}
	return term.into(e.File, func(out io.Writer) error {
		_, err := io.Copy(out, h.jobs.File(ctx, id))
		return err
	})
}

const jobPace = 200 * time.Millisecond

// await does what waits until the job has ended, and says how far it is.
func (h *house) await(ctx context.Context, id ident.ID, errs io.Writer) (*db.Job, error) {
	p := newProgress(errs, nil)
	defer p.done()
	worked := make(chan error, 1)
	go func() { worked <- h.jobs.Drain(ctx) }()
	for {
		var row *db.Job
		err := h.store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
			row, err = c.Job.Query().Where(dbjob.ID(id)).Only(ctx)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look at job: %w", err)
		}
		if row.FinishedAt != nil {
			return row, endOf(row)
		}
		p.tell(row.Progress)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case err := <-worked:
			if err != nil {
				return nil, err
			}
		case <-time.After(jobPace):
		}
	}
}

func endOf(row *db.Job) error {
	if row.State == dbjob.StateDONE {
		return nil
	}
	return fault.New(fault.Invalid, fault.Code(row.Error), "The job ended as %s: %s.", row.State, row.Error)
}
