package model

import (
	"fmt"
	"slices"
	"time"

	"mandate/assign/desk/scenario"
)

// timeline draws a file with n events, most of which the rules allow: what is drawn next
// depends on what the model says of the state.
func (d draw) timeline(n int) scenario.File {
	f := d.start()
	w, err := New(f)
	if err != nil {
		d.Fatal(err)
	}
	for i := range n {
		e := d.event(w, i)
		f.Events = append(f.Events, e)
		w.Apply(e)
	}
	return f
}

func (d draw) event(w *World, i int) scenario.Event {
	e := scenario.Event{At: d.instant(w), Type: d.kind(w)}
	d.fill(w, &e, i)
	return e
}

// kind draws what happens: every other time something that the state asks for.
func (d draw) kind(w *World) string {
	if fitting := w.fitting(); len(fitting) > 0 && d.rarely(2, "fitting") {
		return pick(d, "fitting type", fitting...)
	}
	return pick(d, "type",
		scenario.ClockTick, scenario.CompanyUpdate, scenario.UserCreate, scenario.UserUpdate, scenario.UserUpdate, scenario.UserDeactivate,
		scenario.UserActivate, scenario.UserDelete, scenario.Login, scenario.OOOSet, scenario.OOOSet, scenario.OOOSet, scenario.OOODelegate,
		scenario.OOOOff, scenario.DealCreate, scenario.DealCreate, scenario.DealUpdate, scenario.DealStatus, scenario.DealStatus,
		scenario.DealAssign, scenario.DealAssign, scenario.DealPickup, scenario.DealUnassign, scenario.DealRelease, scenario.DealUndelegate,
		scenario.ApprovalRequest, scenario.ApprovalReroute, scenario.ApprovalDecide)
}

// fitting lists what would change the state of something that is there.
func (w *World) fitting() (out []string) {
	for _, a := range w.asks {
		switch {
		case a.half():
			out = append(out, scenario.DealUpdate, scenario.DealUpdate, scenario.ApprovalDecide)
		case a.state == "PENDING":
			out = append(out, scenario.ApprovalDecide)
		case a.state == "UNROUTED":
			out = append(out, scenario.ApprovalReroute)
		}
	}
	for _, d := range w.deals {
		switch {
		case w.blocked(d) && w.openAsk(d) == nil && len(w.approvers(d)) > 0:
			out = append(out, scenario.ApprovalRequest, scenario.ApprovalRequest)
		case len(d.lingering) > 0:
			out = append(out, scenario.DealUndelegate)
		case d.held:
			out = append(out, scenario.DealRelease, scenario.DealPickup)
		}
	}
	for _, u := range w.users {
		switch {
		case u.ooo != nil:
			out = append(out, scenario.OOOOff, scenario.OOODelegate, scenario.OOOSet)
		case !u.deleted && !u.active():
			out = append(out, scenario.UserActivate)
		}
	}
	slices.Sort(out)
	return out
}

// half reports whether the first of two has approved.
func (a *ask) half() bool {
	return a.state == "PENDING" && slices.ContainsFunc(a.places, func(p place) bool { return p.state == "APPROVED" })
}

// instant is the next event's: often just before, at or after the next boundary.
func (d draw) instant(w *World) time.Time {
	at, due := w.nextBoundary()
	switch kind := pick(d, "when", "now", "soon", "soon", "day", "boundary", "before", "after", "far"); {
	case kind == "now":
		return w.now
	case due && at.After(w.now) && kind == "boundary":
		return at
	case due && at.Add(-time.Second).After(w.now) && kind == "before":
		return at.Add(-time.Second)
	case due && at.After(w.now) && kind == "after":
		return at.Add(90 * time.Minute)
	case kind == "day":
		return w.now.Add(time.Duration(d.between(1, 30, "hours")) * time.Hour)
	case kind == "far" && d.rarely(3, "very far"):
		return w.now.Add(31 * 24 * time.Hour)
	}
	return w.now.Add(time.Duration(d.between(1, 50, "minutes")) * time.Minute)
}

func (d draw) fill(w *World, e *scenario.Event, i int) {
	switch e.Type {
	case scenario.CompanyUpdate:
		e.SetCompany = d.settings()
	case scenario.UserCreate, scenario.UserUpdate, scenario.UserDeactivate, scenario.UserActivate, scenario.UserDelete, scenario.Login:
		d.fillUser(w, e, i)
	case scenario.OOOSet, scenario.OOODelegate, scenario.OOOOff:
		d.fillAbsence(w, e)
	case scenario.ApprovalRequest, scenario.ApprovalReroute, scenario.ApprovalDecide:
		d.fillApproval(w, e, i)
	case scenario.DealCreate:
		deal := d.deal(fmt.Sprintf("n%02d", i))
		if len(w.deals) > 0 && d.rarely(12, "known reference") {
			deal.ID = pick(d, "reference", w.dealIDs()...)
		}
		e.Deal, e.NewDeal = deal.ID, &deal
	case scenario.ClockTick:
	default:
		d.fillDeal(w, e)
	}
}

