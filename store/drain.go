package store

import (
	"context"
	"fmt"
	"sync"
	"time"

	"mandate/ident"
)

const (
	batchMost = 64
	drainTime = 15 * time.Second // bounds the tries of a batch: callers give up after half a minute
)

type waiting struct {
	ctx  context.Context
	fn   func(context.Context, *Tx) error
	done chan error
}

// line names a queue: of a tenant, or in it of a row or of somebody who asks.
type line struct{ tenant, row ident.ID }

// drain keeps one queue a line. What waits is taken together, in the order it came,
// by as many goroutines as there are lanes.
type drain struct {
	lanes  int
	once   func(tenant ident.ID, batch []*waiting) ([]error, error) // one transaction; an error a fn, or one for all
	mu     sync.Mutex
	queues map[line]*queue
}

type queue struct {
	list    []*waiting
	running int // lanes
}

// run waits for its turn and gives fn's own error.
func (q *drain) run(ctx context.Context, at line, fn func(context.Context, *Tx) error) error {
	w := &waiting{ctx: context.WithoutCancel(ctx), fn: fn, done: make(chan error, 1)}
	q.add(at, w)
	return <-w.done
}

func (q *drain) add(at line, w *waiting) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.queues == nil {
		q.queues = map[line]*queue{}
	}
	of := q.queues[at]
	if of == nil {
		of = &queue{}
		q.queues[at] = of
	}
	of.list = append(of.list, w)
	if of.running < q.lanes {
		of.running++
		go q.empty(at)
	}
}

func (q *drain) take(at line) []*waiting {
	q.mu.Lock()
	defer q.mu.Unlock()
	of := q.queues[at]
	if len(of.list) == 0 {
		if of.running--; of.running == 0 {
			delete(q.queues, at)
		}
		return nil
	}
	n := min(len(of.list), batchMost)
	taken := of.list[:n:n]
	of.list = append([]*waiting(nil), of.list[n:]...)
	return taken
}

func (q *drain) empty(at line) {
	for list := q.take(at); list != nil; list = q.take(at) {
		start := time.Now()
		q.serve(at.tenant, list)
		if len(list) > 1 && q.waiting(at) < len(list) {
			time.Sleep(min(time.Since(start)/pausePart, pauseMost))
		}
	}
}

// Who was just served often comes again at once. Where fewer wait than that, a pause of
// a fraction of what the commit took lets them into one batch, instead of one batch of
// the first and one of all others in turn.
const (
	pausePart = 10
	pauseMost = time.Millisecond
)

func (q *drain) waiting(at line) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if of := q.queues[at]; of != nil {
		return len(of.list)
	}
	return 0
}

// serve tries the batch as one transaction; if that fails, each by itself. Not so
// when the database went away or kept silent, since nobody knows then whether it has
// committed and each would wait as long again, and where there is only one, which would
// fail again.
func (q *drain) serve(tenant ident.ID, batch []*waiting) {
	until := time.Now().Add(drainTime)
	results, err := q.once(tenant, batch)
	kind := classify(err)
	final := kind == errGone || kind == errTimeout || isContextError(err) || len(batch) == 1 && kind != errRetry
	for i, w := range batch {
		switch {
		case err == nil:
			w.done <- results[i]
		case final:
			w.done <- err
		default:
			w.done <- q.alone(tenant, w, until, err)
		}
	}
}

// alone runs one fn of a batch that failed by err, again while that may help.
func (q *drain) alone(tenant ident.ID, w *waiting, until time.Time, err error) error {
	for range writeTries {
		if time.Now().After(until) {
			if classify(err) == errRetry {
				return err
			}
			return fmt.Errorf("its turn did not come: %w", context.DeadlineExceeded)
		}
		var results []error
		if results, err = q.once(tenant, []*waiting{w}); err == nil {
			return results[0]
		}
		if classify(err) != errRetry {
			return err
		}
	}
	return err
}
