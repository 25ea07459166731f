package scenario

// State is what a file can expect: everything after an event, and what the events
// since the last one have caused.
type State struct {
	Error         string                  `json:"error"` // code of the refusal; empty: it succeeded
	Warnings      []string                `json:"warnings"`
	Deals         map[string]DealState    `json:"deals"`
	Users         map[string]UserState    `json:"users"`
	Requests      map[string]RequestState `json:"requests"`
	Unassigned    []string                `json:"unassigned"` // oldest first, then by label
	Notifications []Notice                `json:"notifications"`
	History       []Entry                 `json:"history"`
}

// DealState is a deal. Lists of people are sorted; delegates and breaches have an order.
type DealState struct {
	Status    string            `json:"status"`
	Owner     *string           `json:"owner"`
	Acting    *string           `json:"acting"` // nil: unassigned or closed
	Delegates []string          `json:"delegates"`
	Stalled   bool              `json:"stalled"`
	Held      bool              `json:"held"`
	Blocked   bool              `json:"blocked"`
	Breaches  []string          `json:"breaches"`
	Approvers []string          `json:"approvers"`
	VisibleTo []string          `json:"visibleTo"`
	Explain   map[string]string `json:"explain"` // reason of the latest automatic decision, by person
}

// UserState is a person.
type UserState struct {
	Active       bool     `json:"active"`
	Deleted      bool     `json:"deleted"`
	Absent       bool     `json:"absent"`
	OOOState     string   `json:"oooState"` // OFF, SCHEDULED, ACTIVE
	Manager      *string  `json:"manager"`
	Load         int      `json:"load"`
	MyPipeline   []string `json:"myPipeline"`
	TeamPipeline []string `json:"teamPipeline"`
}

// RequestState is an approval request.
type RequestState struct {
	State       string `json:"state"`
	Approver    Names  `json:"approver"`
	RequestedBy string `json:"requestedBy"`
}

// Notice is a message to one person about one thing, or about none.
type Notice struct {
	To      string `json:"to"`
	Type    string `json:"type"`
	Deal    string `json:"deal,omitempty"`
	Request string `json:"request,omitempty"`
	User    string `json:"user,omitempty"`
}

// Entry is an entry of history as files list it.
type Entry struct {
	Action string `json:"action"`
	Target string `json:"target,omitempty"`
	By     string `json:"by,omitempty"` // SYSTEM, or who acted
	User   string `json:"user,omitempty"`
	Mode   string `json:"mode,omitempty"`
	Reason string `json:"reason,omitempty"`
	Source string `json:"source,omitempty"`
	Status string `json:"status,omitempty"`
	At     string `json:"at,omitempty"` // RFC 3339, UTC
}
