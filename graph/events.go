package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// Server-sent events (WHATWG HTML, section 9.2), one subscription a request. The path is
// fixed: an ordinary operation never becomes a stream, whatever its Accept says.
const (
	eventsRoute = "/graphql/events"
	beatEvery   = 15 * time.Second // a comment, so that proxies keep the connection
	readerTime  = 10 * time.Second // a reader who takes nothing for so long is cut
)

// serveEvents answers POST /graphql/events.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(graphql.StartOperationTrace(r.Context()))
	defer cancel()
	b, err := readBody(w, r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	run := &reading{store: s.Store}
	defer run.close()
	st := &stream{actor: sightOf(ctx).Actor, resume: r.Header.Get("Last-Event-ID"), ended: cancel, wake: make(chan struct{}, 1)}
	ctx = withStream(withReading(ctx, run), st)
	op, price, err := s.prepare(ctx, b)
	if err == nil && op.Operation.Operation != ast.Subscription {
		err = invalidRequest("Only subscriptions are followed here; send the others to /graphql.")
	}
	if err == nil {
		err = st.begin(ctx, s.Store)
	}
	if err == nil {
		err = s.hub().join(st, s.Store.Now())
	}
	if err != nil {
		s.refuse(w, r.WithContext(ctx), err)
		return
	}
	defer s.hub().leave(st)
	respond, ctx := s.engine.DispatchOperation(ctx, op)
	s.tellAll(&eventWriter{w: w, to: http.NewResponseController(w)}, st, price, s.answers(ctx, respond, run), ctx)
}

// hub is made with the first stream.
func (s *Server) hub() *hub {
	s.streaming.Do(func() { s.streams = &hub{store: s.Store} })
	return s.streams
}

// EndStreams ends all streams, and takes no more; for a server that stops.
func (s *Server) EndStreams() { s.hub().end() }

// answers gives the answers of an operation one by one; each reads the present anew.
func (s *Server) answers(ctx context.Context, respond graphql.ResponseHandler, run *reading) <-chan *graphql.Response {
	out := make(chan *graphql.Response)
	go func() {
		defer close(out)
		for {
			answer := respond(ctx)
			run.close()
			if answer == nil {
				return
			}
			answer.Data = slices.Clone(answer.Data) // the executor writes the next into the same buffer
			select {
			case out <- answer:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// tellAll writes answers until there are none, the caller goes or loses their standing.
func (s *Server) tellAll(w *eventWriter, st *stream, price cost, answers <-chan *graphql.Response, ctx context.Context) {
	if err := w.begin(); err != nil {
		st.end(err)
		return
	}
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	for {
		var err error
		select {
		case answer, more := <-answers:
			if !more {
				s.farewell(ctx, w, st)
				return
			}
			err = s.tell(ctx, w, st, price, answer)
		case <-beat.C:
			err = w.comment()
		case <-ctx.Done():
			s.farewell(ctx, w, st)
			return
		}
		if err != nil {
			st.end(err)
		}
	}
}

// tell writes one answer, to a caller whose standing is known and who can pay for it.
func (s *Server) tell(ctx context.Context, w *eventWriter, st *stream, price cost, answer *graphql.Response) error {
	if !s.standsNow(ctx, st) {
		return unauthenticated()
	}
	if _, err := s.buckets.spend(st.actor.ID, price.Requested, s.Now()); err != nil {
		return err
	}
	return w.event("next", st.told(), answer)
}

// standsNow waits until the caller's standing is fresh.
func (s *Server) standsNow(ctx context.Context, st *stream) bool {
	for !st.fresh(s.Store.Now()) {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(checkEvery / 10):
		}
	}
	return st.why() == nil
}

// farewell says why a stream ends.
func (s *Server) farewell(ctx context.Context, w *eventWriter, st *stream) {
	cause := st.why()
	if errors.Is(cause, errGone) {
		return
	}
	if cause != nil {
		shown := s.present(context.WithoutCancel(ctx), gqlerror.Wrap(cause))
		_ = w.event("error", "", notRun{gqlerror.List{shown}})
		return
	}
	_ = w.event("complete", "", nil)
}

// errGone says that nobody reads any more.
var errGone = errors.New("the reader is gone")

// eventWriter writes events, each with a bound on how long its reader may take.
type eventWriter struct {
	w  http.ResponseWriter
	to *http.ResponseController
}

func (e *eventWriter) begin() error {
	h := e.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no")
	if err := e.to.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("lift read deadline: %w: %w", errGone, err)
	}
	e.w.WriteHeader(http.StatusOK)
	return e.write([]byte("retry: 1000\n\n"))
}

func (e *eventWriter) comment() error { return e.write([]byte(":\n\n")) }

func (e *eventWriter) event(name, id string, data any) error {
	var b bytes.Buffer
	b.WriteString("event: " + name + "\n")
	if id != "" {
		b.WriteString("id: " + id + "\n")
	}
	b.WriteString("data: ")
	if data != nil {
		text, err := json.Marshal(data)
		if err != nil {
			return fmt.Errorf("encode event: %w", err)
		}
		b.Write(text)
	}
	b.WriteString("\n\n")
	return e.write(b.Bytes())
}

func (e *eventWriter) write(text []byte) error {
	if err := e.to.SetWriteDeadline(time.Now().Add(readerTime)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("set write deadline: %w: %w", errGone, err)
	}
	if _, err := e.w.Write(text); err != nil {
		return fmt.Errorf("write event: %w: %w", errGone, err)
	}
	if err := e.to.Flush(); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("flush event: %w: %w", errGone, err)
	}
	return nil
}
