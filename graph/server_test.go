package graph_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/fault"
)

func TestRequestsInABadForm(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		const jsonType = "application/json"
		o.send(ada, []byte(`{"query":"{ viewer { kind } }"}`), "application/json; charset=utf-8").ok().want("viewer.kind", "USER")
		o.send(ada, []byte(`{"query":"{ viewer { kind } }"}`), "application/json; charset=UTF8").ok().want("viewer.kind", "USER")
		o.send(ada, []byte(`{"query": `), jsonType).refused(400, fault.CodeInvalid)
		o.send(ada, []byte(`{"query":"{ viewer { kind } }"} {}`), jsonType).refused(400, fault.CodeInvalid)
		o.send(ada, []byte(`{"query":"{ viewer { kind } }"}}`), jsonType).refused(400, fault.CodeInvalid)
		o.send(ada, []byte(`[{"query":"{ viewer { kind } }"}]`), jsonType).refused(400, fault.CodeInvalid)
		o.send(ada, []byte(`{}`), jsonType).refused(400, fault.CodeRequired)
		o.send(ada, []byte(`{"query":"{ viewer { kind } }"}`), "text/plain").refused(415, fault.CodeInvalid)
		o.send(ada, []byte(`{"query":"{ viewer { kind } }"}`), "application/json; charset=utf-16").refused(415, fault.CodeInvalid)
		o.send(ada, []byte(`{"query":"{ viewer { kind } }"}`), "").refused(415, fault.CodeInvalid)
		o.send(ada, append([]byte(`{"query":"`), bytes.Repeat([]byte("a"), 1<<20)...), jsonType).refused(413, fault.CodeTooLarge)
		o.send(ada, []byte(`{"query":"{ viewer { kind "}`), jsonType).refused(400, "GRAPHQL_PARSE_FAILED")
		o.send(ada, []byte(`{"query":"{ viewr { kind } }"}`), jsonType).refused(400, "GRAPHQL_VALIDATION_FAILED")
		o.send(ada, []byte(`{"query":"query A { viewer { kind } } query B { viewer { kind } }","operationName":"C"}`), jsonType).refused(400, "GRAPHQL_VALIDATION_FAILED")
		o.send(ada, []byte(`{"query":"query($n: Int!) { users(first: $n) { totalCount } }","variables":{"n":"x"}}`), jsonType).refused(400, "GRAPHQL_VALIDATION_FAILED")
		o.send(ada, []byte(`{"query":"query($n: Int!) { users(first: $n) { totalCount } }","variables":{"n":99999999999999999999}}`), jsonType).refused(400, "GRAPHQL_VALIDATION_FAILED")
		r := httptest.NewRequest(http.MethodGet, "/graphql?query={viewer{kind}}", nil)
		ada(o, r)
		if a := o.do(r).refused(405, fault.CodeInvalid); a.Header.Get("Allow") != http.MethodPost {
			t.Errorf("Allow: %q", a.Header.Get("Allow"))
		}
		for _, path := range []string{"/graphql/", "/graphql/other", "/graphql/other.graphqls"} {
			r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(`{}`))
			ada(o, r)
			o.do(r).refused(404, fault.CodeNotFound)
		}
	})
}

// TestNoSuggestions: a wrong name does not tell the right ones.
func TestNoSuggestions(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		a := o.ask(as(o.hire("Uma Underwood", "underwriter")), "{ viewr { kind } }", nil)
		if strings.Contains(a.Raw, "viewer") || strings.Contains(strings.ToLower(a.Raw), "did you mean") {
			t.Error(a.Raw)
		}
	})
}

func TestWhoMayCome(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		uma := o.hire("Uma Underwood", "underwriter")
		query := "{ viewer { kind language user { name } company { name slug kind } permissions } }"
		a := o.ask(nobody, query, nil).refused(401, fault.CodeUnauthenticated)
		if a.Header.Get("WWW-Authenticate") == "" {
			t.Error("no WWW-Authenticate")
		}
		for _, key := range []string{"mkey_nonsense", "", "mscim_" + strings.Repeat("0", 85)} {
			o.ask(with(key), query, nil).refused(401, fault.CodeUnauthenticated)
		}
		o.ask(who(nobody).header("Authorization", "Basic abc"), query, nil).refused(401, fault.CodeUnauthenticated)
		key := o.key("service-los")
		o.ask(with(key), query, nil).ok().want("viewer.kind", "SERVICE").want("viewer.user", nil).want("viewer.company.slug", "acme")
		o.ask(as(uma).header("Accept-Language", "fr"), query, nil).ok().want("viewer.language", "fr").want("viewer.user.name", "Uma Underwood").
			want("viewer.permissions", "[deal.create deal.edit deal.figures deal.view pipeline.unassigned report.production]")
		o.ask(as(uma).header("Sec-Fetch-Site", "cross-site"), query, nil).refused(403, fault.CodeForbidden)
		o.ask(as(uma).header("Sec-Fetch-Site", "same-origin"), query, nil).ok()
	})
}

