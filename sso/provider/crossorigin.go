package provider

import "net/http"

// shared are the methods of an address that pages of other origins may ask (CORS).
func shared(methods []string) []string {
	return append(methods[:len(methods):len(methods)], http.MethodOptions)
}

// crossOrigin lets pages of any origin ask what public clients in browsers ask: nothing
// here looks at a cookie, so none may come along. Addresses that live by the cookie of a
// session are not shared.
func crossOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		if r.Method == http.MethodOptions {
			w.Header().Set("Access-Control-Allow-Methods", "GET, POST")
			w.Header().Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
			w.Header().Set("Access-Control-Max-Age", "600")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Access-Control-Expose-Headers", "WWW-Authenticate")
		next.ServeHTTP(w, r)
	})
}
