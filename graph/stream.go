package graph

import (
	"context"
	"errors"
	"sync"
	"time"

	"mandate/actor"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// stream is one open subscription of one caller.
type stream struct {
	actor  actor.Actor
	resume string             // where it goes on, as the caller says; empty: as the operation says
	ended  context.CancelFunc // ends the operation
	since  store.Heads        // what was newest when it began

	wake chan struct{} // there may be something new

	mu        sync.Mutex
	heads     store.Heads
	checked   time.Time // when the caller's standing was read last
	cause     error     // why it was ended; nil: it goes on
	positions []string  // of events that are told and not sent yet, in their order
}

// begin notes what is newest, before the caller is told that they follow.
func (st *stream) begin(ctx context.Context, s *store.Store) (err error) {
	st.since.Event = s.NewID()
	st.since.Seal, err = newestSeal(ctx)
	return err
}

type streamKey struct{}

func withStream(ctx context.Context, st *stream) context.Context {
	return context.WithValue(ctx, streamKey{}, st)
}

// streamOf is the stream of an operation; nil for one that is none.
func streamOf(ctx context.Context) *stream {
	st, _ := ctx.Value(streamKey{}).(*stream)
	return st
}

// end ends the stream; the first cause stands.
func (st *stream) end(cause error) {
	st.mu.Lock()
	if st.cause == nil {
		st.cause = cause
	}
	st.mu.Unlock()
	st.ended()
}

func (st *stream) why() error {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.cause
}

// stands is what the hub found of the caller.
func (st *stream) stands(heads store.Heads, now time.Time) {
	st.mu.Lock()
	st.heads, st.checked = heads, now
	st.mu.Unlock()
	select {
	case st.wake <- struct{}{}:
	default:
	}
}

// fresh reports whether the caller's standing is known well enough to tell them more.
func (st *stream) fresh(now time.Time) bool {
	st.mu.Lock()
	defer st.mu.Unlock()
	return now.Sub(st.checked) <= standingTime
}

func (st *stream) newest() store.Heads {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.heads
}

func (st *stream) tell(position string) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.positions = append(st.positions, position)
}

// told is the position of the next answer.
func (st *stream) told() string {
	st.mu.Lock()
	defer st.mu.Unlock()
	if len(st.positions) == 0 {
		return ""
	}
	first := st.positions[0]
	st.positions = st.positions[1:]
	return first
}

// credentials are the ids by which the caller stands or falls.
func (st *stream) credentials() (f store.Followers) {
	switch {
	case !st.actor.SessionID.IsZero():
		f.Sessions = append(f.Sessions, st.actor.SessionID)
	case st.actor.Kind == actor.Service:
		f.Keys = append(f.Keys, st.actor.ID)
	default:
		f.People = append(f.People, st.actor.ID)
	}
	if !st.actor.KeyID.IsZero() {
		f.Keys = append(f.Keys, st.actor.KeyID)
	}
	if !st.actor.OnBehalfOf.IsZero() {
		f.People = append(f.People, st.actor.OnBehalfOf)
	}
	return f
}

// event is one node with its place in the stream.
type event[T any] struct {
	node     T
	position string
}

// follow tells what next finds, again and again, until the operation ends. next is
// called when there may be something new; more says that it has not given all, errOver
// that nothing follows what it gives.
func follow[T any](ctx context.Context, next func(ctx context.Context, heads store.Heads) (events []event[T], more bool, err error)) (<-chan T, error) {
	st := streamOf(ctx)
	if st == nil {
		return nil, invalidRequest("Follow a subscription at /graphql/events.")
	}
	out := make(chan T)
	go func() {
		defer close(out)
		for st.awaits(ctx) {
			for more := true; more; {
				var events []event[T]
				var err error
				events, more, err = loadApart(ctx, st, next)
				if err != nil && !errors.Is(err, errOver) {
					st.end(err)
					return
				}
				if !send(ctx, st, out, events) || err != nil {
					return
				}
			}
		}
	}()
	return out, nil
}

// awaits waits for the hub's next word; false: the operation is over.
func (st *stream) awaits(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return false
	case <-st.wake:
		return true
	}
}

// apart gives a reading of its own, beside that of the operation.
func apart(ctx context.Context) (context.Context, func()) {
	whole, _ := ctx.Value(readingKey{}).(*reading)
	own := &reading{store: whole.store}
	return withReading(ctx, own), own.close
}

// loadApart runs next in a reading of its own: the answer before may still be read.
func loadApart[T any](ctx context.Context, st *stream, next func(context.Context, store.Heads) ([]event[T], bool, error)) ([]event[T], bool, error) {
	ctx, done := apart(ctx)
	defer done()
	return next(ctx, st.newest())
}

func send[T any](ctx context.Context, st *stream, out chan<- T, events []event[T]) bool {
	for _, e := range events {
		st.tell(e.position)
		select {
		case <-ctx.Done():
			return false
		case out <- e.node:
		}
	}
	return true
}

// from is where a stream goes on: behind what the caller names, in the header before
// the argument; nil: from now on.
func from(ctx context.Context, after *string) *string {
	if st := streamOf(ctx); st.resume != "" {
		return &st.resume
	}
	return after
}

func noPosition() *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, "This is no event of this stream.").On("after")
}

// same reports whether a caller has the rights still that their stream began with; who
// acts for somebody, the right to do so too.
func (st *stream) same(stands map[ident.ID]store.Standing, rights func([]store.RoleRights) (actor.Set, []string)) bool {
	who := st.actor.ID
	if !st.actor.SessionID.IsZero() {
		who = st.actor.SessionID
	}
	if !st.actor.OnBehalfOf.IsZero() {
		if key, _ := rights(stands[st.actor.ID].Roles); !key.Has(actor.ActOnBehalf) {
			return false
		}
		who = st.actor.OnBehalfOf
	}
	now := stands[who]
	set, _ := rights(now.Roles)
	return set == st.actor.Permissions && now.Contact == st.actor.Contact
}
