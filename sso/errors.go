package sso

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// This file is where what went wrong becomes a page: the one place of this door
// that knows HTTP status codes for failures.

// fail answers a failure that is no refusal of a sign-in. The log names the route and not
// the path, which may hold the secret of a link.
func (h *Handler) fail(w http.ResponseWriter, r *http.Request, err error) {
	f := fault.As(err)
	request := actor.RequestOf(r.Context())
	switch f.Kind {
	case fault.NotFound:
		h.absent(w, r)
		return
	case fault.Unavailable:
		h.Log.WarnContext(r.Context(), "sign-in unavailable", "request", request, "route", r.Pattern, "error", err)
		h.show(w, r, http.StatusServiceUnavailable, "plain",
			view{Title: "busy.title", Body: "busy.lead", Reference: request, Again: "/login"}, "")
		return
	}
	h.Log.ErrorContext(r.Context(), "sign-in failed", "request", request, "route", r.Pattern, "error", err)
	h.show(w, r, http.StatusInternalServerError, "plain",
		view{Title: "broken.title", Body: "broken.lead", Reference: request, Again: "/login"}, "")
}

// refusedAt says where a sign-in was refused.
type refusedAt struct {
	company    company
	connection ident.ID // zero: a local account
	person     ident.ID // zero: unknown
}

// refused answers a sign-in that was not accepted: one page for every reason, the
// reason itself to history and the log. Only a person whom their own IdP vouches for
// and the directory does not know learns more: whom to ask.
func (h *Handler) refused(w http.ResponseWriter, r *http.Request, at refusedAt, err error) {
	reason, known := reasonFor(err)
	if !known {
		h.fail(w, r, err)
		return
	}
	request := actor.RequestOf(r.Context())
	h.Log.InfoContext(r.Context(), "sign-in refused", "request", request, "tenant", at.company.Slug, "reason", reason)
	if own := new(Refusal); errors.As(err, &own) {
		h.recordRefusal(r, at, own)
	}
	status, v := http.StatusForbidden, view{Title: "refused.title", Reference: request, Tenant: at.company.Name, Again: "/login/" + at.company.Slug}
	switch reason {
	case providerAbsent:
		status = http.StatusBadGateway
	case unknownPerson:
		v.Title, v.Unknown, v.Phone, v.Again = "unknown.title", true, legiblePhone(at.company.Phone), ""
	}
	h.show(w, r, status, "refused", v, at.company.Language)
}

// recordRefusal writes the history of a refusal that this door decided itself.
func (h *Handler) recordRefusal(r *http.Request, at refusedAt, own *Refusal) {
	h.record(r, at.company, h.Directory.RefuseSignIn, directory.Refusal{
		Connection: at.connection, Person: at.person, Reason: string(own.Reason), Detail: own.Detail})
}

// record writes a refusal to history, as far as its address may fill it.
func (h *Handler) record(r *http.Request, c company, write func(context.Context, directory.Refusal) error, refusal directory.Refusal) {
	ok, omitted := h.floods.Admit(c.Slug, h.Address(r), h.Store.Now())
	if !ok {
		return
	}
	if omitted > 0 {
		refusal.Detail = clip(fmt.Sprintf("after %d more from this address: %s", omitted, refusal.Detail))
	}
	if err := write(inTenant(r.Context(), c.ID), refusal); err != nil {
		h.Log.ErrorContext(r.Context(), "refusal not recorded", "request", actor.RequestOf(r.Context()), "reason", refusal.Reason, "error", err)
	}
}

// reasonFor finds the reason of a refusal, this door's own or the directory's.
func reasonFor(err error) (Reason, bool) {
	if reason := reasonOf(err); reason != "" {
		return reason, true
	}
	f := fault.As(err)
	return Reason(f.Code), f.Kind == fault.Unauthenticated
}
