package scim_test

import (
	"net/http"
	"strings"
	"testing"

	"mandate/scim"
	"mandate/store"
	"mandate/store/storetest"
)

// An administrator who leaves the version out of the address is told where SCIM is.
func TestBesideTheBaseAddress(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		d.base = strings.TrimSuffix(d.base, scim.Base)
		for _, path := range []string{"/scim/", "/scim/Users", "/scim/Users?count=1", "/scim/v1/Users/x", "/scim/oauth"} {
			for _, method := range []string{"GET", "POST", "PATCH"} {
				status, answer := d.send(t, method, path, nil, map[string]any{"userName": "ada"})
				detail, _ := find(answer, "detail").(string)
				if status != http.StatusNotFound || !strings.Contains(detail, "https://mandate.test/scim/v2;") {
					t.Errorf("%s %s: %d %q", method, path, status, detail)
				}
			}
		}
		d.token = "mscim_nobody"
		if status, answer := d.send(t, "GET", "/scim/Users", nil, nil); status != http.StatusUnauthorized {
			t.Errorf("without a token: %d %v", status, answer)
		}
	})
}
