package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/historyseal"
	"mandate/fault"
	"mandate/store"
)

type historyTail struct {
	tenantFlag
	Lines  int  `short:"n" default:"10" help:"How many of the last entries, at most 1000."`
	Follow bool `short:"f" help:"Go on with what comes, until Ctrl-C."`
	JSON   bool `help:"Print JSON, one object a line."`
}

// tailEvery is how often a tail that follows looks again; history is sealed within a second.
const tailEvery = 500 * time.Millisecond

// tailMost bounds what is read at once.
const tailMost = 1000

// Validate refuses a number of lines that can't be read at once.
func (t historyTail) Validate() error {
	if t.Lines < 0 || t.Lines > tailMost {
		return fmt.Errorf("--lines is a number from 0 to %d", tailMost)
	}
	return nil
}

// Run prints the last entries of history in the order of their numbers. What is not sealed
// yet has none: a server, or the command that wrote it, seals it.
func (t historyTail) Run(ctx context.Context, c *Config, term terminal) error {
	s, err := c.openReading(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	in, _, err := t.in(ctx, s)
	if err != nil {
		return err
	}
	last, err := t.newest(in, s, term)
	if err != nil || !t.Follow {
		return err
	}
	return t.follow(in, s, term, last)
}

// newest prints the last entries and gives the number of the last; 0: there is none.
func (t historyTail) newest(ctx context.Context, s *store.Store, term terminal) (last int64, err error) {
	list, err := sealedBy(ctx, s, max(t.Lines, 1), func(q *db.HistorySealQuery) { q.Order(historyseal.BySeq(sql.OrderDesc())) })
	if err != nil || len(list) == 0 {
		return 0, err
	}
	last = list[0].seq
	slices.Reverse(list)
	if t.Lines == 0 {
		return last, nil
	}
	return last, t.print(term, list)
}

// follow prints what is sealed behind a number, until the caller ends it, which is no fault.
func (t historyTail) follow(ctx context.Context, s *store.Store, term terminal, last int64) error {
	for {
		list, err := sealedBy(ctx, s, tailMost, func(q *db.HistorySealQuery) {
			q.Where(historyseal.SeqGT(last)).Order(historyseal.BySeq())
		})
		if ctx.Err() != nil {
			return nil
		}
		if err = onlyLost(err); err == nil {
			err = t.print(term, list)
		}
		if err != nil {
			return err
		}
		if len(list) > 0 {
			last = list[len(list)-1].seq
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(tailEvery):
		}
	}
}

// onlyLost lets a database that went away come back: nothing is missed, since what follows is
// asked for by its number.
func onlyLost(err error) error {
	if err != nil && fault.As(err).Kind == fault.Unavailable {
		return nil
	}
	return err
}

func (t historyTail) print(term terminal, list []sealedEntry) error {
	for _, e := range list {
		if err := term.show(t.JSON, e.shown(), "%s", e.words()); err != nil {
			return err
		}
	}
	return nil
}
