package sso

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"mandate/fault"
)

// TestTheLogHoldsNoLink: a failure at an address with a secret names the route alone.
func TestTheLogHoldsNoLink(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	for _, err := range []error{errors.New("disk on fire"), fault.New(fault.Unavailable, fault.CodeUnavailable, "Later.")} {
		r, fail := http.NewRequest(http.MethodGet, w.server.URL+setupPath+"mset_canary", nil)
		if fail != nil {
			t.Fatal(fail)
		}
		mux := http.NewServeMux()
		mux.Handle("GET /sso/setup/{link}", w.handler.guard(func(rw http.ResponseWriter, r *http.Request) { w.handler.fail(rw, r, err) }))
		rec := httptest.NewRecorder()
		mux.ServeHTTP(rec, r)
	}
	if text := w.log.String(); strings.Contains(text, "canary") || strings.Count(text, `route="GET /sso/setup/{link}"`) != 2 {
		t.Errorf("log %s", text)
	}
}
