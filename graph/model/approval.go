package model

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ident"
)

// ApprovalRequest asks to approve a deal.
type ApprovalRequest struct {
	*db.ApprovalRequest
	Kin *Kin[*ApprovalRequest]
}

// Requests makes nodes of rows that were loaded together.
func Requests(rows []*db.ApprovalRequest) []*ApprovalRequest {
	kin := &Kin[*ApprovalRequest]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &ApprovalRequest{ApprovalRequest: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*ApprovalRequest) IsNode() {}

// ID is the outside id.
func (r *ApprovalRequest) ID() string { return r.ApprovalRequest.ID.Text(ident.Approval) }

// ApprovalPlace is one approver of a request.
type ApprovalPlace struct {
	*db.ApprovalPlace
	Kin *Kin[*ApprovalPlace]
}

// Places makes nodes of rows that were loaded together.
func Places(rows []*db.ApprovalPlace) []*ApprovalPlace {
	kin := &Kin[*ApprovalPlace]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &ApprovalPlace{ApprovalPlace: row, Kin: kin})
	}
	return kin.Rows
}

// Figures are those that the approver saw when deciding.
func (p *ApprovalPlace) Figures() (*Figures, error) {
	if len(p.ApprovalPlace.Figures) == 0 {
		return nil, nil
	}
	var seen assign.Figures
	if err := json.Unmarshal(p.ApprovalPlace.Figures, &seen); err != nil {
		return nil, fmt.Errorf("read figures of place %s: %w", p.ApprovalPlace.ID, err)
	}
	return FiguresOf(seen), nil
}

// ApprovalGrant is an approval of figures (AP-4).
type ApprovalGrant struct {
	At       time.Time
	Approver *User
	Figures  *Figures
	Asked    func(ctx context.Context) (*ApprovalRequest, error)
}

// Request is what was granted; it is loaded only when it is asked for.
func (g *ApprovalGrant) Request(ctx context.Context) (*ApprovalRequest, error) { return g.Asked(ctx) }

// GrantFigures shows the figures of a grant.
func GrantFigures(g assign.Grant) *Figures {
	return FiguresOf(assign.Figures{Currency: g.Currency, Loan: g.Loan, Mortgage: g.Mortgage, NonMortgage: g.NonMortgage, Bridge: g.Bridge,
		Connection: g.Connection, DiscretionBps: g.DiscretionBps})
}

// Figures are what authority is compared with.
type Figures struct {
	LoanAmount, MortgageSecured, NonMortgageSecured, BridgeSecured, TotalConnection *assign.Money
	DiscretionBps                                                                   int
}

// FiguresOf shows figures in their currency.
func FiguresOf(f assign.Figures) *Figures {
	money := func(minor int64) *assign.Money { return &assign.Money{Amount: minor, Currency: f.Currency} }
	return &Figures{LoanAmount: money(f.Loan), MortgageSecured: money(f.Mortgage), NonMortgageSecured: money(f.NonMortgage),
		BridgeSecured: money(f.Bridge), TotalConnection: money(f.Connection), DiscretionBps: f.DiscretionBps}
}

// Approver is whether a person may approve, and why not (AP-5).
type Approver struct {
	User            *User
	Available       bool
	Reason, Message *string
	Comparisons     []*Comparison
}
