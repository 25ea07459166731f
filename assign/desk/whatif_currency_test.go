package desk_test

import (
	"context"
	"slices"
	"testing"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

// TestWhatIfOfACurrencyAnswersAsSavingDoes tries steps and takes them one after the other:
// the same ones are refused, with the same code and field (CURRENCY_IN_USE).
func TestWhatIfOfACurrencyAnswersAsSavingDoes(t *testing.T) {
	yen := directory.SettingsUpdate{Currency: is("JPY")}
	off := directory.SettingsUpdate{DualApprovalAbove: is((*int64)(nil))}
	anew := directory.SettingsUpdate{Currency: is("JPY"), DualApprovalAbove: is(is(int64(50_000_000)))}
	offAndYen := directory.SettingsUpdate{Currency: is("JPY"), DualApprovalAbove: is((*int64)(nil))}
	limit, none := assign.LimitOf(900), assign.Limit{}
	for name, c := range map[string]struct {
		above bool // AP-9's amount stands
		limit bool // somebody has one
		steps []any
		field string // of the refusal; empty: there is none
	}{
		"nothing stands":                  {false, false, []any{yen}, ""},
		"the amount stands":               {true, false, []any{yen}, "dualApprovalAbove"},
		"the amount is given anew":        {true, false, []any{anew}, ""},
		"the amount goes with it":         {true, false, []any{offAndYen}, ""},
		"the amount goes before":          {true, false, []any{off, yen}, ""},
		"the amount goes too late":        {true, false, []any{yen, off}, "dualApprovalAbove"},
		"the currency that there is":      {true, true, []any{directory.SettingsUpdate{Currency: is("CAD")}}, ""},
		"somebody has a limit":            {false, true, []any{yen}, "currency"},
		"the amount is named first":       {true, true, []any{yen}, "dualApprovalAbove"},
		"the limit goes before":           {false, true, []any{directory.LimitsUpdate{LoanAmount: &none}, yen}, ""},
		"another limit stays":             {false, true, []any{directory.LimitsUpdate{MortgageSecured: &none}, yen}, "currency"},
		"a limit comes before":            {false, false, []any{directory.LimitsUpdate{LoanAmount: &limit}, yen}, "currency"},
		"a limit comes after":             {false, false, []any{yen, directory.LimitsUpdate{LoanAmount: &limit}}, ""},
		"there and back, over the amount": {true, false, []any{yen, directory.SettingsUpdate{Currency: is("CAD")}}, "dualApprovalAbove"},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, o *office) {
				ann := o.hire("ann", 1, 900)
				if c.above {
					o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{DualApprovalAbove: is(is(int64(500_000_00)))}))
				}
				if !c.limit {
					o.must(o.directory.SetLimits(o.ctx, ann, 0, directory.LimitsUpdate{LoanAmount: &none}))
				}
				tried, taken := o.tried(ann, c.steps), o.taken(ann, c.steps)
				for way, err := range map[string]error{"trying": tried, "saving": taken} {
					if c.field == "" && err != nil || c.field != "" && (!fault.Is(err, fault.CodeCurrencyInUse) || !slices.Equal(fault.As(err).Field, []string{c.field})) {
						t.Errorf("%s: %v, want a refusal of %q", way, err, c.field)
					}
				}
			})
		})
	}
}

// tried and taken are the first refusal of steps: changes of settings, or of the person's limits.
func (o *office) tried(person ident.ID, steps []any) (err error) {
	changes := make([]desk.Supposed, len(steps))
	for i, step := range steps {
		switch u := step.(type) {
		case directory.SettingsUpdate:
			changes[i].Settings = &u
		case directory.LimitsUpdate:
			changes[i].Limits = &desk.SupposedLimits{User: person, LimitsUpdate: u}
		}
	}
	o.read(func(ctx context.Context, c *db.Client) error {
		_, err = o.desk.WhatIf(ctx, c, changes)
		return nil
	})
	return err
}

func (o *office) taken(person ident.ID, steps []any) (err error) {
	for _, step := range steps {
		switch u := step.(type) {
		case directory.SettingsUpdate:
			err = o.directory.UpdateSettings(o.ctx, 0, u)
		case directory.LimitsUpdate:
			err = o.directory.SetLimits(o.ctx, person, 0, u)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