// settings draws a change of one setting, or of several at once.
func (d draw) settings() (c scenario.Company) {
	d.setting(&c)
	for d.rarely(3, "and more") {
		d.setting(&c)
	}
	return c
}

func (d draw) setting(c *scenario.Company) {
	on := d.rarely(2, "on")
	switch pick(d, "setting", "autoAssign", "fallback", "remove", "release", "view", "leavers", "sso", "days", "dual", "zone") {
	case "autoAssign":
		c.AutoAssign = &on
	case "fallback":
		c.OverLimitFallback = &on
	case "remove":
		c.AutoRemoveDelegates = &on
	case "release":
		c.CapacityRelease = ptr(pick(d, "release", "CONDITIONAL_APPROVAL", "TERMINAL"))
	case "view":
		c.LimitsView = ptr(pick(d, "view", "CONDENSED", "EXPANDED"))
	case "leavers":
		c.LeaverDeals = ptr(pick(d, "leavers", "KEEP", "RELEASE"))
	case "sso":
		c.SSO = &on
	case "days":
		c.InactivityDays = pick(d, "days", scenario.Null[int](), scenario.Null[int](), scenario.Some(3), scenario.Some(30))
	case "dual":
		c.DualApprovalAbove = pick(d, "dual", scenario.Null[string](), scenario.Some("300000.00"), scenario.Some("0"))
	case "zone":
		c.Zone = ptr(pick(d, "eve", eves()...).zone)
	}
}

// anybody draws a person, now and then one who is not there.
func (d draw) anybody(w *World, what string) string {
	if d.rarely(30, "stranger") {
		return "nobody"
	}
	return pick(d, what, w.userIDs()...)
}

// living draws somebody not deleted.
func (d draw) living(w *World, what string) string {
	var list []string
	for _, id := range w.userIDs() {
		if !w.users[id].deleted {
			list = append(list, id)
		}
	}
	if len(list) == 0 {
		return "nobody"
	}
	return pick(d, what, list...)
}

// signedIn draws who could act at a door: somebody active, or the system.
func (d draw) signedIn(w *World) string {
	list := []string{"", ""}
	for _, id := range w.userIDs() {
		if w.users[id].active() {
			list = append(list, id)
		}
	}
	return pick(d, "actor", list...)
}

func (d draw) fillUser(w *World, e *scenario.Event, i int) {
	e.Actor = d.signedIn(w)
	e.User = d.anybody(w, "user")
	switch e.Type {
	case scenario.UserCreate:
		id := fmt.Sprintf("x%02d", i)
		u := scenario.User{ID: id, Name: id, Permissions: d.permissions(), Prefs: d.prefs(), Limits: d.limits()}
		if d.rarely(2, "reports to somebody") {
			u.Manager = d.living(w, "manager of who is new")
		}
		if d.rarely(5, "new with auto off") {
			u.AutoAssign = ptr(false)
		}
		if d.rarely(4, "same address") {
			u.Email = e.User + "@EXAMPLE.test"
		}
		e.User, e.NewUser = id, &u
	case scenario.UserUpdate:
		e.SetUser = d.userSet(w)
	case scenario.UserDelete:
		if !d.rarely(3, "for good") {
			e.Type = scenario.UserDeactivate
		}
	case scenario.UserDeactivate, scenario.UserActivate:
		if e.Type == scenario.UserActivate && len(w.inactive()) > 0 && !d.rarely(4, "anybody") {
			e.User = pick(d, "inactive", w.inactive()...)
		}
		if d.rarely(3, "by directory") && w.living(e.User) != nil {
			e.Source, e.Actor = "DIRECTORY", ""
		}
	case scenario.Login:
		e.User, e.Actor = d.living(w, "who"), ""
	}
}

func (w *World) inactive() (out []string) {
	for _, id := range w.userIDs() {
		if u := w.users[id]; !u.deleted && !u.active() {
			out = append(out, id)
		}
	}
	return out
}

// userSet draws a change of one kind, or of several at once.
func (d draw) userSet(w *World) (s scenario.UserSet) {
	d.setOne(w, &s)
	for d.rarely(3, "and more") {
		d.setOne(w, &s)
	}
	return s
}

