package scim

import (
	"log/slog"
	"net/http"
	"sync/atomic"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Base is the path under which cmd mounts the Handler.
const Base = "/scim/v2"

// Handler answers everything under Base. Set the exported fields, then share it.
type Handler struct {
	Store     *store.Store
	Directory *directory.Directory
	Log       *slog.Logger
	PublicURL string // scheme and host that directories use, without a slash at the end
	AtOnce    int64  // requests answered at the same time; 0: 512

	limits limits
	busy   atomic.Int64
}

// atOnce is how many requests are answered at the same time where nothing is said:
// more would only wait for the database, and their clients give up meanwhile.
const atOnce = 512

// ServeHTTP answers one request. Size and content type come first, then the token,
// then the body.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request := actor.RequestOf(r.Context())
	if request == "" {
		request = h.Store.NewID().Text(ident.Request)
		w.Header().Set("X-Request-Id", request)
	}
	w.Header().Set("Cache-Control", "no-store")
	defer h.busy.Add(-1)
	err := h.let(h.busy.Add(1))
	if err == nil {
		err = h.serve(w, r, request)
	}
	if err != nil {
		h.fail(w, r, request, err)
	}
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
	route, routeErr := h.route(w, r)
	if routeErr == nil {
		if err := admit(w, r, route.limit); err != nil {
			return err
		}
	}
	ctx, err := h.identify(r, request)
	if err != nil {
		return err
	}
	if routeErr != nil {
		return routeErr
	}
	if err := checkQuery(r); err != nil {
		return err
	}
	return route.answer(w, r.WithContext(ctx), route.id)
}

// location is the absolute address of a resource.
func (h *Handler) location(path string) string { return h.PublicURL + Base + path }
