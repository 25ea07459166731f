package model

import (
	"slices"
	"time"

	"mandate/assign/desk/scenario"
)

func (w *World) newDeal(in scenario.Deal, at time.Time) *deal {
	d := &deal{id: in.ID, owner: in.Owner.Or(""), status: in.Status, held: in.Held, createdAt: at, facilities: in.Facilities,
		retail: "0", business: "0", discretion: in.DiscretionBps, currency: in.Currency, language: in.Language,
		location: in.Location.Or(""), property: in.PropertyType.Or(""), product: in.Product.Or(""), broker: in.Broker.Or(""),
		lingering: map[string]string{}}
	if in.CreatedAt != nil {
		d.createdAt = *in.CreatedAt
	}
	if d.status == "" {
		d.status = "NEW"
	}
	if d.currency == "" {
		d.currency = w.company.currency
	}
	if d.language == "" {
		d.language = w.company.language
	}
	d.expose(in.Existing)
	return d
}

func (d *deal) expose(e scenario.Existing) {
	if e.Retail != nil {
		d.retail = *e.Retail
	}
	if e.Business != nil {
		d.business = *e.Business
	}
}

// terms are what the LOS says of a deal.
func (d *deal) terms() []any {
	return []any{d.figures(), d.retail, d.business, d.language, d.location, d.property, d.product, d.broker}
}

func (d *deal) sameTerms(o *deal) bool {
	return slices.Equal(d.terms(), o.terms()) && slices.Equal(d.facilities, o.facilities)
}

func (w *World) dealCreate(e scenario.Event) string {
	d := w.newDeal(*e.NewDeal, w.now)
	if present := w.deals[d.id]; present != nil {
		if present.sameFigures(d) {
			return ""
		}
		return "DEAL_EXISTS"
	}
	w.deals[d.id] = d
	w.record(scenario.Entry{Action: "DEAL_CREATED", Target: d.id, By: e.Actor})
	return ""
}

func (w *World) dealUpdate(d *deal, e scenario.Event) string {
	before := *d
	s := e.SetDeal
	if s.Facilities != nil {
		d.facilities = *s.Facilities
	}
	d.expose(s.Existing)
	if s.DiscretionBps != nil {
		d.discretion = *s.DiscretionBps
	}
	for _, f := range []struct {
		into *string
		text *string
	}{{&d.currency, s.Currency}, {&d.language, s.Language}} {
		if f.text != nil {
			*f.into = *f.text
		}
	}
	for _, f := range []struct {
		into *string
		text scenario.Maybe[string]
	}{{&d.location, s.Location}, {&d.property, s.PropertyType}, {&d.product, s.Product}, {&d.broker, s.Broker}} {
		if f.text.Given {
			*f.into = f.text.Or("")
		}
	}
	if !before.sameTerms(d) {
		w.record(scenario.Entry{Action: "DEAL_UPDATED", Target: d.id, By: e.Actor})
	}
	return ""
}

// mayStep is AP-6; who takes a step that needs no authority is active. The system takes
// any.
func (w *World) mayStep(d *deal, actor, status string) string {
	u := w.users[actor]
	authority := status == "CONDITIONALLY_APPROVED" || status == "FUNDED"
	switch {
	case actor == "":
	case u != nil && !u.active():
		return "USER_INACTIVE"
	case !authority:
	case !d.on(actor):
		return "NOT_ON_DEAL"
	case u.absent():
		return "USER_ABSENT"
	case !w.covers(actor, d) && !d.granted():
		return "AUTHORITY_EXCEEDED"
	}
	return ""
}

// reads is VI-3 and VI-4: whether somebody active sees a deal, or saw it while it was
// open.
func (w *World) reads(u *user, d *deal) bool {
	if !u.active() {
		return false
	}
	if d.owner == "" && !d.open() {
		return u.permissions["pipeline.all"]
	}
	return w.sees(u, d)
}

// dealStatus moves a deal; one that is reopened loses an owner who was deleted (LC-4).
func (w *World) dealStatus(d *deal, e scenario.Event) string {
	if code := w.mayStep(d, e.Actor, e.Status); code != "" {
		return code
	}
	if d.status == e.Status {
		return ""
	}
	d.status = e.Status
	w.record(scenario.Entry{Action: "DEAL_STATUS", Target: d.id, By: e.Actor, Status: e.Status})
	if d.open() && d.owner != "" && w.users[d.owner].deleted {
		w.unassign(d, "", "")
	}
	return ""
}

// dealAssign is AS-11.
func (w *World) dealAssign(d *deal, e scenario.Event) string {
	target := w.living(e.User)
	switch {
	case target == nil:
		return "UNKNOWN_USER"
	case !w.can(e.Actor, "deal.assign") && (target.manager != e.Actor || !w.reads(w.users[e.Actor], d)):
		return "FORBIDDEN"
	case !d.open():
		return "DEAL_CLOSED"
	case !target.active():
		return "USER_INACTIVE"
	}
	w.assign(d, target.id, "MANUAL", e.Actor)
	return ""
}

// dealPickup is AS-12.
func (w *World) dealPickup(d *deal, e scenario.Event) string {
	u := w.users[e.User]
	switch {
	case !d.open():
		return "DEAL_CLOSED"
	case d.owner != "":
		return "DEAL_ALREADY_ASSIGNED"
	case !u.active():
		return "USER_INACTIVE"
	case u.absent():
		return "USER_ABSENT"
	case !slices.Contains(w.visibleTo(d), e.User):
		return "FORBIDDEN"
	}
	w.assign(d, e.User, "PICKUP", e.User)
	return ""
}

// dealUnassign is AS-13.
func (w *World) dealUnassign(d *deal, e scenario.Event) string {
	switch {
	case !w.can(e.Actor, "deal.assign"):
		return "FORBIDDEN"
	case d.owner == "":
		return "DEAL_NOT_ASSIGNED"
	}
	w.unassign(d, e.Actor, "")
	d.held = true
	return ""
}

func (w *World) dealRelease(d *deal, e scenario.Event) string {
	switch {
	case !w.can(e.Actor, "deal.assign"):
		return "FORBIDDEN"
	case !d.held:
		return "DEAL_NOT_HELD"
	}
	d.held = false
	w.record(scenario.Entry{Action: "DEAL_RELEASED", Target: d.id, By: e.Actor})
	return ""
}

// dealUndelegate is OO-7.
func (w *World) dealUndelegate(d *deal, e scenario.Event) string {
	manager := d.owner != "" && w.users[d.owner].manager == e.Actor
	switch {
	case len(d.delegates) == 0:
		return "NOT_DELEGATED"
	case e.Actor != "" && !d.on(e.Actor) && !manager && !w.can(e.Actor, "deal.assign"):
		return "FORBIDDEN"
	case len(d.lingering) == 0:
		return "DELEGATION_IN_FORCE"
	}
	d.lingering = map[string]string{}
	w.record(scenario.Entry{Action: "DELEGATES_UNASSIGNED", Target: d.id, By: e.Actor})
	return ""
}
