package provider

import (
	"net/http"
	"strings"

	httphelper "github.com/zitadel/oidc/v3/pkg/http"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"mandate/actor"
	"mandate/fault"
)

// The two endpoints that answer live are written here: the library takes a token from the
// address too, names no challenge, and can't tell a dead token from a database that is away.

// userinfo answers what an access token says of its person now (OpenID Connect Core 5.3).
// Its refusals are those of RFC 6750 3.1.
func (h *Handler) userinfo(w http.ResponseWriter, r *http.Request) {
	token, tries := bearerOf(r)
	if tries != 1 {
		challenge, status := `Bearer realm="mandate"`, http.StatusUnauthorized
		if tries > 1 {
			challenge, status = challenge+`, error="invalid_request"`, http.StatusBadRequest
		}
		w.Header().Set("WWW-Authenticate", challenge)
		httphelper.MarshalJSONWithStatus(w, oidc.ErrInvalidRequest().WithDescription("one access token is needed"), status)
		return
	}
	info := new(oidc.UserInfo)
	err := (&storage{h}).SetUserinfoFromToken(r.Context(), info, token, "", "")
	switch {
	case err == nil:
		httphelper.MarshalJSON(w, info)
	case fault.As(err).Kind == fault.Unauthenticated:
		w.Header().Set("WWW-Authenticate", `Bearer realm="mandate", error="invalid_token"`)
		httphelper.MarshalJSONWithStatus(w, &oidc.Error{ErrorType: "invalid_token"}, http.StatusUnauthorized)
	default:
		h.down(w, r, err)
	}
}

// bearerOf finds the access token in the header or in the form of a POST (RFC 6750 2.1
// and 2.2), and says in how many places there is one.
func bearerOf(r *http.Request) (token string, tries int) {
	if scheme, text, found := strings.Cut(r.Header.Get("Authorization"), " "); found && strings.EqualFold(scheme, "Bearer") {
		token, tries = strings.TrimSpace(text), 1
	}
	if r.Method != http.MethodPost || r.ParseForm() != nil {
		return token, tries
	}
	for _, text := range r.PostForm["access_token"] {
		token, tries = text, tries+1
	}
	return token, tries
}

// introspect answers what a token is worth now (RFC 7662).
func (h *Handler) introspect(w http.ResponseWriter, r *http.Request) {
	client, proven, err := op.ClientIDFromRequest(r, h.front)
	if broken(err) {
		h.down(w, r, err)
		return
	}
	if err != nil || !proven {
		httphelper.MarshalJSONWithStatus(w, oidc.ErrInvalidClient(), http.StatusUnauthorized)
		return
	}
	answer := new(oidc.IntrospectionResponse)
	err = (&storage{h}).SetIntrospectionFromToken(r.Context(), answer, r.PostForm.Get("token"), "", client)
	switch {
	case err == nil:
		answer.Active = true
		httphelper.MarshalJSON(w, answer)
	case fault.As(err).Kind == fault.Unauthenticated:
		httphelper.MarshalJSON(w, new(oidc.IntrospectionResponse))
	default:
		h.down(w, r, err)
	}
}

// down says that an answer can't be had now, which is another thing than a dead token.
func (h *Handler) down(w http.ResponseWriter, r *http.Request, err error) {
	h.Log.ErrorContext(r.Context(), "front door", "request", actor.RequestOf(r.Context()), "route", r.Pattern, "error", err)
	httphelper.MarshalJSONWithStatus(w, &oidc.Error{ErrorType: "temporarily_unavailable"}, http.StatusServiceUnavailable)
}

// challenged names the way to authenticate beside each refusal of a client (RFC 6749 5.2).
func challenged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(challenger{w}, r)
	})
}

type challenger struct{ http.ResponseWriter }

func (c challenger) WriteHeader(status int) {
	if status == http.StatusUnauthorized {
		c.Header().Set("WWW-Authenticate", `Basic realm="mandate"`)
	}
	c.ResponseWriter.WriteHeader(status)
}
