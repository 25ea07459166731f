package graph_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/fault"
)

// TestTextsAreKeptForKeys: automatic persisted queries, as clients speak them.
func TestTextsAreKeptForKeys(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		los, other := with(o.key("service-los")), with(o.key("auditor"))
		text := "query Who { viewer { kind } }"
		hash := func(text string) string { sum := sha256.Sum256([]byte(text)); return hex.EncodeToString(sum[:]) }
		send := func(w who, hash, text string) *answer {
			t.Helper()
			return o.send(w, fmt.Appendf(nil, `{"query":%q,"extensions":{"persistedQuery":{"version":1,"sha256Hash":%q}}}`, text, hash), "application/json")
		}
		for _, language := range []string{"en", "de", "fr"} {
			a := send(los.header("Accept-Language", language), hash(text), "").refused(http.StatusOK, "PERSISTED_QUERY_NOT_FOUND")
			if a.Errors[0].Message != "PersistedQueryNotFound" {
				t.Errorf("%s: %s", language, a.Raw)
			}
		}
		send(los, hash(text), text).ok().want("viewer.kind", "SERVICE")
		send(los, hash(text), "").ok().want("viewer.kind", "SERVICE")
		send(los, strings.ToUpper(hash(text)), "").ok()
		send(other, hash(text), "").ok() // of the same company
		zenith, err := o.people.CreateKey(systemOf(t, c.otherTenant), directory.NewKey{Name: "los", Role: "service-los"})
		o.must(err)
		send(with(zenith.Text), hash(text), "").refused(http.StatusOK, "PERSISTED_QUERY_NOT_FOUND")
		send(as(c.ada), hash(text), "").refused(400, "DOCUMENT_UNKNOWN")
		send(as(c.ada), hash(text), text).ok()

		another := "{ viewer { language } }"
		send(los, hash(text), another).refused(400, fault.CodeInvalid)
		send(los, hash(another), "").refused(http.StatusOK, "PERSISTED_QUERY_NOT_FOUND")
		o.send(los, fmt.Appendf(nil, `{"query":%q,"extensions":{"persistedQuery":{"version":2,"sha256Hash":%q}}}`, another, hash(another)), "application/json").refused(400, fault.CodeInvalid)

		secret := "{ history(first: 1) { totalCount } }"
		send(other, hash(secret), secret).ok()
		send(los, hash(secret), "").refused(http.StatusOK, fault.CodeForbidden) // what a hash stands for is asked with one's own rights
		introspection := "{ __schema { types { name } } }"
		send(los, hash(introspection), introspection).ok()
		send(other, hash(introspection), "").refused(http.StatusForbidden, fault.CodeForbidden)
		deep := strings.Repeat("{ node ", 40) + strings.Repeat("}", 40)
		send(los, hash(deep), deep).refused(400, "DOCUMENT_REFUSED")
		send(los, hash(deep), "").refused(400, "DOCUMENT_REFUSED")

		long := text + " #" + strings.Repeat("x", 64<<10)
		send(los, hash(long), long).ok()
		send(los, hash(long), "").refused(http.StatusOK, "PERSISTED_QUERY_NOT_FOUND")
		send(with(zenith.Text), hash(text), text).ok()
		nth := func(i int) string { return fmt.Sprintf("{ viewer { kind } } # %d", i) }
		for i := range 500 {
			send(los.header("Accept-Language", "en"), hash(nth(i)), nth(i))
		}
		send(los, hash(text), "").refused(http.StatusOK, "PERSISTED_QUERY_NOT_FOUND")
		send(with(zenith.Text), hash(text), "").ok() // of another company, whom the many cost nothing
		for i := range 50 {
			send(los, hash(nth(450+i)), "").ok()
		}
		send(los, hash(nth(449)), "").refused(http.StatusOK, "PERSISTED_QUERY_NOT_FOUND")
	})
}

// TestHeadersOfKeys: the scheme is read in any case; who means to act for somebody and says
// not for whom, or for two, acts for nobody.
func TestHeadersOfKeys(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		key, query := o.key("service-los"), "{ viewer { user { name } } }"
		for _, scheme := range []string{"Bearer", "bearer", "BEARER"} {
			o.ask(who(nobody).header("Authorization", scheme+" "+key), query, nil).ok().want("viewer.user", nil)
		}
		for _, text := range []string{"Bearer", "Bearer ", key, "Basic " + key, "Bearer  " + key, "Bearer " + key + " x"} {
			o.ask(who(nobody).header("Authorization", text), query, nil).refused(401, fault.CodeUnauthenticated)
		}
		behalf := func(values ...string) who {
			return func(o *office, r *http.Request) {
				with(key)(o, r)
				r.Header["Mandate-On-Behalf-Of"] = values
			}
		}
		o.ask(behalf(usr(c.uma)), query, nil).ok().want("viewer.user.name", "Uma Underwood")
		for _, values := range [][]string{{""}, {" "}, {usr(c.uma), usr(c.bob)}, {usr(c.uma) + "," + usr(c.bob)}, {usr(c.uma), ""}} {
			o.ask(behalf(values...), query, nil).refused(400, fault.CodeUnknownUser)
		}
		o.must(o.people.Deactivate(o.ctx, c.uma, 0, ""))
		o.ask(behalf(usr(c.uma)), query, nil).refused(400, fault.CodeUserInactive)
	})
}

// TestFormsAreNoFiles: a file in a form would be read with the form around it.
func TestFormsAreNoFiles(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql/files", strings.NewReader("--X\r\n\r\na,b\r\n--X--\r\n"))
		o.must(err)
		r.Header.Set("Content-Type", `multipart/form-data; boundary=X`)
		ada(o, r)
		o.do(r).refused(http.StatusUnsupportedMediaType, fault.CodeInvalid)
	})
}
