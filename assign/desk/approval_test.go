package desk_test

import (
	"context"
	"slices"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/approvalgrant"
	"mandate/ent/db/approvalplace"
	"mandate/ent/db/approvalrequest"
	"mandate/fault"
	"mandate/ident"
)

// approver hires somebody who may approve up to so many dollars and gets no deals.
func (o *office) approver(name string, dollars int64) ident.ID {
	o.t.Helper()
	role, err := o.directory.RoleID(o.ctx, "approver")
	o.must(err)
	id, _, err := o.directory.Create(o.ctx, directory.NewPerson{FirstName: name, LastName: "Test", Email: name + "@acme.test", Roles: []ident.ID{role}})
	o.must(err)
	o.limit(id, 0, dollars)
	return id
}

// blocked gives a person a deal of so many dollars, which exceeds their limit.
func (o *office) blocked(owner ident.ID, reference string, dollars int) ident.ID {
	o.t.Helper()
	id := o.submit(reference, dollars)
	o.must(o.desk.Assign(o.ctx, desk.Move{Deal: id, To: owner}))
	return id
}

func (o *office) asks(by, deal ident.ID, approvers ...ident.ID) ident.ID {
	o.t.Helper()
	id, err := o.desk.RequestApproval(o.as(by), desk.ApprovalAsk{Deal: deal, Approvers: approvers, Comment: "please"})
	o.must(err)
	return id
}

func (o *office) verdict(by, request ident.ID, yes bool) error {
	return o.desk.DecideApproval(o.as(by), desk.ApprovalDecision{Request: request, Approve: yes, Comment: "as seen"})
}

func (o *office) request(id ident.ID) (row *db.ApprovalRequest) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.ApprovalRequest.Query().Where(approvalrequest.ID(id)).
			WithPlaces(func(q *db.ApprovalPlaceQuery) { q.Order(approvalplace.ByPlace()) }).Only(ctx)
		return err
	}))
	return row
}

// wantRequest compares where a request and its places stand.
func (o *office) wantRequest(id ident.ID, want string, places ...string) {
	o.t.Helper()
	row := o.request(id)
	var got []string
	for _, p := range row.Edges.Places {
		got = append(got, string(p.State))
	}
	open := want == "PENDING" || want == "UNROUTED"
	if string(row.State) != want || len(places) > 0 && !slices.Equal(got, places) || (row.DecidedAt == nil) != open {
		o.t.Errorf("request %s %v decided %v, want %s %v", row.State, got, row.DecidedAt, want, places)
	}
	o.agree()
}

func (o *office) grants(id ident.ID) (rows []*db.ApprovalGrant) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) (err error) {
		rows, err = c.ApprovalGrant.Query().Where(approvalgrant.DealID(id)).Order(approvalgrant.ByID()).All(ctx)
		return err
	}))
	return rows
}

// TestApprovalIsAskedForAndGiven is AP-2 to AP-4 and AP-6, with what allowed the step (I-11).
func TestApprovalIsAskedForAndGiven(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, max := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000)
		id := o.blocked(ann, "a", 800_000)
		approve := desk.StatusStep{Deal: id, To: assign.StatusConditionallyApproved}
		o.refused(o.desk.SetStatus(o.as(ann), approve), fault.CodeAuthorityExceeded)
		r := o.asks(ann, id, max)
		o.wantRequest(r, "PENDING", "PENDING")
		o.wantLast(max, "APPROVAL_REQUESTED")
		o.must(o.verdict(max, r, true))
		o.wantRequest(r, "APPROVED", "APPROVED")
		o.wantEnd(r, "APPROVAL_REQUESTED", "APPROVAL_GRANTED")
		o.wantLast(ann, "APPROVAL_DECIDED")
		if e := o.entry(r); *e.ActorID != max || e.Status != "APPROVED" || e.TargetKind != string(ident.Approval) || e.Comment != "as seen" {
			t.Errorf("entry %+v", e)
		}
		g := o.grants(id)
		if len(g) != 1 || g[0].Loan != 80_000_000 || *g[0].ApproverID != max || *g[0].RequestID != r || g[0].LimitsVersion == 0 || g[0].Position == 0 {
			t.Fatalf("grants %v", g)
		}
		o.must(o.desk.SetStatus(o.as(ann), approve))
		o.wantChanges(id, map[string][2]any{"status": {"NEW", "CONDITIONALLY_APPROVED"}, "grant": {nil, g[0].ID.Text(ident.Grant)}})
		o.limit(ann, 5, 800_000)
		o.must(o.desk.SetStatus(o.as(ann), desk.StatusStep{Deal: id, To: assign.StatusFunded}))
		got, err := o.store.Changes(o.entry(id).Changes, nil)
		o.must(err)
		if got["limitsVersion"] == [2]any{nil, nil} || got["grant"] != [2]any{nil, nil} {
			t.Errorf("the step was allowed by %v", got)
		}
	})
}

