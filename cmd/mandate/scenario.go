package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"mandate/assign/desk/scenario"
	"mandate/assign/desk/scenario/play"
	"mandate/ident"
)

type scenarioCommands struct {
	Run scenarioRun `cmd:"" help:"Play timelines through the rules and compare what comes of them; exit code 1 on any difference."`
}

// scenarioRun plays files on a database of their own, or on one that is given.
type scenarioRun struct {
	Database string   `help:"Where to play: sqlite:PATH or postgres://…; a temporary file when left out." placeholder:"URL"`
	Keep     bool     `help:"Leave the companies that were played in the database."`
	JSON     bool     `help:"Print JSON, a line a file."`
	Files    []string `arg:"" name:"file" help:"Timelines, in the format of docs/scenarios.md."`
}

// played is what became of one file.
type played struct {
	File        string       `json:"file"`
	ID          string       `json:"id,omitempty"`
	Title       string       `json:"title,omitempty"`
	Error       string       `json:"error,omitempty"` // why it could not be played
	Differences []difference `json:"differences"`
	Tenant      string       `json:"tenant,omitempty"` // kept
}

type difference struct {
	Event int             `json:"event"` // from 1
	Type  string          `json:"type"`
	Key   string          `json:"key"`
	Want  json.RawMessage `json:"want"`
	Got   json.RawMessage `json:"got"`
}

var errDifferent = errors.New("not everything is as expected")

func (r scenarioRun) Run(ctx context.Context, c *Config, t terminal) error {
	clock := &play.Clock{}
	clock.Set(time.Now())
	at, done, err := r.place(*c)
	if err != nil {
		return err
	}
	defer done()
	at.clock = clock.Now
	s, err := at.openReady(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	s.Log = slog.New(slog.DiscardHandler)
	p := play.NewPlayer(s, clock)
	different := 0
	for _, name := range r.Files {
		one := r.play(ctx, p, name)
		if one.failed() {
			different++
		}
		if err := one.show(t, r.JSON); err != nil {
			return err
		}
	}
	if different > 0 {
		return fmt.Errorf("%w: %d of %d files", errDifferent, different, len(r.Files))
	}
	return nil
}

// place is the database to play on: the one that was named, or a temporary file, which
// done removes.
func (r scenarioRun) place(c Config) (at Config, done func(), err error) {
	if r.Database != "" {
		c.DatabaseURL = r.Database
		return c, func() {}, nil
	}
	dir, err := os.MkdirTemp("", "mandate-scenario-")
	if err != nil {
		return c, nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	slog.SetDefault(slog.New(slog.DiscardHandler)) // how a temporary database came about is of no interest
	c.DatabaseURL, c.SecretKey, c.SecretKeyFile = "sqlite:"+filepath.Join(dir, "scenario.db"), "", ""
	return c, func() { _ = os.RemoveAll(dir) }, nil
}

func (r scenarioRun) play(ctx context.Context, p *play.Player, name string) played {
	one := played{File: name, Differences: []difference{}}
	f, err := readScenario(name)
	if err != nil {
		one.Error = err.Error()
		return one
	}
	one.ID, one.Title = f.ID, f.Title
	result, err := p.Play(ctx, f)
	if err != nil {
		one.Error = plain(err)
	}
	if !result.Tenant.IsZero() {
		if err := r.leave(ctx, p, result.Tenant, &one); err != nil {
			one.Error = plain(err)
		}
	}
	for _, d := range result.Failures {
		one.Differences = append(one.Differences, difference{d.Event + 1, d.Type, d.Key, json.RawMessage(d.Want), json.RawMessage(d.Got)})
	}
	return one
}

// leave removes the company that was played, or says which it is.
func (r scenarioRun) leave(ctx context.Context, p *play.Player, tenant ident.ID, one *played) error {
	if r.Keep {
		one.Tenant = tenant.Text(ident.Tenant)
		return nil
	}
	return p.Store.RemoveScenario(context.WithoutCancel(ctx), tenant)
}

func readScenario(name string) (scenario.File, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return scenario.File{}, err
	}
	f, err := scenario.Decode(data)
	if err != nil {
		return f, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

func (p played) failed() bool { return p.Error != "" || len(p.Differences) > 0 }

func (p played) show(t terminal, asJSON bool) error {
	if asJSON {
		return t.show(true, p, "")
	}
	verdict := "ok  "
	if p.failed() {
		verdict = "FAIL"
	}
	if _, err := fmt.Fprintln(t.out, verdict, p.ID, p.Title); err != nil {
		return err
	}
	if p.Error != "" {
		fmt.Fprintln(t.out, "    ", p.Error)
	}
	for _, d := range p.Differences {
		fmt.Fprintf(t.out, "     event %d %s, %s: want %s, got %s\n", d.Event, d.Type, d.Key, d.Want, d.Got)
	}
	if p.Tenant != "" {
		fmt.Fprintln(t.out, "     kept as", p.Tenant)
	}
	return nil
}
