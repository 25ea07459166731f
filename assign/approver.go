package assign

import (
	"slices"

	"mandate/ident"
)

// ApproverReason says why somebody is no available approver of a deal; the empty one is
// that of those who are (AP-5).
type ApproverReason string

// The values of ApproverReason, in the order in which AP-5 names the conditions: the
// first that fails is the reason.
const (
	ApproverAvailable    ApproverReason = ""
	ApproverInactive     ApproverReason = "INACTIVE"
	ApproverAbsent       ApproverReason = "ABSENT"
	ApproverNoPermission ApproverReason = "NO_PERMISSION" // not approval.decide
	ApproverOverLimit    ApproverReason = "OVER_LIMIT"
	ApproverOnDeal       ApproverReason = "ON_DEAL"
	ApproverRequester    ApproverReason = "REQUESTER"
)

// Values lists the values for the schema.
func (ApproverReason) Values() []string {
	return []string{
		string(ApproverInactive), string(ApproverAbsent), string(ApproverNoPermission),
		string(ApproverOverLimit), string(ApproverOnDeal), string(ApproverRequester),
	}
}

// Approver is what AP-5 asks of one person.
type Approver struct {
	ID      ident.ID
	Active  bool
	Absent  bool
	Decides bool // holds approval.decide
	Limits  Limits
}

// Reason is AP-5 for one person and one deal: onDeal are its owner and delegates, and
// requester is who asks, the zero ID while nobody does. Authority is the approver's own
// (DC-6).
func (a Approver) Reason(f Figures, s Settings, onDeal []ident.ID, requester ident.ID) ApproverReason {
	switch {
	case !a.Active:
		return ApproverInactive
	case a.Absent:
		return ApproverAbsent
	case !a.Decides:
		return ApproverNoPermission
	case !Covers(f, a.Limits, s):
		return ApproverOverLimit
	case slices.Contains(onDeal, a.ID):
		return ApproverOnDeal
	case a.ID == requester:
		return ApproverRequester
	}
	return ApproverAvailable
}