// TestRequestRefusals is section 20 for approval.request, in its order.
func TestRequestRefusals(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, max, low := o.hire("ann", 5, 500_000), o.hire("bob", 5, 900_000), o.approver("max", 1_000_000), o.approver("low", 700_000)
		id, small := o.blocked(ann, "a", 800_000), o.blocked(ann, "b", 100)
		request := func(by, deal ident.ID, approvers ...ident.ID) error {
			_, err := o.desk.RequestApproval(o.as(by), desk.ApprovalAsk{Deal: deal, Approvers: approvers})
			return err
		}
		o.refused(request(ann, ident.ID{1}, max), fault.CodeUnknownDeal)
		o.refused(request(bob, id, max), fault.CodeNotOnDeal)
		o.refused(request(ann, small, max), fault.CodeApprovalNotNeeded)
		for _, names := range [][]ident.ID{nil, {max, max}, {max, low}} {
			o.refused(request(ann, id, names...), fault.CodeInvalid)
		}
		for _, nobody := range []ident.ID{low, bob, ann, {2}} {
			o.refused(request(ann, id, nobody), fault.CodeApproverNotAvailable)
		}
		_, err := o.desk.RequestApproval(o.as(ann), desk.ApprovalAsk{Deal: id, Expected: 1, Approvers: []ident.ID{max}})
		o.refused(err, fault.CodeStale)
		r := o.asks(ann, id, max)
		o.refused(request(ann, id, max), fault.CodeRequestPending)
		o.refused(o.desk.RerouteApproval(o.as(ann), desk.Reroute{Request: r, Approvers: []ident.ID{max}}), fault.CodeRequestPending)
		o.refused(o.desk.RerouteApproval(o.as(ann), desk.Reroute{Request: ident.ID{1}}), fault.CodeRequestNotPending)
		o.leave(ann, "2026-09-01", "2026-09-02", low)
		o.refused(request(ann, id, max), fault.CodeUserAbsent)
		o.must(o.desk.EndAbsence(o.ctx, ann, 0))
		o.step(id, assign.StatusDeclined)
		o.refused(request(ann, id, max), fault.CodeDealClosed)
		o.wantRequest(r, "CANCELLED")
		o.refused(o.desk.RerouteApproval(o.as(bob), desk.Reroute{Request: r, Approvers: []ident.ID{max}}), fault.CodeNotOnDeal)
		o.must(o.directory.Deactivate(o.ctx, ann, 0, ""))
		o.refused(request(ann, id, max), fault.CodeUserInactive)
	})
}

// TestDecisionRefusals is AP-3 and section 20 for approval.decide, in its order.
func TestDecisionRefusals(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, max, sue := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000), o.approver("sue", 1_000_000)
		id := o.blocked(ann, "a", 800_000)
		o.refused(o.verdict(max, ident.ID{1}, true), fault.CodeRequestNotPending)
		r := o.asks(ann, id, max)
		o.refused(o.verdict(sue, r, true), fault.CodeNotTheApprover)
		o.refused(o.desk.DecideApproval(o.ctx, desk.ApprovalDecision{Request: r, Approve: true}), fault.CodeNotTheApprover)
		saw := o.deal(id).Version
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Facilities: mortgage("810000")}))
		o.refused(o.desk.DecideApproval(o.as(max), desk.ApprovalDecision{Request: r, Expected: saw, Approve: true}), fault.CodeStale)
		o.must(o.desk.DecideApproval(o.as(max), desk.ApprovalDecision{Request: r, Expected: saw + 1}))
		o.wantRequest(r, "DECLINED", "DECLINED")
		o.wantEnd(r, "APPROVAL_DECLINED")
		o.wantLast(ann, "APPROVAL_DECIDED")
		o.refused(o.verdict(max, r, true), fault.CodeRequestNotPending)
		if g := o.grants(id); len(g) > 0 {
			t.Errorf("a refusal made the grants %v", g)
		}
		o.wantRequest(o.asks(ann, id, sue), "PENDING") // a new one may follow
	})
}

