package roster

import (
	"encoding/json"

	"mandate/actor"
	"mandate/assign"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// Change is what is done to each of many people; nil leaves.
type Change struct {
	Active      *bool
	MFARequired *bool
	Manager     *ident.ID // zero: none
	AddRoles    []ident.ID
	RemoveRoles []ident.ID
	Limits      directory.LimitsUpdate
	Preferences directory.PreferencesUpdate
	Why         string
}

// Empty reports that nothing is to be done.
func (c Change) Empty() bool {
	return c.Active == nil && c.MFARequired == nil && c.Manager == nil && len(c.AddRoles)+len(c.RemoveRoles) == 0 &&
		c.Limits == (directory.LimitsUpdate{}) && c.Preferences == (directory.PreferencesUpdate{})
}

// Permitted refuses a change that takes more than user.manage, as the single operations do.
func (c Change) Permitted(a actor.Actor) error {
	if len(c.AddRoles)+len(c.RemoveRoles) > 0 && !a.Can(actor.RoleAssign) ||
		c.Limits != (directory.LimitsUpdate{}) && !a.Can(actor.LimitsManage) {
		return fault.New(fault.Denied, fault.CodeForbidden, "Whoever started this job may not do this any more.")
	}
	return nil
}

// Revision is the change of one person.
func (c Change) Revision(dryRun bool) directory.Revision {
	return directory.Revision{PersonUpdate: directory.PersonUpdate{Manager: c.Manager, MFARequired: c.MFARequired}, Active: c.Active,
		AddRoles: c.AddRoles, RemoveRoles: c.RemoveRoles, Limits: c.Limits, Preferences: c.Preferences, Why: c.Why, DryRun: dryRun}
}

// one is a value that is given (one element) or left out (none): what is given may itself be
// written as null, which unsets it.
type one[T any] []T

// UnmarshalJSON reads also a value that stands by itself, as jobs of earlier versions kept it.
func (o *one[T]) UnmarshalJSON(text []byte) error {
	var list []T
	if err := json.Unmarshal(text, &list); err == nil && len(list) < 2 {
		*o = list
		return nil
	}
	var v T
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	*o = one[T]{v}
	return nil
}

func given[T any](p *T) one[T] {
	if p == nil {
		return nil
	}
	return one[T]{*p}
}

func (o one[T]) value() *T {
	if len(o) == 0 {
		return nil
	}
	return &o[0]
}

// stored is the form in which a job keeps a Change.
type stored struct {
	Active             one[bool]                  `json:"active,omitempty"`
	MFARequired        one[bool]                  `json:"mfaRequired,omitempty"`
	Manager            one[ident.ID]              `json:"manager,omitempty"`
	AddRoles           []ident.ID                 `json:"addRoles,omitempty"`
	RemoveRoles        []ident.ID                 `json:"removeRoles,omitempty"`
	MaxCapacity        one[assign.Maximum]        `json:"maxCapacity,omitempty"`
	MaxDiscretionBps   one[assign.Maximum]        `json:"maxDiscretionBps,omitempty"`
	Currency           string                     `json:"currency,omitempty"` // of the amounts
	LoanAmount         one[assign.Limit]          `json:"loanAmount,omitempty"`
	MortgageSecured    one[assign.Limit]          `json:"mortgageSecured,omitempty"`
	NonMortgageSecured one[assign.Limit]          `json:"nonMortgageSecured,omitempty"`
	BridgeSecured      one[assign.Limit]          `json:"bridgeSecured,omitempty"`
	TotalConnection    one[assign.Limit]          `json:"totalConnection,omitempty"`
	AutoAssign         one[bool]                  `json:"autoAssign,omitempty"`
	Locations          one[[]string]              `json:"locations,omitempty"`
	PropertyTypes      one[[]assign.PropertyType] `json:"propertyTypes,omitempty"`
	Products           one[[]ident.ID]            `json:"products,omitempty"`
	Brokers            one[[]ident.ID]            `json:"brokers,omitempty"`
	Languages          one[[]string]              `json:"languages,omitempty"`
	FinancingDate      one[string]                `json:"financingDate,omitempty"`
	Why                string                     `json:"why,omitempty"`
}

// MarshalJSON keeps apart what is left out and what is unset.
func (c Change) MarshalJSON() ([]byte, error) {
	l, p := c.Limits, c.Preferences
	return json.Marshal(stored{
		Active: given(c.Active), MFARequired: given(c.MFARequired), Manager: given(c.Manager), AddRoles: c.AddRoles, RemoveRoles: c.RemoveRoles, Why: c.Why,
		MaxCapacity: given(l.MaxCapacity), MaxDiscretionBps: given(l.MaxDiscretionBps), Currency: l.Currency, LoanAmount: given(l.LoanAmount), MortgageSecured: given(l.MortgageSecured),
		NonMortgageSecured: given(l.NonMortgageSecured), BridgeSecured: given(l.BridgeSecured), TotalConnection: given(l.TotalConnection),
		AutoAssign: given(p.AutoAssign), Locations: given(p.Locations), PropertyTypes: given(p.PropertyTypes), Products: given(p.Products),
		Brokers: given(p.Brokers), Languages: given(p.Languages), FinancingDate: given(p.FinancingDate),
	})
}

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Change) UnmarshalJSON(text []byte) error {
	var s stored
	if err := json.Unmarshal(text, &s); err != nil {
		return err
	}
	*c = Change{Active: s.Active.value(), MFARequired: s.MFARequired.value(), Manager: s.Manager.value(), AddRoles: s.AddRoles, RemoveRoles: s.RemoveRoles, Why: s.Why,
		Limits: directory.LimitsUpdate{MaxCapacity: s.MaxCapacity.value(), MaxDiscretionBps: s.MaxDiscretionBps.value(), Currency: s.Currency, LoanAmount: s.LoanAmount.value(),
			MortgageSecured: s.MortgageSecured.value(), NonMortgageSecured: s.NonMortgageSecured.value(), BridgeSecured: s.BridgeSecured.value(), TotalConnection: s.TotalConnection.value()},
		Preferences: directory.PreferencesUpdate{AutoAssign: s.AutoAssign.value(), Locations: s.Locations.value(), PropertyTypes: s.PropertyTypes.value(),
			Products: s.Products.value(), Brokers: s.Brokers.value(), Languages: s.Languages.value(), FinancingDate: s.FinancingDate.value()}}
	return nil
}
