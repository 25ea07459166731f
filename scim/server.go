package scim

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Root is the path under which cmd mounts the Handler, Base the one of SCIM itself.
const (
	Root = "/scim/"
	Base = Root + "v2"
)

// Handler answers everything under Root. Set the exported fields, then share it.
type Handler struct {
	Store     *store.Store
	Directory *directory.Directory
	Log       *slog.Logger
	PublicURL string // scheme and host that directories use, without a slash at the end
	AtOnce    int64  // requests answered at the same time; 0: 512

	// Outbound makes the calls that push events: with a bound on their time and, but
	// for receivers in the house, none to private addresses.
	Outbound *http.Client

	limits  limits
	busy    atomic.Int64
	polls   waits
	journal journal
}

// atOnce is how many requests are answered at the same time where nothing is said:
// more would only wait for the database, and their clients give up meanwhile.
const atOnce = 512

// ServeHTTP answers one request. Size and content type come first, then the token,
// then the body.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == TokenPath {
		h.token(w, r)
		return
	}
	request := actor.RequestOf(r.Context())
	if request == "" {
		request = h.Store.NewID().Text(ident.Request)
		w.Header().Set("X-Request-Id", request)
	}
	w.Header().Set("Cache-Control", "no-store")
	if err := h.answer(w, r, request); err != nil {
		h.fail(w, r, request, err)
	}
}

// answer lets in what there is room for; a poll that waits for events takes none.
func (h *Handler) answer(w http.ResponseWriter, r *http.Request, request string) error {
	if strings.HasPrefix(r.URL.Path, EventsPath) {
		return h.events(w, r, request)
	}
	defer h.busy.Add(-1)
	if err := h.let(h.busy.Add(1)); err != nil {
		return err
	}
	return h.serve(w, r, request)
}

// let answers an overload with 503, before anything is looked up: 401 or 404 would
// make Entra put its job in quarantine.
func (h *Handler) let(busy int64) error {
	most := h.AtOnce
	if most == 0 {
		most = atOnce
	}
	if busy > most {
		return fault.New(fault.Unavailable, codeOverload, "Too many requests at once. Try again in a moment.").With("wait", 1)
	}
	return nil
}

func (h *Handler) serve(w http.ResponseWriter, r *http.Request, request string) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		ctx, done := h.Store.Moment(r.Context())
		defer done()
		r = r.WithContext(ctx)
	}
	began := h.Store.Now()
	route, routeErr := h.route(w, r)
	if routeErr == nil {
		if err := admit(w, r, route.limit); err != nil {
			return err
		}
	}
	token, err := h.identify(r, request)
	if err != nil {
		return err
	}
	ctx, t := begin(actor.With(r.Context(), token.Actor), r, token, began)
	err = routeErr
	if err == nil {
		if err = h.take(token, began); err != nil {
			keepBody(route, r.WithContext(ctx))
		}
	}
	if err == nil {
		err = checkQuery(r)
	}
	return h.traced(w, r.WithContext(ctx), t, func(w http.ResponseWriter, r *http.Request) error {
		if err != nil {
			return err
		}
		return h.act(w, r, route, token)
	})
}

// act answers a request that was let in, as the directory's state has it.
func (h *Handler) act(w http.ResponseWriter, r *http.Request, to route, token directory.TokenActor) error {
	switch {
	case !to.changes:
	case token.State == directory.StatePaused:
		keepBody(to, r)
		return fault.New(fault.Unavailable, directory.CodePaused, "An administrator has paused this directory in Mandate; nothing is changed until it is resumed.").
			With("wait", directory.PausedWait)
	case token.State == directory.StatePreview:
		r = r.WithContext(directory.WithPreview(r.Context()))
	}
	return to.answer(w, r, to.id)
}

// keepBody reads the body of a change that is refused before anybody looks at it, for the
// log, which replays it. What is too large to be kept is not read.
func keepBody(to route, r *http.Request) {
	limit := min(to.limit, maxLoggedBody)
	switch {
	case !to.changes || !replayable(r.Method) || r.ContentLength > limit:
	case to.model != nil:
		_, _ = readBody(to.model, r, limit)
	default:
		if body, err := decode(r.Body, limit); err == nil {
			traceOf(r.Context()).kept(body)
		}
	}
}

// traced answers a request and gives its trace to the log of the directory.
func (h *Handler) traced(w http.ResponseWriter, r *http.Request, t *trace, do func(http.ResponseWriter, *http.Request) error) error {
	counted := &statusWriter{ResponseWriter: w, status: http.StatusOK}
	if err := do(counted, r); err != nil {
		h.fail(counted, r, t.event.Request, err)
	}
	h.log(r.Context(), t, counted.status)
	return nil
}

// log keeps one request, and whose it was when that is news.
func (h *Handler) log(ctx context.Context, t *trace, status int) {
	if t.inPart && status == http.StatusOK {
		return
	}
	e := t.end(status, h.Store.Now())
	e.ID = h.Store.NewID()
	h.add(t.tenant, e)
	if e.Dialect != "" && e.Dialect != t.before {
		h.Directory.SawDialect(actor.With(ctx, actor.ForSystem(t.tenant)), e.Directory, e.Dialect, e.At)
	}
}

// statusWriter remembers the status of an answer, and whether it has begun.
type statusWriter struct {
	http.ResponseWriter
	status int
	begun  bool
}

// WriteHeader sends the status and remembers it.
func (w *statusWriter) WriteHeader(status int) {
	w.status, w.begun = status, true
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// location is the absolute address of a resource.
func (h *Handler) location(path string) string { return h.PublicURL + Base + path }