func TestOnBehalfOf(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		los, plain := o.key("service-los"), o.key("administrator")
		const header = "Mandate-On-Behalf-Of"
		query := "{ viewer { kind user { name } permissions } }"
		o.ask(with(los).header(header, usr(c.uma)), query, nil).ok().want("viewer.user.name", "Uma Underwood").want("viewer.kind", "SERVICE").
			want("viewer.permissions", "[deal.create deal.edit deal.figures deal.view pipeline.unassigned report.production]")
		o.ask(with(los).header(header, usr(c.other)), query, nil).refused(400, fault.CodeUnknownUser)
		o.ask(with(los).header(header, "nonsense"), query, nil).refused(400, fault.CodeUnknownUser)
		o.ask(with(plain).header(header, usr(c.uma)), query, nil).ok()
		o.ask(as(c.ada).header(header, usr(c.uma)), query, nil).refused(403, fault.CodeForbidden)
		auditor := o.key("auditor")
		o.ask(with(auditor).header(header, usr(c.uma)), query, nil).refused(403, fault.CodeForbidden)
	})
}

func TestDocuments(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		const text = "query Who { viewer { kind } }"
		sum := sha256.Sum256([]byte(text))
		hash := hex.EncodeToString(sum[:])
		o.door.Documents = map[string]string{hash: text}
		apollo := `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":%q}}}`
		o.send(ada, fmt.Appendf(nil, apollo, hash), "application/json").ok().want("viewer.kind", "USER")
		o.send(ada, fmt.Appendf(nil, `{"documentId":%q}`, hash), "application/json").ok().want("viewer.kind", "USER")
		o.send(ada, fmt.Appendf(nil, apollo, "0"+hash[1:]), "application/json").refused(400, "DOCUMENT_UNKNOWN")
		o.send(ada, fmt.Appendf(nil, apollo, ""), "application/json").refused(400, fault.CodeRequired)
		o.send(ada, fmt.Appendf(nil, `{"query":"{ viewer { language } }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"none"}}}`), "application/json").ok().
			want("viewer.language", "en")
	})
}

func TestSchemaIsForThoseWhoMay(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		text := func(w who) *answer {
			r := httptest.NewRequest(http.MethodGet, "/graphql/schema.graphqls", nil)
			w(o, r)
			return o.do(r)
		}
		ada, uma := as(o.hire("Ada Lovelace", "administrator")), as(o.hire("Uma Underwood", "underwriter"))
		for _, w := range []who{ada, with(o.key("service-los"))} {
			if a := text(w); a.Status != 200 || !strings.Contains(a.Raw, "type User implements Node") {
				t.Errorf("%d %.100s", a.Status, a.Raw)
			}
			o.ask(w, `{ __schema { types { name } } t: __type(name: "User") { name } }`, nil).ok().want("t.name", "User")
		}
		text(uma).refused(403, fault.CodeForbidden)
		text(nobody).refused(401, fault.CodeUnauthenticated)
		o.ask(uma, `{ __schema { types { name } } }`, nil).refused(403, fault.CodeForbidden)
		o.ask(uma, `{ ...F } fragment F on Query { a: __type(name: "User") { name } }`, nil).refused(403, fault.CodeForbidden)
		o.ask(uma, `{ __typename viewer { __typename } }`, nil).ok().want("viewer.__typename", "Viewer")
	})
}

func TestCost(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		a := o.ask(ada, "{ users(first: 10) { nodes { id name } } }", nil).ok()
		price := a.Extensions["cost"].(map[string]any)
		if price["requested"] != float64(31) || price["limit"] != float64(20000) || price["remaining"].(float64) > 2_000_000 {
			t.Errorf("cost %v", price)
		}
		o.ask(ada, "query($n: Int) { users(first: $n) { nodes { directReports { id roles { role { name } } } } } }", vars{"n": 100}).refused(400, "COST_EXCEEDED")
		o.ask(ada, `{ `+strings.Repeat("...F ", 5)+` } fragment F on Query { users(first: 100) { nodes { directReports { id } } } }`, nil).refused(400, "COST_EXCEEDED")
		now := time.Now()
		o.door.Now = func() time.Time { return now }
		heavy := "{ users(first: 100) { nodes { directReports { id } } } }"
		for spent := 0; ; spent++ {
			a := o.ask(ada, heavy, nil)
			if a.Status == http.StatusTooManyRequests {
				a.refused(429, fault.CodeThrottled)
				if spent < 3 || a.Header.Get("Retry-After") != "1" {
					t.Errorf("after %d: %s", spent, a.Raw)
				}
				break
			}
			a.ok()
		}
		o.ask(as(o.hire("Bob Barker", "administrator")), heavy, nil).ok()
		now = now.Add(time.Second)
		o.ask(ada, heavy, nil).ok()
	})
}

