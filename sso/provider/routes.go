package provider

import (
	"net/http"
	"slices"
	"strings"
)

const maxBody = 64 << 10

// routes puts what is spoken here on mux, and nothing else of what the library could.
func (h *Handler) routes(mux *http.ServeMux, library http.Handler) {
	get, post, both := []string{http.MethodGet}, []string{http.MethodPost}, []string{http.MethodGet, http.MethodPost}
	for path, route := range map[string]struct {
		methods []string
		handler http.Handler
	}{
		"/authorize":          {both, h.paged(h.addressed(h.judged(library)))},
		"/authorize/callback": {get, h.paged(h.held(library))},
		"/continue":           {get, http.HandlerFunc(h.proceed)},
		"/oauth/token":        {shared(post), crossOrigin(challenged(posted(library)))},
		"/oauth/introspect":   {post, challenged(posted(http.HandlerFunc(h.introspect)))},
		"/revoke":             {shared(post), crossOrigin(challenged(posted(library)))},
		"/userinfo":           {shared(both), crossOrigin(http.HandlerFunc(h.userinfo))},
		"/end_session":        {both, h.paged(library)},
		"/keys":               {shared(get), crossOrigin(library)},

		"/.well-known/openid-configuration": {shared(get), crossOrigin(http.HandlerFunc(h.discover))},
	} {
		mux.Handle(Base+path, h.guard(route.methods, route.handler))
	}
	mux.Handle(Base+"/", http.NotFoundHandler())
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
