package graph_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

// TestAKeyOfAPasswordKeepsNoPassword: a change that is sent again is no try at the password
// that it has replaced, another password under the key is refused, and what is kept of the
// input is no hash that guesses could be tried against.
func TestAKeyOfAPasswordKeepsNoPassword(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		proven, uma := time.Now(), as(c.uma)
		o.inSession(c.uma, &proven)
		change := func(next string) vars {
			return vars{"present": "nine quiet rivers run uphill", "password": next, "idempotencyKey": "k"}
		}
		o.steps("passwordChange", ownMethods, []step{
			{name: "refused, which keeps no key", by: uma, input: change("password"), code: "PASSWORD_SHORT", field: "password"},
			{name: "success", by: uma, input: change("tangled orchard copper"), entry: "PASSWORD_CHANGED"},
			{name: "another password", by: uma, input: change("meadow lantern seven"), code: "INVALID", field: "idempotencyKey"},
		})
		for range 20 { // more than wrong passwords may be tried
			o.ask(uma, `mutation($in: PasswordChangeInput!) { passwordChange(input: $in) { userErrors { code } } }`, vars{"in": change("tangled orchard copper")}).done("passwordChange")
		}
		plain := sha256.Sum256([]byte(`{"input":{"idempotencyKey":"k","password":"tangled orchard copper","present":"nine quiet rivers run uphill"}}`))
		o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
			rows, err := q.IdempotencyKey.Query().All(ctx)
			if len(rows) != 1 || rows[0].InputHash == hex.EncodeToString(plain[:]) || len(rows[0].InputHash) != 64 {
				t.Errorf("kept %+v", rows)
			}
			return err
		}))
	})
}

// TestEqualChangesAtOnceAreOneTry: a change that is sent many times at once is one try at the
// present password, and the answer of all is that of the first.
func TestEqualChangesAtOnceAreOneTry(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		proven := time.Now()
		o.inSession(c.uma, &proven)
		passwords := []string{"nine quiet rivers run uphill", "tangled orchard copper", "meadow lantern seven", "winter harbour eleven"}
		for i, next := range passwords[1:] {
			in := vars{"in": vars{"present": passwords[i], "password": next, "idempotencyKey": next}}
			var all sync.WaitGroup
			for range 8 { // of wrong passwords the sixth waits
				all.Go(func() {
					a := o.ask(as(c.uma), `mutation($in: PasswordChangeInput!) { passwordChange(input: $in) { userErrors { code } } }`, in)
					if a.Status != http.StatusOK || len(a.list("passwordChange.userErrors")) != 0 {
						t.Errorf("change %d: %d %s", i+1, a.Status, a.Raw)
					}
				})
			}
			all.Wait()
		}
		guess := func(present string) *answer {
			return o.ask(as(c.uma), `mutation($in: PasswordChangeInput!) { passwordChange(input: $in) { userErrors { code } } }`,
				vars{"in": vars{"present": present, "password": "autumn harbour twelve", "idempotencyKey": "w"}})
		}
		for range 8 { // one guess is one try as often as a client sends it
			guess("a guess that is wrong").ok().want("passwordChange.userErrors.0.code", "PASSWORD_WRONG")
		}
		slowed := func(present string) (yes bool) {
			for n := range 20 {
				yes = yes || strings.Contains(guess(strings.ReplaceAll(present, "#", fmt.Sprint(n))).Raw, string(fault.CodeThrottled))
			}
			return yes
		}
		if !slowed("guess #") { // others are others, the key notwithstanding
			t.Error("guesses under one key are not slowed")
		}
		if !slowed("a guess that is wrong") {
			t.Error("one guess that is sent for good is not slowed")
		}
	})
}

