package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"mandate/store/storetest"
)

// TestAPanicIsAnsweredAndCounted: one bad request ends neither the process nor the
// count of errors.
func TestAPanicIsAnsweredAndCounted(t *testing.T) {
	t.Parallel()
	log := &capture{}
	h := &house{store: storetest.Open(t, "sqlite"), log: logTo(log)}
	c := Config{PublicURL: "https://mandate.test"}
	broken := http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("canary-cause") })
	w := httptest.NewRecorder()
	c.outside(broken, h, nil).ServeHTTP(w, httptest.NewRequest("BREAK", "/deals", nil))
	id := w.Header().Get("X-Request-Id")
	if w.Code != http.StatusInternalServerError || !strings.HasPrefix(id, "req_") || !strings.Contains(w.Body.String(), id) {
		t.Errorf("%d %q, request %q", w.Code, w.Body, id)
	}
	if strings.Contains(w.Body.String(), "canary") || !strings.Contains(log.String(), "canary-cause") || !strings.Contains(log.String(), id) {
		t.Errorf("answer %q, log %q", w.Body, log)
	}
	registry, counts := prometheus.NewRegistry(), httptest.NewRecorder()
	registry.MustRegister(requests)
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(counts, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if want := `{door="console",method="other",status="500"} 1`; !strings.Contains(counts.Body.String(), want) {
		t.Errorf("no %s in %s", want, counts.Body)
	}
	if got := w.Header().Get("X-Content-Type-Options"); got != "nosniff" {
		t.Errorf("X-Content-Type-Options: %q", got)
	}
	if hsts := w.Header().Get("Strict-Transport-Security"); !strings.HasPrefix(hsts, "max-age=31536000") {
		t.Errorf("Strict-Transport-Security: %q", hsts)
	}
}
