package model

import (
	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
)

// Preferences are those of a person, with or without a row of their own: the
// outside id is made of the person's, so that it is the same before and after.
type Preferences struct {
	assign.Preferences
	User ident.ID
	Row  *db.Preferences // nil: none yet, nothing is restricted
	Kin  *Kin[*Preferences]
}

// PreferencesOf makes nodes of the rows of people; a person without one has a node too.
func PreferencesOf(people []ident.ID, rows map[ident.ID]*db.Preferences) (map[ident.ID]*Preferences, error) {
	kin := &Kin[*Preferences]{}
	nodes := make(map[ident.ID]*Preferences, len(people))
	for _, person := range people {
		rules, err := directory.PreferencesOf(rows[person])
		if err != nil {
			return nil, err
		}
		nodes[person] = &Preferences{Preferences: rules, User: person, Row: rows[person], Kin: kin}
		kin.Rows = append(kin.Rows, nodes[person])
	}
	return nodes, nil
}

// IsNode marks a node.
func (*Preferences) IsNode() {}

// ID is the outside id.
func (p *Preferences) ID() string { return p.User.Text(ident.Preferences) }

// Version is 0 while there are none.
func (p *Preferences) Version() int64 {
	if p.Row == nil {
		return 0
	}
	return p.Row.Version
}

// FinancingDate is null when it is missing.
func (p *Preferences) FinancingDate() *string {
	if p.Row == nil {
		return nil
	}
	return orNull(p.Row.FinancingDate)
}

// Limit is an amount that bounds a decision.
type Limit struct {
	Amount    *string
	Currency  string
	Unlimited bool
}

// LimitOf shows a limit in the company's currency.
func LimitOf(l assign.Limit, currency string) *Limit {
	shown := &Limit{Currency: currency, Unlimited: l.IsUnlimited()}
	if minor, ok := l.Amount(); ok {
		text := assign.Money{Amount: minor, Currency: currency}.Decimal()
		shown.Amount = &text
	}
	return shown
}

// LendingLimits are what a person may decide alone, with or without a row.
type LendingLimits struct {
	User     ident.ID
	Row      *db.LendingLimits // nil: none yet, all unset
	Limits   assign.Limits
	Currency string
}

// LimitsOf makes the node of a person.
func LimitsOf(person ident.ID, row *db.LendingLimits, currency string) (*LendingLimits, error) {
	limits, err := directory.LimitsOf(row)
	if err != nil {
		return nil, err
	}
	return &LendingLimits{User: person, Row: row, Limits: limits, Currency: currency}, nil
}

// IsNode marks a node.
func (*LendingLimits) IsNode() {}

// ID is the outside id, made of the person's.
func (l *LendingLimits) ID() string { return l.User.Text(ident.Limits) }

// Version is 0 while there are none.
func (l *LendingLimits) Version() int64 {
	if l.Row == nil {
		return 0
	}
	return l.Row.Version
}

// MaxCapacity is null when it is not set.
func (l *LendingLimits) MaxCapacity() *int { return l.Limits.MaxCapacity.Column() }

// MaxDiscretionBps is null when it is not set.
func (l *LendingLimits) MaxDiscretionBps() *int { return l.Limits.MaxDiscretionBps.Column() }

// LoanAmount is that of the condensed view.
func (l *LendingLimits) LoanAmount() *Limit { return LimitOf(l.Limits.LoanAmount, l.Currency) }

// MortgageSecured is of the expanded view.
func (l *LendingLimits) MortgageSecured() *Limit {
	return LimitOf(l.Limits.MortgageSecured, l.Currency)
}

// NonMortgageSecured is of the expanded view.
func (l *LendingLimits) NonMortgageSecured() *Limit {
	return LimitOf(l.Limits.NonMortgageSecured, l.Currency)
}

// BridgeSecured is of the expanded view.
func (l *LendingLimits) BridgeSecured() *Limit { return LimitOf(l.Limits.BridgeSecured, l.Currency) }

// TotalConnection is of the expanded view.
func (l *LendingLimits) TotalConnection() *Limit {
	return LimitOf(l.Limits.TotalConnection, l.Currency)
}
