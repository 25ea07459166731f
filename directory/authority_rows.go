package directory

import (
	"fmt"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
)

// PreferencesOf reads a row; without one nothing is restricted (PF-1).
func PreferencesOf(row *db.Preferences) (assign.Preferences, error) {
	if row == nil {
		return assign.Preferences{AutoAssign: true}, nil
	}
	p := assign.Preferences{AutoAssign: row.AutoAssign, Locations: row.Locations, Languages: row.Languages}
	for _, t := range row.PropertyTypes {
		p.PropertyTypes = append(p.PropertyTypes, assign.PropertyType(t))
	}
	var err error
	if p.Products, err = idsOf(ident.Product, row.Products); err != nil {
		return p, err
	}
	p.Brokers, err = idsOf(ident.Broker, row.Brokers)
	return p, err
}

func idsOf(prefix ident.Prefix, texts []string) ([]ident.ID, error) {
	var list []ident.ID
	for _, t := range texts {
		id, err := ident.Parse(prefix, t)
		if err != nil {
			return nil, fmt.Errorf("read preferences: %w", err)
		}
		list = append(list, id)
	}
	return list, nil
}

func textsOf(prefix ident.Prefix, ids []ident.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.Text(prefix)
	}
	return list
}

// LimitsOf reads a row; without one all limits are unset (LL-6).
func LimitsOf(row *db.LendingLimits) (assign.Limits, error) {
	if row == nil {
		return assign.Limits{}, nil
	}
	l := assign.Limits{MaxCapacity: assign.MaximumColumn(row.MaxCapacity), MaxDiscretionBps: assign.MaximumColumn(row.MaxDiscretionBps)}
	for _, f := range []struct {
		into *assign.Limit
		from *int64
	}{
		{&l.LoanAmount, row.LoanAmount}, {&l.MortgageSecured, row.MortgageSecured}, {&l.NonMortgageSecured, row.NonMortgageSecured},
		{&l.BridgeSecured, row.BridgeSecured}, {&l.TotalConnection, row.TotalConnection},
	} {
		read, err := assign.LimitColumn(f.from)
		if err != nil {
			return l, err
		}
		*f.into = read
	}
	return l, nil
}
