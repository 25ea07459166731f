package model

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"mandate/assign/desk/scenario"
)

// World is everything that the rules speak of, at an instant.
type World struct {
	company company
	users   map[string]*user
	deals   map[string]*deal
	asks    map[string]*ask

	now     time.Time
	notices []scenario.Notice
	history []scenario.Entry
	quiet   bool // the start: boundaries have happened and are not reported
}

type company struct {
	zone              string
	currency          string
	language          string
	autoAssign        bool
	release           bool // leaverDeals RELEASE
	overLimitFallback bool
	terminal          bool // capacityRelease TERMINAL
	expanded          bool // limitsView EXPANDED
	autoRemove        bool
	sso               bool
	inactivityDays    int    // 0: off
	dualAbove         amount // unset: off
}

// user is a person; a deleted one stays as a tombstone.
type user struct {
	id, email      string
	manager        string
	permissions    map[string]bool
	autoAssign     bool
	locations      []string
	propertyTypes  []string
	products       []string
	brokers        []string
	languages      []string
	financing      string
	limits         limits
	reasons        map[string]bool // ADMIN, DIRECTORY, INACTIVITY
	deleted        bool
	signedIn       bool
	since          time.Time // LC-6 counts from here
	lastAssignedAt time.Time // zero: never
	ooo            *absence
}

type absence struct {
	startDate, endDate string
	start, end         time.Time
	delegate           string // empty: lost
	active             bool
}

type deal struct {
	id, owner  string
	status     string
	held       bool
	createdAt  time.Time
	facilities []scenario.Facility
	retail     string
	business   string
	discretion int
	currency   string
	language   string
	location   string
	property   string
	product    string
	broker     string

	delegates []string
	lingering map[string]string
	stalled   bool
	grants    []figures
	mode      string            // of the last assignment
	explain   map[string]string // of the last AUTO assignment
	told      string            // who acted when the acting user was told last
}

// ask is an approval request.
type ask struct {
	id, deal, by string
	state        string
	places       []place
}

type place struct {
	approver string
	state    string
	saw      figures
}

func (w *World) userIDs() []string { return slices.Sorted(maps.Keys(w.users)) }
func (w *World) dealIDs() []string { return slices.Sorted(maps.Keys(w.deals)) }
func (w *World) askIDs() []string  { return slices.Sorted(maps.Keys(w.asks)) }

func (u *user) active() bool    { return u != nil && !u.deleted && len(u.reasons) == 0 }
func (u *user) absent() bool    { return u != nil && !u.deleted && u.ooo != nil && u.ooo.active }
func (u *user) available() bool { return u.active() && !u.absent() }

func (d *deal) open() bool {
	return d.status == "NEW" || d.status == "IN_REVIEW" || d.status == "PENDING" || d.status == "CONDITIONALLY_APPROVED"
}

func (d *deal) waits() bool { return d.open() && d.owner == "" && !d.held }

// acting is the last delegate, or the owner; nobody acts on a closed deal.
func (d *deal) acting() string {
	switch {
	case !d.open():
		return ""
	case len(d.delegates) > 0:
		return d.delegates[len(d.delegates)-1]
	}
	return d.owner
}

func (d *deal) on(person string) bool {
	return person != "" && (d.owner == person || slices.Contains(d.delegates, person))
}

func (w *World) record(e scenario.Entry) {
	if w.quiet {
		return
	}
	if e.By == "" {
		e.By = "SYSTEM"
	}
	e.At = w.now.Format(time.RFC3339Nano)
	w.history = append(w.history, e)
}

// tell gives a notice; only active people get one (NO-1).
func (w *World) tell(n scenario.Notice) {
	if !w.quiet && w.users[n.To].active() {
		w.notices = append(w.notices, n)
	}
}

// Apply moves the clock to an event, applies it, and gives what a file could expect.
func (w *World) Apply(e scenario.Event) scenario.State {
	w.notices, w.history = nil, nil
	w.passBoundaries(e.At)
	w.now = e.At
	code, warnings := w.judge(e)
	if code == "" {
		w.settle(nil)
	}
	state := w.State()
	state.Error, state.Warnings = code, warnings
	return state
}

// New is a file's start.
func New(f scenario.File) (*World, error) {
	w := &World{users: map[string]*user{}, deals: map[string]*deal{}, asks: map[string]*ask{}, now: f.Start, quiet: true,
		company: company{zone: "America/Toronto", currency: "CAD", language: "en", autoAssign: true, autoRemove: true}}
	if f.Company.Kind != nil && *f.Company.Kind == "DEALERSHIP" {
		w.company.inactivityDays = 30
	}
	w.company.change(f.Company)
	for _, u := range f.Users {
		w.users[u.ID] = newUser(u, f.Start)
	}
	for _, d := range f.Deals {
		w.deals[d.ID] = w.newDeal(d, f.Start)
	}
	for _, r := range f.Requests {
		w.asks[r.ID] = startingAsk(r)
	}
	for _, u := range w.users {
		if err := w.startAbsence(u); err != nil {
			return nil, err
		}
	}
	w.passBoundaries(f.Start)
	w.settle(nil)
	w.quiet = false
	return w, nil
}

func (w *World) startAbsence(u *user) error {
	if u.ooo == nil {
		return nil
	}
	if err := w.bound(u.ooo); err != nil {
		return fmt.Errorf("absence of %s: %w", u.id, err)
	}
	if !u.ooo.start.Before(u.ooo.end) {
		return fmt.Errorf("absence of %s: it has no day", u.id)
	}
	if !u.ooo.end.After(w.now) {
		u.ooo = nil // over before the start
		return nil
	}
	u.ooo.active = !u.ooo.start.After(w.now)
	return nil
}
