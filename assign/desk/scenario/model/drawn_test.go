package model

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// reached are the refusals of section 20, its actions of history and the notices of
// section 13 that timelines can come to.
const reached = `
deal.create DEAL_EXISTS; deal.update UNKNOWN_DEAL; deal.assign UNKNOWN_DEAL; deal.assign UNKNOWN_USER; deal.assign FORBIDDEN; deal.assign DEAL_CLOSED;
deal.assign USER_INACTIVE; deal.pickup UNKNOWN_DEAL; deal.pickup DEAL_CLOSED; deal.pickup DEAL_ALREADY_ASSIGNED; deal.pickup USER_INACTIVE;
deal.pickup USER_ABSENT; deal.pickup FORBIDDEN; deal.unassign FORBIDDEN; deal.unassign DEAL_NOT_ASSIGNED; deal.release FORBIDDEN;
deal.release DEAL_NOT_HELD; deal.undelegate NOT_DELEGATED; deal.undelegate FORBIDDEN; deal.undelegate DELEGATION_IN_FORCE;
deal.status UNKNOWN_DEAL; deal.status USER_INACTIVE; deal.status NOT_ON_DEAL; deal.status USER_ABSENT; deal.status AUTHORITY_EXCEEDED;
approval.request USER_INACTIVE; approval.request NOT_ON_DEAL; approval.request USER_ABSENT; approval.request DEAL_CLOSED;
approval.request APPROVAL_NOT_NEEDED; approval.request REQUEST_PENDING; approval.request APPROVER_NOT_AVAILABLE; approval.request INVALID;
approval.reroute REQUEST_PENDING; approval.reroute REQUEST_NOT_PENDING; approval.reroute APPROVER_NOT_AVAILABLE;
approval.decide REQUEST_NOT_PENDING; approval.decide NOT_THE_APPROVER; ooo.set UNKNOWN_USER; ooo.set DELEGATE_REQUIRED;
ooo.set SELF_DELEGATION; ooo.set DELEGATE_INACTIVE; ooo.set INVALID_RANGE; ooo.set OOO_IN_PAST; ooo.delegate OOO_NOT_SET; ooo.off OOO_NOT_SET;
user.create EMAIL_TAKEN; user.create EMAIL_RESERVED; user.update UNKNOWN_USER; user.update SELF_MANAGER; user.update SELF_GRANT;
user.deactivate UNKNOWN_USER; user.deactivate SSO_MANAGED; user.activate SSO_MANAGED; user.delete UNKNOWN_USER; user.delete SSO_MANAGED; login USER_INACTIVE;
COMPANY_UPDATED; USER_CREATED; USER_UPDATED; LIMITS_UPDATED; USER_DEACTIVATED; USER_ACTIVATED; USER_DELETED; MANAGER_CLEARED; OOO_SET; OOO_UPDATED;
OOO_STARTED; OOO_ENDED EXPIRED; OOO_ENDED TOGGLED; OOO_ENDED EDITED; OOO_CANCELLED; DEAL_CREATED; DEAL_UPDATED; DEAL_STATUS; DEAL_ASSIGNED;
DEAL_UNASSIGNED; DEAL_UNASSIGNED LEAVER; DEAL_RELEASED; DELEGATE_ADDED; DELEGATE_REMOVED; DELEGATES_UNASSIGNED; DELEGATION_STALLED;
APPROVAL_REQUESTED; APPROVAL_REROUTED; APPROVAL_GRANTED; APPROVAL_DECLINED; APPROVAL_UNROUTED; APPROVAL_CANCELLED; APPROVAL_VOIDED;
notice DEAL_ASSIGNED; notice DEAL_DELEGATED; notice DEAL_RETURNED; notice DELEGATE_SET; notice WELCOME; notice APPROVAL_REQUESTED;
notice APPROVAL_DECIDED; notice APPROVAL_UNROUTED; notice DELEGATION_STALLED; notice DELEGATE_LOST; warning DELEGATION_CYCLE; warning MANAGER_INACTIVE`

// TestDrawn: drawn timelines reach everything that a timeline can come to, so that
// whatever equals the model on them has been asked about each.
func TestDrawn(t *testing.T) {
	t.Parallel()
	missing := map[string]bool{}
	for _, what := range strings.Split(reached, ";") {
		missing[strings.TrimSpace(what)] = true
	}
	for range 40 {
		if len(missing) == 0 {
			return
		}
		rapid.Check(t, func(rt *rapid.T) { seen(rt, missing) })
	}
	t.Errorf("never reached: %v", missing)
}

func seen(rt *rapid.T, missing map[string]bool) {
	f := draw{rt}.timeline(40)
	w, err := New(f)
	if err != nil {
		rt.Fatal(err)
	}
	for _, e := range f.Events {
		state := w.Apply(e)
		delete(missing, e.Type+" "+state.Error)
		for _, h := range state.History {
			delete(missing, h.Action)
			delete(missing, h.Action+" "+h.Reason)
		}
		for _, n := range state.Notifications {
			delete(missing, "notice "+n.Type)
		}
		for _, warning := range state.Warnings {
			delete(missing, "warning "+warning)
		}
	}
}