func (d draw) setOne(w *World, s *scenario.UserSet) {
	switch pick(d, "set", "manager", "permissions", "auto", "prefs", "limits", "limits") {
	case "manager":
		s.Manager = scenario.Some(d.living(w, "manager"))
		if d.rarely(4, "no manager") {
			s.Manager = scenario.Null[string]()
		}
	case "permissions":
		s.Permissions = ptr(d.permissions())
	case "auto":
		s.AutoAssign = ptr(!d.rarely(3, "auto off"))
	case "prefs":
		p := d.prefs()
		s.Prefs = &scenario.PrefsSet{}
		switch pick(d, "which", "where", "what", "whose", "when") {
		case "where":
			s.Prefs.Locations = &p.Locations
		case "what":
			s.Prefs.Languages, s.Prefs.PropertyTypes = &p.Languages, &p.PropertyTypes
		case "whose":
			s.Prefs.Products, s.Prefs.Brokers = &p.Products, &p.Brokers
		case "when":
			s.Prefs.FinancingDate = pick(d, "financing", scenario.Some("2026-12-01"), scenario.Null[string]())
		}
	case "limits":
		l := d.limits()
		if d.rarely(2, "capacity alone") {
			l = scenario.Limits{MaxCapacity: l.MaxCapacity}
		} else if d.rarely(3, "money alone") {
			l = scenario.Limits{LoanAmount: l.LoanAmount, TotalConnection: l.TotalConnection}
		}
		s.Limits = &l
	}
}

func (d draw) fillAbsence(w *World, e *scenario.Event) {
	e.User, e.Delegate = d.anybody(w, "who is away"), d.living(w, "delegate")
	if e.Delegate == e.User || d.rarely(8, "another delegate") {
		e.Delegate = d.anybody(w, "any delegate")
	}
	if away := d.away(w); e.Type != scenario.OOOSet && away != "" && !d.rarely(6, "somebody present") {
		e.User = away
	}
	if d.rarely(2, "by another") {
		e.Actor = d.signedIn(w)
	}
	if d.rarely(15, "without delegate") {
		e.Delegate = ""
	}
	if e.Type != scenario.OOOSet {
		return
	}
	first := w.now.AddDate(0, 0, d.between(-1, 2, "from"))
	last := first.AddDate(0, 0, d.between(0, 3, "days"))
	if d.rarely(15, "reversed") {
		first, last = last, first
	}
	e.StartDate, e.EndDate = first.Format(time.DateOnly), last.Format(time.DateOnly)
}

