package graph

import (
	"errors"
	"net/http"

	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
)

// refuse answers a request that did not run.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) {
	ctx := r.Context()
	a, _ := actor.From(ctx)
	a.Language = languageOf(r, a.Language)
	ctx = actor.With(ctx, a)
	var list gqlerror.List
	if !errors.As(err, &list) {
		list = gqlerror.List{asDocumentError(err)}
	}
	status := http.StatusBadRequest
	for i, e := range list {
		if list[i] = s.present(ctx, e); i == 0 {
			status = statusOf(err, list[i])
		}
	}
	switch status {
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Bearer realm="mandate"`)
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", "1")
	}
	write(w, r, status, notRun{list})
}

// notRun is the answer to a request of which nothing ran: it has no data, not even null
// (GraphQL, section Response Format).
type notRun struct {
	Errors gqlerror.List `json:"errors"`
}

// asDocumentError keeps what the parser said of a document, and wraps the rest for
// the presenter.
func asDocumentError(err error) *gqlerror.Error {
	var g *gqlerror.Error
	if errors.As(err, &g) {
		errcode.Set(g, errcode.ParseFailed)
		return g
	}
	return &gqlerror.Error{Err: err}
}

func statusOf(err error, shown *gqlerror.Error) int {
	var r *refusal
	if errors.As(err, &r) {
		return r.status
	}
	switch shown.Extensions["code"] {
	case string(fault.CodeUnauthenticated):
		return http.StatusUnauthorized
	case string(fault.CodeForbidden), string(directory.CodeStepUpRequired):
		return http.StatusForbidden
	case string(fault.CodeThrottled):
		return http.StatusTooManyRequests
	case string(fault.CodeUnavailable):
		return http.StatusServiceUnavailable
	case string(fault.CodeInternal):
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}

func costExceeded(c cost) *fault.Fault {
	return fault.New(fault.TooLarge, codeCostExceeded, "This operation costs %d; one may cost %d. Ask for fewer rows or fields.", c.Requested, c.Limit)
}
