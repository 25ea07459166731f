package provider

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	httphelper "github.com/zitadel/oidc/v3/pkg/http"
)

const maxBody = 64 << 10

// routes puts what is spoken here on mux, and nothing else of what the library could.
func (h *Handler) routes(mux *http.ServeMux, library http.Handler) {
	get, post, both := []string{http.MethodGet}, []string{http.MethodPost}, []string{http.MethodGet, http.MethodPost}
	asked := func(list []string) []string { return append(list[:len(list):len(list)], http.MethodOptions) }
	for path, route := range map[string]struct {
		methods []string
		handler http.Handler
	}{
		"/authorize":          {both, h.paged(h.addressed(h.judged(library)))},
		"/authorize/callback": {get, h.paged(h.held(library))},
		"/continue":           {get, http.HandlerFunc(h.proceed)},
		"/oauth/token":        {asked(post), challenged(posted(library))},
		"/oauth/introspect":   {post, challenged(posted(http.HandlerFunc(h.introspect)))},
		"/revoke":             {asked(post), challenged(posted(library))},
		"/userinfo":           {asked(both), preflighted(library, http.HandlerFunc(h.userinfo))},
		"/end_session":        {both, h.paged(library)},
		"/keys":               {asked(get), library},

		"/.well-known/openid-configuration": {asked(get), preflighted(library, http.HandlerFunc(h.discover))},
	} {
		mux.Handle(Base+path, h.guard(route.methods, route.handler))
	}
	mux.Handle(Base+"/", http.NotFoundHandler())
}

// preflighted leaves what browsers ask beforehand (CORS) to the library.
func preflighted(library, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodOptions {
			library.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// guard bounds a request and says that nothing here is to be kept or framed.
func (h *Handler) guard(methods []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("X-Frame-Options", "DENY")
		w.Header().Set("Referrer-Policy", "no-referrer")
		if !slices.Contains(methods, r.Method) {
			w.Header().Set("Allow", strings.Join(methods, ", "))
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// posted lets client_secret_post count at every endpoint: the library knows it at some
// of them, and client_secret_basic at all. Both at once are refused (RFC 6749 2.3).
func posted(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && r.ParseForm() == nil && r.PostForm.Get("client_secret") != "" {
			if r.Header.Get("Authorization") != "" {
				httphelper.MarshalJSONWithStatus(w, invalid("one way of client authentication is enough"), http.StatusBadRequest)
				return
			}
			r.SetBasicAuth(url.QueryEscape(r.PostForm.Get("client_id")), url.QueryEscape(r.PostForm.Get("client_secret")))
		}
		next.ServeHTTP(w, r)
	})
}
