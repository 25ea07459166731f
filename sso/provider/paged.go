package provider

import "net/http"

// paged shows people a page where the library answers their browser with a line of text:
// whatever is wrong with an application's request, nobody but the log learns it.
func (h *Handler) paged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p := &pager{ResponseWriter: w}
		next.ServeHTTP(p, r)
		if p.refused != 0 {
			w.Header().Del("Content-Type")
			h.Page(w, r, p.refused)
		}
	})
}

// pager holds back the body of a refusal.
type pager struct {
	http.ResponseWriter
	refused int
}

func (p *pager) WriteHeader(status int) {
	if status >= http.StatusBadRequest {
		p.refused = status
		return
	}
	p.ResponseWriter.WriteHeader(status)
}

func (p *pager) Write(b []byte) (int, error) {
	if p.refused != 0 {
		return len(b), nil
	}
	return p.ResponseWriter.Write(b)
}
