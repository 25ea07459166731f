package assign

// Status is where a deal stands (section 1).
type Status string

// The values of Status: four open ones, three closed ones.
const (
	StatusNew                   Status = "NEW"
	StatusInReview              Status = "IN_REVIEW"
	StatusPending               Status = "PENDING"
	StatusConditionallyApproved Status = "CONDITIONALLY_APPROVED"
	StatusFunded                Status = "FUNDED"
	StatusDeclined              Status = "DECLINED"
	StatusCancelled             Status = "CANCELLED"
)

// Values lists the values for the schema.
func (Status) Values() []string {
	return []string{
		string(StatusNew), string(StatusInReview), string(StatusPending), string(StatusConditionallyApproved),
		string(StatusFunded), string(StatusDeclined), string(StatusCancelled),
	}
}

// Open reports whether work on the deal goes on.
func (s Status) Open() bool {
	switch s {
	case StatusNew, StatusInReview, StatusPending, StatusConditionallyApproved:
		return true
	}
	return false
}

// Consumes is CA-1: whether a deal of this status counts in the load of its acting user.
func (s Status) Consumes(release CapacityRelease) bool {
	if s == StatusConditionallyApproved {
		return release == ReleaseAtTerminal
	}
	return s.Open()
}

// NeedsAuthority is the authority step of AP-6: moving a deal here takes limits that cover it.
func (s Status) NeedsAuthority() bool {
	return s == StatusConditionallyApproved || s == StatusFunded
}
