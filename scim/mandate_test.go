package scim_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

const mandate = "urn:ietf:params:scim:schemas:extension:mandate:2.0:User"

// hold gives somebody two roles, one by a group, limits and an absence.
func (d door) hold(t *testing.T, user, group, delegate ident.ID) {
	t.Helper()
	underwriter, err := d.directory.RoleID(d.system, "underwriter")
	if err != nil {
		t.Fatal(err)
	}
	auditor, err := d.directory.RoleID(d.system, "auditor")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.directory.SetRoles(d.system, user, 0, []ident.ID{underwriter}); err != nil {
		t.Fatal(err)
	}
	if err := d.directory.MapGroup(d.system, group, 0, []ident.ID{auditor}); err != nil {
		t.Fatal(err)
	}
	loan, total, capacity := assign.LimitOf(50_000_000), assign.Unlimited(), assign.MaximumOf(12)
	if err := d.directory.SetLimits(d.system, user, 0, directory.LimitsUpdate{LoanAmount: &loan, TotalConnection: &total, MaxCapacity: &capacity}); err != nil {
		t.Fatal(err)
	}
	err = d.directory.Store.Write(d.system, func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "OOO_SET", TargetKind: ident.User, Target: user})
		return tx.Client.Absence.Create().SetID(tx.NewID()).SetUserID(user).SetDelegateID(delegate).SetStartDate("2026-12-01").SetEndDate("2026-12-05").
			SetStartsAt(tx.Now.Add(time.Hour)).SetEndsAt(tx.Now.Add(2 * time.Hour)).Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func idOf(t *testing.T, prefix ident.Prefix, text string) ident.ID {
	t.Helper()
	id, err := ident.Parse(prefix, text)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// A directory may read roles, limits and absence, where it asks for them.
func TestMandateExtension(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		ada, group := board(t, d)
		delegate := d.create(t, "dan")
		d.hold(t, idOf(t, ident.User, ada), idOf(t, ident.Group, group), idOf(t, ident.User, delegate))
		answer := d.must(t, "GET", "/Users/"+ada+"?attributes="+mandate, nil)
		for path, want := range map[string]any{
			"roles/0": "auditor", "roles/1": "underwriter", "limits/loanAmount": "500000.00", "limits/totalConnection": "UNLIMITED",
			"limits/maxCapacity": "12", "limits/currency": "CAD", "limits/bridgeSecured": absent{}, "absence/state": "SCHEDULED",
			"absence/start": "2026-12-01", "absence/end": "2026-12-05", "absence/delegate": delegate, "inactiveReasons": absent{},
		} {
			if got := find(find(answer, mandate), path); got != want {
				t.Errorf("%s: %v, want %v", path, got, want)
			}
		}
		if answer := d.must(t, "GET", "/Users/"+ada, nil); find(answer, mandate) != any(absent{}) {
			t.Errorf("shown unasked: %v", find(answer, mandate))
		}
		answer = d.must(t, "GET", "/Users?sortBy=userName&count=2&attributes="+mandate+":roles", nil)
		if find(find(answer, "Resources/0"), mandate+"/limits") != any(absent{}) || find(find(find(answer, "Resources/1"), mandate), "roles/0") != any("auditor") {
			t.Errorf("a list: %v", answer)
		}
		testMandateFilters(t, d)
		testMandateIsReadOnly(t, d, ada)
	})
}

func testMandateFilters(t *testing.T, d door) {
	t.Helper()
	for filter, want := range map[string]string{
		":roles eq \"underwriter\"": "a", ":roles eq \"auditor\"": "ab", ":roles co \"wri\"": "a", "not (" + mandate + ":roles pr)": "csd",
		":roles eq \"administrator\"": "", ":inactiveReasons eq \"DIRECTORY\"": "b", ":inactiveReasons pr": "b", ":inactiveReasons eq \"ADMIN\"": "",
		":inactiveReasons[value ne \"ADMIN\"]": "b",
	} {
		if filter[0] == ':' {
			filter = mandate + filter
		}
		status, answer := d.send(t, "GET", "/Users?filter="+url.QueryEscape(filter), nil, nil)
		if got := names(answer, "userName"); status != http.StatusOK || got != want {
			t.Errorf("%s: %d %q, want %q", filter, status, got, want)
		}
	}
	for _, filter := range []string{mandate + ":limits.loanAmount eq \"1\"", mandate + ":absence pr", mandate + ":roles[type eq \"x\"]", mandate + ":roles eq 1"} {
		if status, answer := d.send(t, "GET", "/Users?filter="+url.QueryEscape(filter), nil, nil); status != 400 || find(answer, "scimType") != any("invalidFilter") {
			t.Errorf("%s: %d", filter, status)
		}
	}
}

func testMandateIsReadOnly(t *testing.T, d door, ada string) {
	t.Helper()
	for _, path := range []string{mandate, mandate + ":roles", mandate + ":limits.loanAmount", mandate + ":inactiveReasons"} {
		status, answer := d.send(t, "PATCH", "/Users/"+ada, nil, patchOf("replace", path, `"x"`))
		if status != 400 || find(answer, "scimType") != any("mutability") {
			t.Errorf("%s: %d %v", path, status, answer)
		}
	}
	before := d.must(t, "GET", "/Users/"+ada, nil)
	after := d.must(t, "PUT", "/Users/"+ada, `{"userName": "ada@lender.test", "`+mandate+`": {"roles": ["administrator"]}}`)
	if find(after, mandate) != any(absent{}) || find(before, "id") != find(after, "id") {
		t.Errorf("PUT: %v", after)
	}
}
