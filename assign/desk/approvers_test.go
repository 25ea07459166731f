package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

func (o *office) approvers(q desk.ApproverQuery) (list []desk.ApproverVerdict) {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) (err error) {
		list, err = o.desk.Approvers(ctx, c, q)
		return err
	})
	return list
}

func loan(dollars int64) *assign.Figures {
	return &assign.Figures{Currency: "CAD", Loan: dollars * 100, Mortgage: dollars * 100, Retail: dollars * 100, Connection: dollars * 100}
}

// wantReasons compares verdicts with reasons, and that they go by id.
func (o *office) wantReasons(of string, list []desk.ApproverVerdict, want map[ident.ID]assign.ApproverReason) {
	o.t.Helper()
	var ids []ident.ID
	for _, v := range list {
		ids = append(ids, v.User)
		if reason, listed := want[v.User]; !listed || reason != v.Reason {
			o.t.Errorf("%s: %s is %q, want %q (listed %t)", of, v.User, v.Reason, reason, listed)
		}
	}
	if len(list) != len(want) || !slices.Equal(ids, people(slices.Clone(ids)...)) {
		o.t.Errorf("%s: %d people %v, want %d by id", of, len(list), ids, len(want))
	}
}

// TestAvailableApprovers is AP-5, each reason once.
func TestAvailableApprovers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 0, 100), o.hire("bob", 0, 100)
		fit, rich, small := o.approverOf("fit", 800), o.approverOf("rich", 0), o.approverOf("small", 799)
		away, off, lent, asker := o.approverOf("away", 900), o.approverOf("off", 900), o.approverOf("lent", 900), o.approverOf("asker", 900)
		unlimited := assign.Unlimited()
		o.must(o.directory.SetLimits(o.ctx, rich, 0, directory.LimitsUpdate{LoanAmount: &unlimited}))
		o.away(away, bob, time.Now().Add(time.Hour))
		o.must(o.directory.Deactivate(o.ctx, off, 0, ""))
		id := o.submit("a", 800)
		o.stand(id, ann, lent)
		o.ask(id, asker, fit)
		reasons := map[ident.ID]assign.ApproverReason{fit: "", rich: "", small: "OVER_LIMIT", away: "ABSENT", off: "INACTIVE", lent: "ON_DEAL", asker: "REQUESTER"}
		list := o.approvers(desk.ApproverQuery{Deal: id})
		o.wantReasons("holders", list, reasons)
		for _, v := range list {
			if v.User == small && (len(v.Breaches) != 1 || v.Breaches[0].Value != 800_00 || v.Breaches[0].Limit != assign.LimitOf(799_00) || len(v.Comparisons) != 2) {
				t.Errorf("numbers compared: %+v", v)
			}
		}
		o.wantReasons("available", o.approvers(desk.ApproverQuery{Deal: id, Available: true}), map[ident.ID]assign.ApproverReason{fit: "", rich: ""})
		everybody := map[ident.ID]assign.ApproverReason{ann: "NO_PERMISSION", bob: "NO_PERMISSION"}
		for p, r := range reasons {
			everybody[p] = r
		}
		o.wantReasons("everybody", o.approvers(desk.ApproverQuery{Deal: id, All: true}), everybody)
		first := o.approvers(desk.ApproverQuery{Deal: id, First: 3})
		o.wantReasons("pages", append(first, o.approvers(desk.ApproverQuery{Deal: id, First: 10, After: first[2].User})...), reasons)
		o.wantReasons("smaller figures", o.approvers(desk.ApproverQuery{Deal: id, Figures: loan(700), Available: true}), map[ident.ID]assign.ApproverReason{fit: "", rich: "", small: ""})
		o.wantReasons("figures alone", o.approvers(desk.ApproverQuery{Figures: loan(850), Available: true}), map[ident.ID]assign.ApproverReason{rich: "", lent: "", asker: ""})
		o.wantReasons("another currency", o.approvers(desk.ApproverQuery{Figures: &assign.Figures{Currency: "USD"}, Available: true}), nil)
		o.read(func(ctx context.Context, c *db.Client) error {
			told, err := o.desk.ApproversOf(ctx, c, []*db.Deal{o.row(ctx, c, id)})
			if !slices.Equal(told[id], people(fit, rich)) {
				t.Errorf("approvers of the deal %v", told[id])
			}
			if _, err := o.desk.Approvers(ctx, c, desk.ApproverQuery{Deal: ann}); !fault.Is(err, fault.CodeUnknownDeal) {
				t.Errorf("no deal: %v", err)
			}
			return err
		})
	})
}

