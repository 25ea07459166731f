package roster_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"mandate/assign"
	"mandate/directory"
	"mandate/directory/job/roster"
	"mandate/ident"
)

// TestChangesAreKeptAsAsked: a job does what was asked, also where a value is unset or a set
// emptied, which is not the same as left out.
func TestChangesAreKeptAsAsked(t *testing.T) {
	t.Parallel()
	yes, none, date := true, ident.ID{}, "2026-09-01"
	most, unset := assign.MaximumOf(0), assign.Maximum{}
	loan, free, noLimit := assign.LimitOf(50_000_000), assign.Unlimited(), assign.Limit{}
	var empty []string
	places, products := []string{"ON"}, []ident.ID{{1}}
	for name, c := range map[string]roster.Change{
		"nothing": {},
		"unset":   {Manager: &none, Limits: directory.LimitsUpdate{MaxCapacity: &unset, LoanAmount: &noLimit}, Preferences: directory.PreferencesUpdate{Locations: &empty}},
		"set": {Active: &yes, MFARequired: &yes, AddRoles: []ident.ID{{2}}, RemoveRoles: []ident.ID{{3}}, Why: "season",
			Limits: directory.LimitsUpdate{Currency: "CAD", MaxCapacity: &most, MaxDiscretionBps: &most, LoanAmount: &loan, MortgageSecured: &free, NonMortgageSecured: &loan, BridgeSecured: &noLimit, TotalConnection: &loan},
			Preferences: directory.PreferencesUpdate{AutoAssign: &yes, Locations: &places, PropertyTypes: &[]assign.PropertyType{"MULTI_UNIT"}, Products: &products, Brokers: &products,
				Languages: &places, FinancingDate: &date}},
	} {
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var got roster.Change
		if err := json.Unmarshal(text, &got); err != nil || !reflect.DeepEqual(got, c) || got.Empty() != (name == "nothing") {
			t.Errorf("%s: %s became %+v, %v", name, text, got, err)
		}
	}
}

// TestChangesOfEarlierVersionsAreRead: a job that was queued before an upgrade is done after it.
func TestChangesOfEarlierVersionsAreRead(t *testing.T) {
	t.Parallel()
	yes, manager, most := true, ident.ID{7}, assign.MaximumOf(12)
	id, err := json.Marshal(manager)
	if err != nil {
		t.Fatal(err)
	}
	text := `{"active":true,"mfaRequired":true,"manager":` + string(id) + `,"addRoles":[` + string(id) + `],"autoAssign":true,"maxCapacity":12,"why":"season"}`
	want := roster.Change{Active: &yes, MFARequired: &yes, Manager: &manager, AddRoles: []ident.ID{manager}, Why: "season",
		Limits: directory.LimitsUpdate{MaxCapacity: &most}, Preferences: directory.PreferencesUpdate{AutoAssign: &yes}}
	var got roster.Change
	if err := json.Unmarshal([]byte(text), &got); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s became %+v, %v", text, got, err)
	}
}