// away draws somebody with a saved absence.
func (d draw) away(w *World) string {
	var list []string
	for _, id := range w.userIDs() {
		if w.users[id].ooo != nil {
			list = append(list, id)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return pick(d, "away", list...)
}

func (d draw) anyDeal(w *World, keep func(*deal) bool) string {
	var list []string
	for _, id := range w.dealIDs() {
		if keep(w.deals[id]) {
			list = append(list, id)
		}
	}
	switch {
	case d.rarely(30, "no deal") || len(w.deals) == 0:
		return "d99"
	case len(list) == 0 || d.rarely(6, "any deal"):
		return pick(d, "deal", w.dealIDs()...)
	}
	return pick(d, "fitting deal", list...)
}

func (d draw) fillDeal(w *World, e *scenario.Event) {
	e.Actor = d.signedIn(w)
	anything := func(*deal) bool { return true }
	switch e.Type {
	case scenario.DealUpdate:
		e.Deal, e.SetDeal = d.anyDeal(w, func(x *deal) bool { return w.openAsk(x) != nil && w.openAsk(x).half() }), d.dealSet()
	case scenario.DealStatus:
		e.Deal = d.anyDeal(w, anything)
		e.Status = pick(d, "to", "NEW", "IN_REVIEW", "PENDING", "CONDITIONALLY_APPROVED", "CONDITIONALLY_APPROVED", "FUNDED", "DECLINED", "CANCELLED")
		e.Actor = d.onDeal(w, e.Deal)
	case scenario.DealAssign:
		e.Deal, e.User = d.anyDeal(w, (*deal).open), d.anybody(w, "to")
	case scenario.DealPickup:
		e.Deal, e.User, e.Actor = d.anyDeal(w, func(x *deal) bool { return x.open() && x.owner == "" }), d.living(w, "who"), ""
	case scenario.DealUnassign:
		e.Deal = d.anyDeal(w, func(x *deal) bool { return x.open() && x.owner != "" })
	case scenario.DealRelease:
		e.Deal = d.anyDeal(w, func(x *deal) bool { return x.open() && x.held })
	case scenario.DealUndelegate:
		e.Deal = d.anyDeal(w, func(x *deal) bool { return len(x.delegates) > 0 })
		e.Actor = d.onDeal(w, e.Deal)
	}
}

// onDeal draws somebody on the deal more often than not, be they there or not.
func (d draw) onDeal(w *World, id string) string {
	x := w.deals[id]
	if x == nil || x.owner == "" || d.rarely(3, "off the deal") {
		return d.signedIn(w)
	}
	return pick(d, "on the deal", append(append([]string{}, x.delegates...), x.owner, x.acting())...)
}

// dealSet draws a change of one particular of a deal, or of several at once.
func (d draw) dealSet() (s scenario.DealSet) {
	d.particular(&s)
	for d.rarely(4, "and more") {
		d.particular(&s)
	}
	return s
}

func (d draw) particular(s *scenario.DealSet) {
	switch pick(d, "change", "facilities", "facilities", "existing", "business", "bps", "place", "terms", "currency") {
	case "business":
		s.Existing.Business = ptr(pick(d, "business", "0", "50000.00", "400000.00"))
	case "terms":
		s.Product = pick(d, "product", scenario.Some("P1"), scenario.Some("P2"), scenario.Null[string]())
		s.Broker = pick(d, "broker", scenario.Some("B1"), scenario.Null[string]())
		s.Language = ptr(pick(d, "language", "en", "fr", "de"))
	case "facilities":
		s.Facilities = ptr(d.facilities())
	case "existing":
		s.Existing.Retail = ptr(pick(d, "retail", "0", "100000.00", "500000.00"))
	case "bps":
		s.DiscretionBps = ptr(pick(d, "bps", 0, 10, 60))
	case "place":
		s.Location = pick(d, "location", scenario.Some("ON"), scenario.Some("QC"), scenario.Null[string]())
		s.PropertyType = scenario.Some(pick(d, "property", "COTTAGE", "SECOND_HOME"))
	case "currency":
		s.Currency = ptr(pick(d, "currency", "CAD", "USD"))
	}
}

func (d draw) fillApproval(w *World, e *scenario.Event, i int) {
	blocked := func(x *deal) bool { return x.open() && w.blocked(x) && w.users[x.acting()].available() }
	if e.Type == scenario.ApprovalRequest {
		e.Request = fmt.Sprintf("r%02d", i)
		e.Deal = d.anyDeal(w, func(x *deal) bool { return blocked(x) && w.openAsk(x) == nil })
		e.Actor = d.onDeal(w, e.Deal)
	} else {
		if len(w.asks) == 0 {
			e.Type = scenario.ClockTick
			return
		}
		e.Request = d.ask(w, e.Type == scenario.ApprovalReroute)
		a := w.asks[e.Request]
		e.Actor = d.onDeal(w, a.deal)
		if e.Type == scenario.ApprovalDecide {
			e.Decision = pick(d, "decision", "APPROVE", "APPROVE", "DECLINE")
			if !d.rarely(5, "another decides") {
				e.Actor = pick(d, "place", a.places...).approver
				for _, p := range a.places {
					if p.state == "PENDING" && !d.rarely(4, "any place") {
						e.Actor = p.approver
					}
				}
			}
			return
		}
		e.Deal = a.deal
	}
	if e.Actor == "" { // the system asks nobody
		e.Actor = d.living(w, "who asks")
	}
	e.Approver = d.approvers(w, w.deals[e.Deal])
}

// ask draws a request, one that waits for what is to happen where there is any.
func (d draw) ask(w *World, unrouted bool) string {
	for _, id := range w.askIDs() {
		a := w.asks[id]
		for _, p := range a.places {
			if a.open() && (p.state == "UNROUTED") == unrouted && (unrouted || p.state == "PENDING") && !d.rarely(5, "another request") {
				return id
			}
		}
	}
	return pick(d, "request", w.askIDs()...)
}

func (d draw) approvers(w *World, x *deal) scenario.Names {
	list := w.userIDs()
	n := 1
	if x != nil && !d.rarely(10, "any approver") {
		if fitting := w.approvers(x); len(fitting) > 0 {
			list = fitting
		}
		if w.needsTwo(x) {
			n = 2
		}
	}
	if d.rarely(25, "another number") {
		n = 3 - n
	}
	var names scenario.Names
	for len(names) < n {
		names = append(names, pick(d, "approver", list...))
	}
	return names
}
