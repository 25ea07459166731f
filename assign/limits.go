package assign

// Limits are one person's capacity and authority (section 9). Amounts are minor units
// of the company's currency. Which fields count depends on the active view (LL-5); the
// others are kept.
type Limits struct {
	MaxCapacity      Maximum `json:"maxCapacity,omitzero"`      // deals in the queue (CA-2, CA-3)
	MaxDiscretionBps Maximum `json:"maxDiscretionBps,omitzero"` // basis points below the posted rate; unset is zero (LL-8)

	LoanAmount Limit `json:"loanAmount,omitzero"` // condensed view (LL-2)

	MortgageSecured    Limit `json:"mortgageSecured,omitzero"` // expanded view (LL-3)
	NonMortgageSecured Limit `json:"nonMortgageSecured,omitzero"`
	BridgeSecured      Limit `json:"bridgeSecured,omitzero"`
	TotalConnection    Limit `json:"totalConnection,omitzero"`
}
