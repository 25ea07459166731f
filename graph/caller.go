package graph

import (
	"context"
	"net/http"
	"strings"

	"mandate/actor"
	"mandate/fault"
	"mandate/ident"
)

// caller says who asks: a service key, else the session of the cookie, which is
// taken only from a request that the browser calls the console's own. A key that means to
// act for somebody, and leaves out for whom, does not act with its own rights.
func (s *Server) caller(r *http.Request, request string) (actor.Actor, error) {
	a, err := s.credential(r)
	if err != nil {
		return actor.Actor{}, err
	}
	a.Language, a.Request = languageOf(r, a.Language), request
	switch behalf := r.Header.Values("Mandate-On-Behalf-Of"); len(behalf) {
	case 0:
		return a, nil
	case 1:
		return s.onBehalf(r.Context(), a, behalf[0])
	}
	return a, absent(ident.User) // for two at once nobody acts
}

func (s *Server) credential(r *http.Request) (actor.Actor, error) {
	if scheme, text, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "Bearer") { // RFC 9110 section 11.1
		return s.Directory.AuthenticateKey(r.Context(), text)
	}
	if r.Header.Get("Authorization") != "" {
		return actor.Actor{}, unauthenticated()
	}
	if err := s.origins.Check(r); err != nil {
		return actor.Actor{}, foreignOrigin().Because(err)
	}
	if s.withoutTLS(r) {
		return actor.Actor{}, foreignOrigin()
	}
	return s.Authenticate(r.Context(), r)
}

// withoutTLS reports a request of a page without TLS, where browsers come by TLS: whoever
// sits on the line has written that page, under our own name. Where a browser does not say
// whose page it is, the other check compares names alone, and takes it for ours.
func (s *Server) withoutTLS(r *http.Request) bool {
	return strings.HasPrefix(s.PublicURL, "https://") && strings.HasPrefix(r.Header.Get("Origin"), "http://")
}

// foreignOrigin is the answer to a page of somebody else that sends its visitor's cookie.
func foreignOrigin() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeForbidden, "This request comes from a page of another origin; only the console's own pages may send it.").Worded(textOrigin)
}

// onBehalf lets a service key with act.onBehalf count as a person.
func (s *Server) onBehalf(ctx context.Context, a actor.Actor, text string) (actor.Actor, error) {
	if a.Kind != actor.Service || !a.Can(actor.ActOnBehalf) {
		return actor.Actor{}, forbidden()
	}
	person, err := ident.Parse(ident.User, text)
	if err != nil {
		return actor.Actor{}, absent(ident.User)
	}
	b, err := s.Directory.OnBehalfOf(ctx, a, person)
	if fault.Is(err, fault.CodeNotFound) {
		err = absent(ident.User)
	}
	b.Language, b.Request = a.Language, a.Request
	return b, err
}
