package assign

// Reason says what became of one person in one decision (AS-1 to AS-7).
type Reason string

// Who took part in the order (AS-7).
const (
	ReasonChosen      Reason = "CHOSEN"
	ReasonRankedBelow Reason = "RANKED_BELOW" // same group, later in its order
	ReasonLowerTier   Reason = "LOWER_TIER"   // passes, but in a later group
)

// The checks in the order of AS-1; the first that fails is the reason.
const (
	ReasonInactive             Reason = "INACTIVE"
	ReasonAutoAssignOff        Reason = "AUTO_ASSIGN_OFF"
	ReasonAbsentNoDelegate     Reason = "ABSENT_NO_DELEGATE"
	ReasonLanguageMismatch     Reason = "LANGUAGE_MISMATCH"
	ReasonLocationMismatch     Reason = "LOCATION_MISMATCH"
	ReasonPropertyTypeMismatch Reason = "PROPERTY_TYPE_MISMATCH"
	ReasonProductMismatch      Reason = "PRODUCT_MISMATCH"
	ReasonBrokerMismatch       Reason = "BROKER_MISMATCH"
	ReasonCapacityNotSet       Reason = "CAPACITY_NOT_SET"
	ReasonAtCapacity           Reason = "AT_CAPACITY"
	ReasonOverLimit            Reason = "OVER_LIMIT"
)

// Reasons lists all reasons: those of the order, then the checks in the order of AS-1.
func Reasons() []Reason {
	return []Reason{
		ReasonChosen, ReasonRankedBelow, ReasonLowerTier,
		ReasonInactive, ReasonAutoAssignOff, ReasonAbsentNoDelegate,
		ReasonLanguageMismatch, ReasonLocationMismatch, ReasonPropertyTypeMismatch, ReasonProductMismatch, ReasonBrokerMismatch, ReasonCapacityNotSet, ReasonAtCapacity, ReasonOverLimit,
	}
}

// Group is one of the four groups of AS-6; the empty one is nobody's.
type Group string

// The groups in their order.
const (
	GroupSpecialistWithin Group = "SPECIALIST_WITHIN"
	GroupGeneralistWithin Group = "GENERALIST_WITHIN"
	GroupSpecialistOver   Group = "SPECIALIST_OVER"
	GroupGeneralistOver   Group = "GENERALIST_OVER"
)

// Over reports whether the group's people lack the authority.
func (g Group) Over() bool { return g == GroupSpecialistOver || g == GroupGeneralistOver }

// place is the group's place in the full order of AS-6; nobody's group comes last.
func (g Group) place() int {
	switch g {
	case GroupSpecialistWithin:
		return 0
	case GroupGeneralistWithin:
		return 1
	case GroupSpecialistOver:
		return 2
	case GroupGeneralistOver:
		return 3
	}
	return 4
}

// groupOf is AS-4 and AS-6.
func groupOf(specialist, within bool) Group {
	switch {
	case specialist && within:
		return GroupSpecialistWithin
	case within:
		return GroupGeneralistWithin
	case specialist:
		return GroupSpecialistOver
	}
	return GroupGeneralistOver
}