// TestGrantsCoverWhatWasApproved is AP-4: up to the figures, and again when they come back.
func TestGrantsCoverWhatWasApproved(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, max := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000)
		id := o.blocked(ann, "a", 600_000)
		o.must(o.verdict(max, o.asks(ann, id, max), true))
		for _, step := range []struct {
			amount string
			needed bool
		}{{"600000.01", true}, {"600000.00", false}, {"599999.99", false}, {"900000", true}, {"500000", false}} {
			o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Facilities: mortgage(step.amount)}))
			_, err := o.desk.RequestApproval(o.as(ann), desk.ApprovalAsk{Deal: id, Approvers: []ident.ID{ann}})
			code := fault.CodeApprovalNotNeeded
			if step.needed {
				code = fault.CodeApproverNotAvailable
			}
			o.refused(err, code)
		}
	})
}

// TestApproverIsLost is AP-7 for every way to become unavailable, and the reroute.
func TestApproverIsLost(t *testing.T) {
	for name, lose := range map[string]func(o *office, max, deal ident.ID){
		"absent":      func(o *office, max, _ ident.ID) { o.leave(max, "2026-09-01", "2026-09-02", o.hire("zoe", 0, 1)) },
		"inactive":    func(o *office, max, _ ident.ID) { o.must(o.directory.Deactivate(o.ctx, max, 0, "")) },
		"deleted":     func(o *office, max, _ ident.ID) { o.must(o.directory.Delete(o.ctx, max, 0, "")) },
		"over limit":  func(o *office, max, _ ident.ID) { o.limit(max, 0, 700_000) },
		"not allowed": func(o *office, max, _ ident.ID) { o.roles(max, "underwriter") },
		"other figures": func(o *office, _, id ident.ID) {
			o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Facilities: mortgage("1000000.01")}))
		},
		"on the deal": func(o *office, max, id ident.ID) { o.must(o.desk.Assign(o.ctx, desk.Move{Deal: id, To: max})) },
	} {
		t.Run(name, func(t *testing.T) {
			timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
				ann, max, sue := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000), o.approver("sue", 2_000_000)
				id := o.blocked(ann, "a", 800_000)
				r := o.asks(ann, id, max)
				lose(o, max, id)
				if name == "on the deal" { // who may decide it themselves needs no approval (AP-8)
					o.wantRequest(r, "CANCELLED")
					o.wantEnd(r, "APPROVAL_CANCELLED")
					return
				}
				o.wantRequest(r, "UNROUTED", "UNROUTED")
				o.wantEnd(r, "APPROVAL_REQUESTED", "APPROVAL_UNROUTED")
				o.wantLast(ann, "APPROVAL_UNROUTED")
				o.refused(o.verdict(max, r, true), fault.CodeRequestNotPending)
				again := desk.Reroute{Request: r, Approvers: []ident.ID{max}, Comment: "instead"}
				o.refused(o.desk.RerouteApproval(o.as(ann), again), fault.CodeApproverNotAvailable)
				again.Approvers, again.Expected = []ident.ID{sue}, 1
				o.refused(o.desk.RerouteApproval(o.as(ann), again), fault.CodeStale)
				again.Expected = 2
				o.must(o.desk.RerouteApproval(o.as(ann), again))
				o.wantRequest(r, "PENDING", "PENDING")
				o.wantEnd(r, "APPROVAL_REROUTED")
				o.wantLast(sue, "APPROVAL_REQUESTED")
				o.must(o.verdict(sue, r, true))
				o.wantRequest(r, "APPROVED", "APPROVED")
			})
		})
	}
}

// roles gives somebody one role in place of those they have.
func (o *office) roles(of ident.ID, name string) {
	o.t.Helper()
	role, err := o.directory.RoleID(o.ctx, name)
	o.must(err)
	o.must(o.directory.SetRoles(o.ctx, of, 0, []ident.ID{role}))
}