// TestACodeSentAgainIsAnotherTry: a code that is wrong now may be right in half a minute, so
// that each time it is sent counts, under one key as well.
func TestACodeSentAgainIsAnotherTry(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		proven := time.Now()
		o.inSession(c.uma, &proven)
		o.ask(as(c.uma), `mutation { totpEnroll { userErrors { code } } }`, nil).done("totpEnroll")
		slowed := false
		for range 10 {
			a := o.ask(as(c.uma), `mutation { totpConfirm(input: { code: "000000", idempotencyKey: "k" }) { userErrors { code } } }`, nil)
			slowed = slowed || strings.Contains(a.Raw, string(fault.CodeThrottled))
		}
		if !slowed {
			t.Error("one code that is sent ten times is not slowed")
		}
	})
}

// TestAKeyIsNoRight: who has lost the right, or whose proof is too old, is told nothing of
// what their first call did.
func TestAKeyIsNoRight(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		ids := map[string]string{}
		o.signInNodes(ids)
		o.signIn(c.uma, "Firefox")
		o.signIn(c.uma, "Safari")
		a := o.ask(as(c.bob), `query($u: ID!) { sessions(userId: $u, first: 5) { nodes { id } } }`, vars{"u": usr(c.uma)}).ok()
		revoke := func(n string) vars {
			return vars{"sessionId": a.at("sessions.nodes." + n + ".id"), "idempotencyKey": "k"}
		}
		o.steps("sessionRevoke", "sessionId", []step{
			{name: "success", by: as(c.bob), input: revoke("0"), entry: "SESSIONS_ENDED"},
			{name: "another session", by: as(c.bob), input: revoke("1"), code: "INVALID", field: "idempotencyKey"},
		})
		rotate := vars{"applicationId": ids["application"], "expectedVersion": 1, "idempotencyKey": "r"}
		o.steps("applicationSecretRotate", "secret application { secretHint } warnings { code }", []step{
			{name: "success", by: as(c.bob), input: rotate, entry: "APPLICATION_SECRET_ROTATED", check: map[string]any{"warnings": "[]"}},
			{name: "another version", by: as(c.bob), input: joined(maps.Clone(rotate), vars{"expectedVersion": 2}), code: "INVALID", field: "idempotencyKey", check: map[string]any{"warnings": "[]"}},
			{name: "again", by: as(c.bob), input: rotate, check: map[string]any{"secret": nil, "warnings.0.code": "SECRET_SHOWN_ONCE"}},
		})
		o.must(o.people.SetRoles(o.ctx, c.bob, 0, nil))
		o.steps("sessionRevoke", "sessionId", []step{{name: "without the right", by: as(c.bob), input: revoke("0"), code: "NOT_FOUND", field: "sessionId"}})
		o.steps("applicationSecretRotate", "secret", []step{{name: "without the right", by: as(c.bob), input: rotate, top: fault.CodeForbidden}})

		proven := time.Now()
		o.inSession(c.ada, &proven)
		o.steps("applicationSecretRotate", "secret", []step{{name: "of another person", by: as(c.ada), input: rotate, code: "STALE"}})
		rotate["expectedVersion"] = 2
		o.steps("applicationSecretRotate", "secret", []step{{name: "proven", by: as(c.ada), input: rotate}})
		proven = time.Now().Add(-time.Hour)
		o.steps("applicationSecretRotate", "secret", []step{{name: "long ago", by: as(c.ada), input: rotate, top: directory.CodeStepUpRequired}})
	})
}

