package model

import "mandate/assign/desk/scenario"

// judge applies an event, or refuses it by a code of section 20 with nothing changed.
func (w *World) judge(e scenario.Event) (code string, warnings []string) {
	switch e.Type {
	case scenario.CompanyUpdate:
		return w.companyUpdate(e), nil
	case scenario.UserCreate:
		return w.userCreate(e)
	case scenario.UserUpdate:
		return w.userUpdate(e)
	case scenario.UserDeactivate:
		return w.userDeactivate(e), nil
	case scenario.UserActivate:
		return w.userActivate(e), nil
	case scenario.UserDelete:
		return w.userDelete(e), nil
	case scenario.Login:
		return w.login(e), nil
	case scenario.OOOSet:
		return w.oooSet(e)
	case scenario.OOODelegate:
		return w.oooDelegate(e)
	case scenario.OOOOff:
		return w.oooOff(e), nil
	case scenario.ApprovalRequest:
		return w.approvalRequest(e), nil
	case scenario.ApprovalReroute:
		return w.approvalReroute(e), nil
	case scenario.ApprovalDecide:
		return w.approvalDecide(e), nil
	}
	return w.judgeDeal(e), nil
}

func (w *World) judgeDeal(e scenario.Event) string {
	switch e.Type {
	case scenario.DealCreate:
		return w.dealCreate(e)
	case scenario.ClockTick:
		return ""
	}
	d := w.deals[e.Deal]
	if d == nil {
		return "UNKNOWN_DEAL"
	}
	switch e.Type {
	case scenario.DealUpdate:
		return w.dealUpdate(d, e)
	case scenario.DealStatus:
		return w.dealStatus(d, e)
	case scenario.DealAssign:
		return w.dealAssign(d, e)
	case scenario.DealPickup:
		return w.dealPickup(d, e)
	case scenario.DealUnassign:
		return w.dealUnassign(d, e)
	case scenario.DealRelease:
		return w.dealRelease(d, e)
	case scenario.DealUndelegate:
		return w.dealUndelegate(d, e)
	}
	return "INVALID"
}

// can reports a permission; the system holds all.
func (w *World) can(actor, permission string) bool {
	if actor == "" {
		return true
	}
	u := w.users[actor]
	return u != nil && u.permissions[permission]
}

// living gives a person who is there and not deleted.
func (w *World) living(id string) *user {
	if u := w.users[id]; u != nil && !u.deleted {
		return u
	}
	return nil
}