// TestRequestNobodyNeeds is AP-8, each way.
func TestRequestNobodyNeeds(t *testing.T) {
	for name, end := range map[string]func(o *office, ann, id ident.ID){
		"limits raised": func(o *office, ann, _ ident.ID) { o.limit(ann, 5, 800_000) },
		"figures lowered": func(o *office, _, id ident.ID) {
			o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Facilities: mortgage("500000")}))
		},
		"closed":           func(o *office, _, id ident.ID) { o.step(id, assign.StatusCancelled) },
		"without an owner": func(o *office, _, id ident.ID) { o.must(o.desk.Unassign(o.ctx, desk.Move{Deal: id})) },
		"another owner": func(o *office, _, id ident.ID) {
			o.must(o.desk.Assign(o.ctx, desk.Move{Deal: id, To: o.hire("eve", 0, 900_000)}))
		},
		"owner deleted": func(o *office, ann, _ ident.ID) { o.must(o.directory.Delete(o.ctx, ann, 0, "")) },
		"delegate covers": func(o *office, ann, _ ident.ID) {
			o.leave(ann, "2026-09-01", "2026-09-02", o.hire("eve", 0, 900_000))
		},
	} {
		t.Run(name, func(t *testing.T) {
			timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
				ann, max := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000)
				id := o.blocked(ann, "a", 800_000)
				r := o.asks(ann, id, max)
				end(o, ann, id)
				o.wantRequest(r, "CANCELLED")
				o.wantEnd(r, "APPROVAL_REQUESTED", "APPROVAL_CANCELLED")
				if e := o.entry(r); e.ActorKind != string(actor.System) {
					t.Errorf("cancelled by %s", e.ActorKind)
				}
			})
		})
	}
}

// TestRequestOfSomebodyWhoDoesNotAct is cancelled at once where who acts is not blocked.
func TestRequestOfSomebodyWhoDoesNotAct(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann, bob, cat, max := o.hire("ann", 5, 500_000), o.hire("bob", 0, 500_000), o.hire("cat", 0, 900_000), o.approver("max", 1_000_000)
		off := false
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{AutoRemoveDelegates: &off}))
		id := o.blocked(ann, "a", 800_000)
		o.leave(ann, "2026-09-01", "2026-09-01", bob)
		o.leave(bob, "2026-09-01", "2026-09-05", cat)
		at("2026-09-02T04:00:00Z") // ann is back, bob still stands in by a lingering link, and cat for him
		o.wantChain(id, bob, cat)
		o.wantRequest(o.asks(ann, id, max), "CANCELLED")
	})
}

// TestTwoApprovers is AP-9.
func TestTwoApprovers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, max, sue, tom := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000), o.approver("sue", 1_000_000), o.approver("tom", 1_000_000)
		above := is(int64(70_000_000))
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{DualApprovalAbove: &above}))
		id := o.blocked(ann, "a", 700_000)
		for _, names := range [][]ident.ID{{max, sue}, nil} { // at the amount one is enough
			_, err := o.desk.RequestApproval(o.as(ann), desk.ApprovalAsk{Deal: id, Approvers: names})
			o.refused(err, fault.CodeInvalid)
		}
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Facilities: mortgage("700000.01")}))
		for _, names := range [][]ident.ID{{max}, {max, max}, {max, sue, tom}} {
			_, err := o.desk.RequestApproval(o.as(ann), desk.ApprovalAsk{Deal: id, Approvers: names})
			o.refused(err, fault.CodeInvalid)
		}
		r := o.asks(ann, id, max, sue)
		o.must(o.verdict(max, r, true))
		o.wantRequest(r, "PENDING", "APPROVED", "PENDING")
		o.refused(o.verdict(max, r, true), fault.CodeRequestNotPending)
		if got := o.notices(ann); slices.Contains(got, "APPROVAL_DECIDED") || len(o.grants(id)) > 0 {
			t.Errorf("one of two has decided the request: %v", got)
		}
		o.must(o.desk.Update(o.ctx, desk.DealUpdate{Deal: id, Facilities: mortgage("750000")}))
		o.wantRequest(r, "PENDING", "PENDING", "PENDING")
		o.wantEnd(r, "APPROVAL_REQUESTED", "APPROVAL_GRANTED", "APPROVAL_VOIDED")
		o.must(o.verdict(sue, r, true))
		o.must(o.directory.Deactivate(o.ctx, max, 0, ""))
		o.wantRequest(r, "UNROUTED", "UNROUTED", "APPROVED")
		o.must(o.desk.RerouteApproval(o.as(ann), desk.Reroute{Request: r, Approvers: []ident.ID{sue, tom}}))
		o.wantRequest(r, "PENDING", "APPROVED", "PENDING")
		o.must(o.verdict(tom, r, true))
		o.wantRequest(r, "APPROVED", "APPROVED", "APPROVED")
		if g := o.grants(id); len(g) != 1 || g[0].Loan != 75_000_000 || *g[0].ApproverID != tom {
			t.Errorf("grants %v", g)
		}
		o.wantLast(ann, "APPROVAL_DECIDED")
	})
}