// TestNobodyIsAskedAgain: neither IdP nor name servers are asked for a call that is sent
// again, and a test login stays the one that the first call started.
func TestNobodyIsAskedAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		ada, name, asked := as(c.ada), "Okta", 0
		ids := map[string]string{}
		o.signInNodes(ids)
		saml, err := o.people.CreateConnection(o.ctx, "SAML", directory.ConnectionUpdate{Name: &name})
		o.must(err)
		o.door.Metadata = func(_ context.Context, address, _ string) (directory.ConnectionUpdate, error) {
			asked++
			return directory.ConnectionUpdate{IdPEntityID: &address, SSOPostURL: &address}, nil
		}
		o.steps("ssoMetadataFetch", "connection { version }", []step{
			{name: "success", by: ada, input: vars{"connectionId": saml.Text(ident.Connection), "expectedVersion": 1, "url": "https://okta.test/m"}, entry: "CONNECTION_UPDATED"},
		})
		value := o.ask(ada, `{ domains(first: 5) { nodes { recordValue } } }`, nil).ok().at("domains.nodes.0.recordValue").(string)
		o.people.TXT = func(context.Context, string) ([]string, error) {
			asked++
			return []string{value}, nil
		}
		o.steps("domainVerify", "domain { verifiedBy }", []step{{name: "success", by: ada, input: vars{"domainId": ids["domain"]}, entry: "DOMAIN_VERIFIED"}})
		if asked != 2 {
			t.Errorf("asked %d times", asked)
		}
		const start = `mutation($in: SsoTestStartInput!) { ssoTestStart(input: $in) { testRun { id } url userErrors { code } } }`
		in := vars{"in": vars{"connectionId": ids["connection"], "idempotencyKey": "t"}}
		first := o.ask(ada, start, in).done("ssoTestStart").at("ssoTestStart.url")
		if first == nil {
			t.Error("there is no address")
		}
		o.ask(ada, start, in).done("ssoTestStart").want("ssoTestStart.url", first)
		conn, err := ident.Parse(ident.Connection, ids["connection"])
		o.must(err)
		o.must(o.people.DeleteConnection(o.ctx, conn, 0))
		o.ask(ada, start, in).done("ssoTestStart").want("ssoTestStart.url", nil).want("ssoTestStart.testRun", nil)
	})
}

// TestAKeyOfAProgramIsOfWhomItActsFor: the same key by the same program for two people is
// two, and beside a known reference a key answers with the deal of its first call.
func TestAKeyOfAProgramIsOfWhomItActsFor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.limit(c.uma, 9, 600_000)
		los := o.key("service-los")
		pia := o.hire("Pia Peer", "underwriter")
		view := func(person ident.ID) string {
			a := o.ask(who(with(los)).header("Mandate-On-Behalf-Of", usr(person)), `mutation { savedViewSave(input: { page: "users", name: "Mine", state: "x=1", idempotencyKey: "k" }) { savedView { id } userErrors { code } } }`, nil)
			return a.done("savedViewSave").at("savedViewSave.savedView.id").(string)
		}
		if first, second := view(c.uma), view(pia); first == second || view(c.uma) != first || view(pia) != second {
			t.Errorf("the view of one is the other's: %s, %s", first, second)
		}
		submit := func(reference, key string) *answer {
			return o.ask(with(los), `mutation($in: DealSubmitInput!) { dealSubmit(input: $in) { deal { id } userErrors { code field } } }`, vars{"in": figures(reference, "100.00", vars{"idempotencyKey": key})})
		}
		id := submit("R-1", "a").done("dealSubmit").at("dealSubmit.deal.id")
		for _, key := range []string{"a", "b", "b"} {
			submit("R-1", key).done("dealSubmit").want("dealSubmit.deal.id", id)
		}
		if e := submit("R-2", "b").userError("dealSubmit", "INVALID"); fmt.Sprint(e["field"]) != "[idempotencyKey]" {
			t.Errorf("another deal under a key of a known reference: %v", e)
		}
		o.ask(as(pia), `{ viewer { kind } }`, nil).ok().want("viewer.kind", "USER")
		if n := o.entriesOf("DEAL_CREATED"); n != 1 {
			t.Errorf("%d deals were submitted", n)
		}
		o.ask(nobody, `mutation { savedViewSave(input: { page: "users", name: "Mine", state: "x=1", idempotencyKey: "k" }) { userErrors { code } } }`, nil).refused(http.StatusUnauthorized, fault.CodeUnauthenticated)
	})
}
