package model

import (
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
)

// Deal is an application for credit.
type Deal struct {
	*db.Deal
	Kin *Kin[*Deal]
}

// Deals makes nodes of rows that were loaded together.
func Deals(rows []*db.Deal) []*Deal {
	kin := &Kin[*Deal]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &Deal{Deal: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*Deal) IsNode() {}

// ID is the outside id.
func (d *Deal) ID() string { return d.Deal.ID.Text(ident.Deal) }

// CreatedAt is when it was submitted.
func (d *Deal) CreatedAt() time.Time { return d.SubmittedAt }

// Location is null when it is missing.
func (d *Deal) Location() *string { return orNull(d.Deal.Location) }

// PropertyType is null when it is missing.
func (d *Deal) PropertyType() *assign.PropertyType {
	if d.Deal.PropertyType == "" {
		return nil
	}
	kind := assign.PropertyType(d.Deal.PropertyType)
	return &kind
}

// LoanAmount is the sum of the facilities.
func (d *Deal) LoanAmount() *assign.Money { return d.money(d.Deal.LoanAmount) }

// ExistingRetail is exposure in the retail book besides this deal.
func (d *Deal) ExistingRetail() *assign.Money { return d.money(d.Deal.ExistingRetail) }

// ExistingBusiness is exposure in the business book besides this deal.
func (d *Deal) ExistingBusiness() *assign.Money { return d.money(d.Deal.ExistingBusiness) }

func (d *Deal) money(minor int64) *assign.Money {
	return &assign.Money{Amount: minor, Currency: d.Currency}
}

// Facility is one part of what is lent.
type Facility struct {
	*db.Facility
	Currency string // of the deal
}

// Amount is how much.
func (f *Facility) Amount() *assign.Money {
	return &assign.Money{Amount: f.Facility.Amount, Currency: f.Currency}
}

// AssignmentExplanation is why a deal went to this person, or to nobody (AS-14).
type AssignmentExplanation struct {
	Deal        *Deal
	At          time.Time
	Live        bool
	Mode        string
	Chosen      *User
	Group       *string
	SwitchedOff bool
	Considered  int
	Counts      []*ReasonCount
	Ranking     []*CandidateExplanation
}

// ReasonCount is how many people ended at a reason.
type ReasonCount struct {
	Reason string
	Count  int
}

// CandidateExplanation is what a decision found about one person.
type CandidateExplanation struct {
	User    *User
	Reason  string
	Rank    *int
	Group   *string
	Load    int
	StandIn *User // who would act, when the person is away

	StandInMaxCapacity, Owned *int // compared, when the person is away (CA-5)
	MaxCapacity               *int
	LastAssignedAt            *time.Time
	Breaches                  []*Breach
}

// Breach is a limit that a deal exceeds, with the numbers compared.
type Breach struct {
	Code     string
	Value    *assign.Money
	Limit    *Limit
	ValueBps *int
	LimitBps *int
}

// BreachesOf shows comparisons that are not covered.
func BreachesOf(list []assign.Breach, currency string) []*Breach {
	shown := make([]*Breach, 0, len(list))
	for _, b := range list {
		shown = append(shown, breachOf(b, currency))
	}
	return shown
}

func breachOf(b assign.Breach, currency string) *Breach {
	shown := &Breach{Code: string(b.Code)}
	switch b.Code {
	case assign.BreachCurrency:
	case assign.BreachDiscretion:
		value, limit := int(b.Value), 0
		if minor, ok := b.Limit.Amount(); ok {
			limit = int(minor)
		}
		shown.ValueBps, shown.LimitBps = &value, &limit
	default:
		shown.Value = &assign.Money{Amount: b.Value, Currency: currency}
		shown.Limit = LimitOf(b.Limit, currency)
	}
	return shown
}

// Draft makes a node of a deal that no database knows; its row has its facilities.
func Draft(row *db.Deal) *Deal {
	d := &Deal{Deal: row, Kin: &Kin[*Deal]{}}
	d.Kin.Rows = []*Deal{d}
	return d
}
