package assign

// Settings are the company settings that the rules read (section 2).
type Settings struct {
	AutoAssign          bool            `json:"autoAssign"`          // company switch of automatic assignment
	OverLimitFallback   bool            `json:"overLimitFallback"`   // AS-6
	CapacityRelease     CapacityRelease `json:"capacityRelease"`     // CA-1
	LimitsView          LimitsView      `json:"limitsView"`          // LL-5
	LeaverDeals         LeaverDeals     `json:"leaverDeals"`         // LC-2, LC-8
	Currency            string          `json:"currency"`            // ISO 4217, of all limits
	Language            string          `json:"language"`            // of a deal that names none
	Zone                string          `json:"zone"`                // IANA, whose midnight bounds a day (OO-2)
	AutoRemoveDelegates bool            `json:"autoRemoveDelegates"` // OO-6
	DualApprovalAbove   Limit           `json:"dualApprovalAbove"`   // AP-9; unset is off, UNLIMITED the same
}

// CapacityRelease says when a deal stops using capacity (CA-1).
type CapacityRelease string

// The values of CapacityRelease.
const (
	ReleaseAtConditionalApproval CapacityRelease = "CONDITIONAL_APPROVAL"
	ReleaseAtTerminal            CapacityRelease = "TERMINAL"
)

// Values lists the values for the schema.
func (CapacityRelease) Values() []string {
	return []string{string(ReleaseAtConditionalApproval), string(ReleaseAtTerminal)}
}

// LimitsView says which limits count: never both (LL-5).
type LimitsView string

// The values of LimitsView.
const (
	ViewCondensed LimitsView = "CONDENSED"
	ViewExpanded  LimitsView = "EXPANDED"
)

// Values lists the values for the schema.
func (LimitsView) Values() []string { return []string{string(ViewCondensed), string(ViewExpanded)} }

// LeaverDeals says what happens to the open deals of a deactivated person.
type LeaverDeals string

// The values of LeaverDeals.
const (
	LeaverKeep    LeaverDeals = "KEEP"    // they stay, stalled (LC-2)
	LeaverRelease LeaverDeals = "RELEASE" // they are unassigned and swept (LC-8)
)

// Values lists the values for the schema.
func (LeaverDeals) Values() []string { return []string{string(LeaverKeep), string(LeaverRelease)} }
