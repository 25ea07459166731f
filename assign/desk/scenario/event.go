package scenario

import "time"

// Event is one thing that happens. Which fields it has follows from its type.
type Event struct {
	At    time.Time
	Type  string
	Actor string // empty: the system, and no permission is checked

	User    string // label; of user.create it is NewUser's
	Deal    string // label; of deal.create it is NewDeal's
	Request string

	NewUser *User
	NewDeal *Deal

	SetCompany Company
	SetUser    UserSet
	SetDeal    DealSet

	Source    string // ADMIN or DIRECTORY
	StartDate string
	EndDate   string
	Delegate  string // empty: null
	Status    string
	Approver  Names
	Decision  string // APPROVE or DECLINE

	Expect Expectation
}

// The types of events.
const (
	ClockTick       = "clock"
	CompanyUpdate   = "company.update"
	UserCreate      = "user.create"
	UserUpdate      = "user.update"
	UserDeactivate  = "user.deactivate"
	UserActivate    = "user.activate"
	UserDelete      = "user.delete"
	Login           = "login"
	OOOSet          = "ooo.set"
	OOODelegate     = "ooo.delegate"
	OOOOff          = "ooo.off"
	DealCreate      = "deal.create"
	DealUpdate      = "deal.update"
	DealStatus      = "deal.status"
	DealAssign      = "deal.assign"
	DealPickup      = "deal.pickup"
	DealUnassign    = "deal.unassign"
	DealRelease     = "deal.release"
	DealUndelegate  = "deal.undelegate"
	ApprovalRequest = "approval.request"
	ApprovalReroute = "approval.reroute"
	ApprovalDecide  = "approval.decide"
)

// UserSet is a change of a person; prefs and limits are merged.
type UserSet struct {
	Manager     Maybe[string] `json:"manager,omitzero"`
	AutoAssign  *bool         `json:"autoAssign,omitempty"`
	Permissions *[]string     `json:"permissions,omitempty"`
	Prefs       *PrefsSet     `json:"prefs,omitempty"`
	Limits      *Limits       `json:"limits,omitempty"`
}

// PrefsSet is a change of preference sets; nil leaves a set as it is.
type PrefsSet struct {
	Locations     *[]string     `json:"locations,omitempty"`
	PropertyTypes *[]string     `json:"propertyTypes,omitempty"`
	Products      *[]string     `json:"products,omitempty"`
	Brokers       *[]string     `json:"brokers,omitempty"`
	Languages     *[]string     `json:"languages,omitempty"`
	FinancingDate Maybe[string] `json:"financingDate,omitzero"`
}

// DealSet is a change of a deal; existing is merged, facilities are replaced.
type DealSet struct {
	Facilities    *[]Facility   `json:"facilities,omitempty"`
	Existing      Existing      `json:"existing,omitzero"`
	DiscretionBps *int          `json:"discretionBps,omitempty"`
	Currency      *string       `json:"currency,omitempty"`
	Language      *string       `json:"language,omitempty"`
	Location      Maybe[string] `json:"location,omitzero"`
	PropertyType  Maybe[string] `json:"propertyType,omitzero"`
	Product       Maybe[string] `json:"product,omitzero"`
	Broker        Maybe[string] `json:"broker,omitzero"`
}

// ActorOf is who acts: the system when empty. Who is away acts for themselves where an
// event about an absence names nobody, as does who picks up a deal or signs in.
func (e Event) ActorOf() string {
	switch e.Type {
	case OOOSet, OOODelegate, OOOOff:
		if e.Actor == "" {
			return e.User
		}
	case DealPickup, Login:
		return e.User
	}
	return e.Actor
}