// TestFloodsAreRefusedFast: what is built to be dear is refused before it costs.
func TestFloodsAreRefusedFast(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		o.ask(ada, "{ viewer { kind } }", nil).ok()
		var doubling strings.Builder
		for i := range 30 {
			fmt.Fprintf(&doubling, " fragment F%d on Query { ...F%d ...F%d }", i, i+1, i+1)
		}
		var aliases strings.Builder
		for i := range 1000 {
			fmt.Fprintf(&aliases, "a%d: users(first: 100) { nodes { id } } ", i)
		}
		for name, query := range map[string]string{
			"aliases":     "{" + aliases.String() + "}",
			"fields":      "{ viewer {" + strings.Repeat(" kind", 4900) + "} }",
			"depth":       strings.Repeat("{ node ", 1000) + strings.Repeat("}", 1000),
			"doubling":    "{ ...F0 }" + doubling.String() + " fragment F30 on Query { viewer { kind } }",
			"tokens":      "{ viewer { kind " + strings.Repeat("@include(if: true) ", 20_000) + "} }",
			"parentheses": "{ users" + strings.Repeat("(", 100_000) + " }",
			"brackets":    "{ nodes(ids: " + strings.Repeat("[", 100_000) + ") { id } }",
			"directives":  "{ viewer { kind " + strings.Repeat("@include(if: true) ", 500) + "} }",
			"rows":        "{ users(first: 100) { nodes { directReports { directReports { directReports { id } } } } } }",
		} {
			sent, err := json.Marshal(map[string]any{"query": query})
			o.must(err)
			best, yard := time.Hour, time.Hour
			for try := 0; try < 3 || try < 30 && 10*best > 13*yard; try++ { // the machine may be busy with something else
				yard = min(yard, yardstick())
				began := time.Now()
				a := o.send(ada, sent, "application/json") // ask would take the document apart itself, to witness it
				best = min(best, time.Since(began))
				if a.Status != http.StatusBadRequest || len(a.Errors) == 0 {
					t.Fatalf("%s: %d %.300s", name, a.Status, a.Raw)
				}
			}
			if 10*best > 13*yard {
				t.Errorf("%s took %v, beside %v of the yardstick", name, best, yard)
			}
		}
	})
}

// yardstick is how long this machine takes, as busy as it is, for what takes 38 ms of one
// processor in 2026.
func yardstick() time.Duration {
	began, sum := time.Now(), sha256.New()
	for range 4 << 10 {
		_, _ = sum.Write(make([]byte, 16<<10))
	}
	_ = sum.Sum(nil)
	return time.Since(began)
}

// TestNothingInnerLeaks: what a database or the program says of itself is for the
// log alone; the caller has a reference.
func TestNothingInnerLeaks(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		const secret = `ERROR: relation "users" does not exist in /srv/mandate.db (driver 0x2a)`
		o.must(o.store.Read(o.ctx, func(_ context.Context, c *db.Client) error {
			c.Role.Intercept(db.InterceptFunc(func(db.Querier) db.Querier {
				return db.QuerierFunc(func(context.Context, db.Query) (db.Value, error) { return nil, fmt.Errorf("%s", secret) })
			}))
			return nil
		}))
		a := o.ask(ada, "{ roles(first: 5) { nodes { id } } }", nil).refused(200, fault.CodeInternal)
		reference, _ := a.Errors[0].Extensions["reference"].(string)
		for _, word := range []string{"relation", "driver", "mandate.db", "list roles", "panic", ".go:"} {
			if strings.Contains(a.Raw, word) {
				t.Errorf("the answer says %q: %s", word, a.Raw)
			}
		}
		if logged := o.logged.String(); len(reference) != 10 || !strings.Contains(logged, reference) || !strings.Contains(logged, "does not exist") {
			t.Errorf("reference %q, log %s", reference, logged)
		}
	})
}

func TestPanicsEndOneFieldOnly(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		o.must(o.store.Read(o.ctx, func(_ context.Context, c *db.Client) error {
			c.Role.Intercept(db.InterceptFunc(func(db.Querier) db.Querier { panic("canary") }))
			return nil
		}))
		a := o.ask(ada, "{ roles(first: 5) { nodes { id } } }", nil).refused(200, fault.CodeInternal)
		if strings.Contains(a.Raw, "canary") || !strings.Contains(o.logged.String(), "canary") {
			t.Errorf("%s", a.Raw)
		}
		o.ask(ada, "{ viewer { kind } }", nil).ok()
	})
}

func TestDatabaseGone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		o.ask(ada, "{ viewer { user { name } } }", nil).ok()
		o.must(o.store.Close())
		o.door.Authenticate = nil
		o.ask(with(o.someKey()), "{ viewer { user { name } } }", nil).refused(503, fault.CodeUnavailable)
	})
}
