package provider

import (
	"net/http"
	"net/url"

	httphelper "github.com/zitadel/oidc/v3/pkg/http"
	"github.com/zitadel/oidc/v3/pkg/oidc"
)

// posted looks at what an application sends before the library does, which takes secrets
// from the address, the last of several values, and crashes over a name that it cannot
// read. client_secret_post counts at every endpoint: the library knows it at some of them,
// and client_secret_basic at all.
func posted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if problem := sendingObjection(r); problem != nil {
			httphelper.MarshalJSONWithStatus(w, problem, http.StatusBadRequest)
			return
		}
		if r.Header.Get("Authorization") != "" && !basicReadable(r) {
			httphelper.MarshalJSONWithStatus(w, oidc.ErrInvalidClient().WithDescription("the header can't be read"), http.StatusUnauthorized)
			return
		}
		if r.PostForm.Get("client_secret") != "" {
			r.SetBasicAuth(url.QueryEscape(r.PostForm.Get("client_id")), url.QueryEscape(r.PostForm.Get("client_secret")))
		}
		next.ServeHTTP(w, r)
	})
}

// sendingObjection says why a request is none of RFC 6749: parameters are in the body, each
// once (3.2), and a client proves itself in one way (2.3).
func sendingObjection(r *http.Request) *oidc.Error {
	if r.URL.RawQuery != "" {
		return invalid("parameters belong into the body")
	}
	if r.ParseForm() != nil {
		return invalid("the body is no form")
	}
	for name, values := range r.PostForm {
		if len(values) > 1 {
			return invalid(printed(name) + " is there more than once")
		}
	}
	if r.PostForm.Get("client_secret") != "" && r.Header.Get("Authorization") != "" {
		return invalid("one way of client authentication is enough")
	}
	return nil
}

// basicReadable reports whether the header is HTTP Basic with a name and a secret that are
// escaped as a form is (RFC 6749 2.3.1).
func basicReadable(r *http.Request) bool {
	name, secret, ok := r.BasicAuth()
	if !ok {
		return false
	}
	_, badName := url.QueryUnescape(name)
	_, badSecret := url.QueryUnescape(secret)
	return badName == nil && badSecret == nil
}