// TestOneOfTwoIsLost keeps the other place, which can be decided first (AP-9).
func TestOneOfTwoIsLost(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, max, sue, tom := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000), o.approver("sue", 1_000_000), o.approver("tom", 1_000_000)
		above := is(int64(0))
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{DualApprovalAbove: &above}))
		id := o.blocked(ann, "a", 800_000)
		r := o.asks(ann, id, max, sue)
		o.must(o.directory.Deactivate(o.ctx, max, 0, ""))
		o.wantRequest(r, "PENDING", "UNROUTED", "PENDING")
		o.wantEnd(r, "APPROVAL_UNROUTED")
		o.refused(o.verdict(max, r, true), fault.CodeRequestNotPending)
		o.must(o.verdict(sue, r, true))
		o.wantRequest(r, "UNROUTED", "UNROUTED", "APPROVED")
		o.must(o.desk.RerouteApproval(o.as(ann), desk.Reroute{Request: r, Approvers: []ident.ID{tom, sue}}))
		o.must(o.verdict(tom, r, false))
		o.wantRequest(r, "DECLINED", "DECLINED", "APPROVED")
		if len(o.grants(id)) > 0 {
			t.Error("a declined request made a grant")
		}
	})
}

// TestSecondPairOfEyes unroutes a request of one approver once its deal needs two (AP-9):
// nobody alone approves above the amount.
func TestSecondPairOfEyes(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, max, sue := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000), o.approver("sue", 1_000_000)
		id := o.blocked(ann, "a", 800_000)
		r := o.asks(ann, id, max)
		above := is(int64(70_000_000))
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{DualApprovalAbove: &above}))
		o.wantRequest(r, "UNROUTED", "UNROUTED")
		o.refused(o.desk.RerouteApproval(o.as(ann), desk.Reroute{Request: r, Approvers: []ident.ID{sue}}), fault.CodeInvalid)
		o.must(o.desk.RerouteApproval(o.as(ann), desk.Reroute{Request: r, Approvers: []ident.ID{max, sue}}))
		o.wantRequest(r, "PENDING", "PENDING", "PENDING")
	})
}

// TestRerouteToWhoHasApproved names somebody who still decides: once one approver is
// enough, naming only the one who has approved leaves nobody to ask.
func TestRerouteToWhoHasApproved(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, max, sue, tom := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000), o.approver("sue", 1_000_000), o.approver("tom", 1_000_000)
		above := is(int64(70_000_000))
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{DualApprovalAbove: &above}))
		id := o.blocked(ann, "a", 800_000)
		r := o.asks(ann, id, max, sue)
		o.must(o.verdict(max, r, true))
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{DualApprovalAbove: new(*int64)}))
		o.must(o.directory.Deactivate(o.ctx, sue, 0, ""))
		o.wantRequest(r, "UNROUTED", "APPROVED", "UNROUTED")
		o.refused(o.desk.RerouteApproval(o.as(ann), desk.Reroute{Request: r, Approvers: []ident.ID{max}}), fault.CodeInvalid)
		o.wantRequest(r, "UNROUTED", "APPROVED", "UNROUTED")
		o.must(o.desk.RerouteApproval(o.as(ann), desk.Reroute{Request: r, Approvers: []ident.ID{tom}}))
		o.must(o.verdict(tom, r, true))
		o.wantRequest(r, "APPROVED", "APPROVED")
	})
}

// TestRequestsOfOtherProcesses are known to every replica.
func TestRequestsOfOtherProcesses(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		twin := o.twin()
		ann, max := o.hire("ann", 5, 500_000), o.approver("max", 1_000_000)
		id := o.blocked(ann, "a", 800_000)
		twin.agree()
		r := o.asks(ann, id, max)
		twin.agree()
		twin.limit(max, 0, 700_000)
		o.wantRequest(r, "UNROUTED")
		twin.must(twin.desk.Assign(twin.ctx, desk.Move{Deal: id, To: twin.hire("bob", 0, 1)}))
		o.wantRequest(r, "UNROUTED")
		o.limit(ann, 5, 900_000)
		o.wantRequest(r, "UNROUTED") // ann acts no more
		twin.step(id, assign.StatusCancelled)
		o.wantRequest(r, "CANCELLED")
	})
}