// TestApproversByGroup finds who holds the permission through a directory's group.
func TestApproversByGroup(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		token, err := o.directory.CreateDirectory(o.ctx, "Okta")
		o.must(err)
		client, err := o.directory.AuthenticateToken(o.ctx, token.Text)
		o.must(err)
		okta := actor.With(t.Context(), client.Actor)
		ann, err := o.directory.CreatePerson(okta, directory.Profile{UserName: "ann@acme.test", Active: true})
		o.must(err)
		group, err := o.directory.CreateGroup(okta, directory.GroupProfile{DisplayName: "Deciders"}, []ident.ID{ann.ID})
		o.must(err)
		role, err := o.directory.RoleID(o.ctx, "approver")
		o.must(err)
		o.must(o.directory.MapGroup(o.ctx, group.ID, 0, []ident.ID{role}))
		o.limit(ann.ID, 0, 500)
		o.wantReasons("of the group", o.approvers(desk.ApproverQuery{Figures: loan(500)}), map[ident.ID]assign.ApproverReason{ann.ID: ""})
	})
}

// TestApproversOfThen is HI-3: limits, absences, settings, permissions and the deal are
// those of the instant asked for.
func TestApproversOfThen(t *testing.T) {
	eachTimed(t, func(t *testing.T, o *office, now *clock) {
		ann, bob := o.hire("ann", 0, 100), o.hire("bob", 0, 100)
		cut, raised, away, off := o.approverOf("cut", 500), o.approverOf("raised", 100), o.approverOf("away", 500), o.approverOf("off", 500)
		demoted, gone := o.approverOf("demoted", 500), o.approverOf("gone", 500)
		id := o.submit("a", 500)
		now.set(march(2))
		o.stand(id, ann, cut)
		now.set(march(3))
		o.away(away, bob, march(5))
		now.set(march(4))
		o.limit(cut, 0, 400)
		o.limit(raised, 0, 900)
		o.must(o.directory.Deactivate(o.ctx, off, 0, ""))
		o.appoint(demoted, "underwriter")
		o.must(o.directory.Delete(o.ctx, gone, 0, ""))
		o.stand(id, ann, bob)
		now.set(march(5))
		o.back(away)
		view := assign.ViewExpanded
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{LimitsView: &view}))
		now.set(march(6))
		late := o.approverOf("late", 900)
		now.set(march(10))
		type reasons = map[ident.ID]assign.ApproverReason
		at := func(day int, q desk.ApproverQuery) []desk.ApproverVerdict {
			q.At = march(day).Add(time.Minute)
			return o.approvers(q)
		}
		figures := desk.ApproverQuery{Figures: loan(500)}
		o.wantReasons("1 March", at(1, figures), reasons{cut: "", raised: "OVER_LIMIT", away: "", off: "", demoted: "", gone: ""})
		o.wantReasons("3 March", at(3, figures), reasons{cut: "", raised: "OVER_LIMIT", away: "ABSENT", off: "", demoted: "", gone: ""})
		o.wantReasons("4 March", at(4, figures), reasons{cut: "OVER_LIMIT", raised: "", away: "ABSENT", off: "INACTIVE"})
		o.wantReasons("5 March, other limits count", at(5, figures), reasons{cut: "OVER_LIMIT", raised: "OVER_LIMIT", away: "OVER_LIMIT", off: "INACTIVE"})
		o.wantReasons("the deal on 2 March", at(2, desk.ApproverQuery{Deal: id, Available: true}), reasons{away: "", off: "", demoted: "", gone: ""})
		o.wantReasons("the deal on 4 March", at(4, desk.ApproverQuery{Deal: id}), reasons{cut: "OVER_LIMIT", raised: "", away: "ABSENT", off: "INACTIVE"})
		everybody := at(4, desk.ApproverQuery{Figures: loan(500), All: true})
		if len(everybody) != 7 || slices.ContainsFunc(everybody, func(v desk.ApproverVerdict) bool { return v.User == late || v.User == gone }) {
			t.Errorf("everybody of 4 March: %+v", everybody)
		}
		o.read(func(ctx context.Context, c *db.Client) error {
			if _, err := o.desk.Approvers(ctx, c, desk.ApproverQuery{Deal: id, At: march(1).Add(-time.Hour)}); !fault.Is(err, fault.CodeNotFound) {
				t.Errorf("before there was a company: %v", err)
			}
			return nil
		})
	})
}
