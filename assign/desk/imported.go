package desk

import (
	"slices"
	"time"

	"mandate/assign"
	"mandate/fault"
	"mandate/ident"
)

// ImportedDeal is a deal as it stands in the system that it comes from.
type ImportedDeal struct {
	Submission
	Owner     ident.ID      // zero: none
	Status    assign.Status // NEW when empty
	CreatedAt time.Time     // now when zero
	Grants    []ImportedGrant
}

// ImportedGrant is an approval that was given there (AP-4). Amounts are decimal text in
// the deal's currency; those left out are the deal's own.
type ImportedGrant struct {
	At       time.Time // now when zero
	Approver ident.ID  // zero: not known here

	LoanAmount, MortgageSecured, NonMortgageSecured, BridgeSecured, TotalConnection string
	DiscretionBps                                                                   *int
}

// ImportOptions say how an import is done.
type ImportOptions struct {
	Quiet     bool // nobody is notified
	DryRun    bool // everything is judged, and nothing written
	Stop      bool // what stands behind the first refusal is not tried, and has no outcome
	Submitted bool // sent by a LOS, as Submit takes them: history names no source
}

// ImportOutcome is what became of one deal of an import.
type ImportOutcome string

// The outcomes of an import.
const (
	ImportCreated ImportOutcome = "CREATED"
	ImportPresent ImportOutcome = "PRESENT" // a deal of the same reference and figures was there
	ImportRefused ImportOutcome = "REFUSED"
)

// ImportResult tells what became of one deal.
type ImportResult struct {
	Outcome ImportOutcome
	Deal    ident.ID     // zero: refused, or a dry run
	Owner   ident.ID     // of a deal that was created: brought along or found (AS-7); zero: none
	Fault   *fault.Fault // why it was refused; its field is one of ImportedDeal
}

// mostGrants bounds what one row may bring along.
const mostGrants = 50

// incoming is an imported deal that has been read.
type incoming struct {
	application
	place  int // in the import
	grants []incomingGrant
}

type incomingGrant struct {
	assign.Grant
	at       time.Time
	approver ident.ID
}

// readImported checks one deal against the company; now is the instant of the import.
func (m *memory) readImported(in ImportedDeal, now time.Time) (incoming, error) {
	if err := in.plausible(); err != nil {
		return incoming{}, err
	}
	a, err := m.read(in.Submission)
	if err != nil {
		return incoming{}, err
	}
	if in.Status != "" {
		a.Status = in.Status
	}
	a.Owner, a.CreatedAt = in.Owner, in.CreatedAt.UTC().Truncate(time.Microsecond)
	if in.CreatedAt.IsZero() {
		a.CreatedAt = now
	}
	out := incoming{application: a}
	for _, g := range in.Grants {
		grant, err := g.over(a.Figures, now)
		if err != nil {
			return out, err
		}
		out.grants = append(out.grants, grant)
	}
	return out, in.choices(now)
}

// choices checks what a submission can't have.
func (in ImportedDeal) choices(now time.Time) error {
	if in.Status != "" && !slices.Contains(in.Status.Values(), string(in.Status)) {
		return invalid("There is no status %s.", clip(string(in.Status))).On("status")
	}
	if in.PropertyType != "" && !slices.Contains(in.PropertyType.Values(), string(in.PropertyType)) {
		return invalid("There is no property type %s.", clip(string(in.PropertyType))).On("propertyType")
	}
	if in.CreatedAt.After(now) {
		return invalid("A deal was created before it is imported.").On("createdAt")
	}
	if len(in.Grants) > mostGrants {
		return invalid("A deal brings at most %d approvals along.", mostGrants).On("grants")
	}
	return nil
}

// over is the grant with the deal's own figures where it says nothing.
func (g ImportedGrant) over(f assign.Figures, now time.Time) (incomingGrant, error) {
	out := incomingGrant{assign.GrantOf(f), g.At.UTC().Truncate(time.Microsecond), g.Approver}
	if g.At.IsZero() {
		out.at = now
	}
	if g.At.After(now) {
		return out, invalid("An approval was given before it is imported.").On("grants", "at")
	}
	for _, amount := range []struct {
		field, text string
		into        *int64
	}{
		{"loanAmount", g.LoanAmount, &out.Loan}, {"mortgageSecured", g.MortgageSecured, &out.Mortgage}, {"nonMortgageSecured", g.NonMortgageSecured, &out.NonMortgage},
		{"bridgeSecured", g.BridgeSecured, &out.Bridge}, {"totalConnection", g.TotalConnection, &out.Connection},
	} {
		if amount.text == "" {
			continue
		}
		money, err := assign.ParseMoney(amount.text, f.Currency)
		if err != nil {
			return out, fault.As(err).On("grants", amount.field)
		}
		*amount.into = money.Amount
	}
	if g.DiscretionBps != nil {
		out.DiscretionBps = *g.DiscretionBps
	}
	if out.DiscretionBps < 0 || out.DiscretionBps > 10_000 {
		return out, invalid("The discretion lies between 0 and 10000 basis points.").On("grants", "discretionBps")
	}
	return out, nil
}
