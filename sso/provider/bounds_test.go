package provider

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/pkg/oidc"

	"mandate/directory/attempt"
)

// TestAuthorizationsAreBounded: one address asks so often and no more, another one goes on,
// and a minute later it may ask again.
func TestAuthorizationsAreBounded(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 3, 12, 0, 0, 0, time.UTC)
	h := &Handler{Address: func(r *http.Request) string { return r.RemoteAddr }}
	h.asked.Each = attempt.Bound{AtOnce: 3, Every: time.Minute}
	ask := func(address string, at time.Time) (err error) {
		r := httptest.NewRequest(http.MethodGet, "/oidc/authorize", nil)
		r.RemoteAddr = address
		h.addressed(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			err = h.mayAsk(r.Context(), "acme", at)
		})).ServeHTTP(httptest.NewRecorder(), r)
		return err
	}
	for i, c := range []struct {
		address string
		after   time.Duration
		ok      bool
	}{
		{"192.0.2.1", 0, true}, {"192.0.2.1", 0, true}, {"192.0.2.1", 0, true}, {"192.0.2.1", 0, false},
		{"192.0.2.2", 0, true}, {"192.0.2.2", 0, true}, {"192.0.2.2", 0, true}, {"192.0.2.2", 0, false}, {"192.0.2.3", 0, true},
		{"192.0.2.1", time.Minute, true}, {"192.0.2.1", time.Minute, false},
	} {
		err := ask(c.address, now.Add(c.after))
		told := new(oidc.Error)
		if (err == nil) != c.ok || err != nil && (!errors.As(err, &told) || told.ErrorType != "temporarily_unavailable") {
			t.Errorf("%d: %v", i, err)
		}
	}
}
