package desk_test

import (
	"context"
	"fmt"
	"maps"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/assignmentdecision"
	"mandate/ident"
)

// told is an explanation and the verdict on each of some people.
func (o *office) told(id ident.ID, people ...ident.ID) (e *desk.Explanation, verdicts map[ident.ID]*assign.Verdict) {
	o.t.Helper()
	verdicts = map[ident.ID]*assign.Verdict{}
	o.read(func(ctx context.Context, c *db.Client) (err error) {
		row := o.row(ctx, c, id)
		if e, err = o.desk.Explain(ctx, c, row); err != nil {
			return err
		}
		for _, p := range people {
			v, rank, err := o.desk.ExplainOne(ctx, c, row, p)
			if err != nil {
				return err
			}
			if verdicts[p] = v; rank > 0 && e.Order[rank-1].Candidate != p {
				o.t.Errorf("%s is told to be number %d of %+v", p, rank, e.Order)
			}
		}
		return nil
	})
	return e, verdicts
}

// wantFunnel checks that the verdicts on everybody add up to the counts.
func (o *office) wantFunnel(e *desk.Explanation, verdicts map[ident.ID]*assign.Verdict, want map[ident.ID]assign.Reason) {
	o.t.Helper()
	sum, counts := map[assign.Reason]int{}, map[assign.Reason]int{}
	for p, reason := range want {
		if v := verdicts[p]; v == nil || v.Reason != reason {
			o.t.Errorf("%s: %+v, want %s", p, v, reason)
		}
		sum[reason]++
	}
	for _, c := range e.Counts {
		counts[c.Reason] = c.People
	}
	if !maps.Equal(sum, counts) || e.Considered != len(want) {
		o.t.Errorf("counts %v of %d, want %v", counts, e.Considered, sum)
	}
}

type reasons = map[ident.ID]assign.Reason

// TestWhyADealWaits judges everybody as if the deal were visited now, those without a
// capacity too, and follows every change.
func TestWhyADealWaits(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, off, none := o.hire("ann", 1, 500), o.hire("bob", 5, 100), o.hire("off", 5, 500), o.hire("none", 0, 500)
		o.must(o.directory.SetLimits(o.ctx, none, 0, directory.LimitsUpdate{MaxCapacity: &assign.Maximum{}}))
		o.must(o.directory.Deactivate(o.ctx, off, 0, ""))
		o.submit("a", 400)
		waits := o.submit("b", 400)
		want := reasons{ann: assign.ReasonAtCapacity, bob: assign.ReasonOverLimit, off: assign.ReasonInactive, none: assign.ReasonCapacityNotSet}
		e, verdicts := o.told(waits, ann, bob, off, none)
		o.wantFunnel(e, verdicts, want)
		if !e.Live || !e.Chosen.IsZero() || e.Figures.Loan != 400_00 || e.SwitchedOff || verdicts[ann].Load != 1 || len(verdicts[bob].Breaches) != 1 {
			t.Errorf("explanation %+v, ann %+v", e, verdicts[ann])
		}
		languages := []string{"fr"}
		o.must(o.directory.SetPreferences(o.ctx, none, 0, directory.PreferencesUpdate{Languages: &languages}))
		o.must(o.directory.Delete(o.ctx, off, 0, ""))
		late := o.hire("late", 0, 1)
		token, err := o.directory.CreateDirectory(o.ctx, "Okta")
		o.must(err)
		client, err := o.directory.AuthenticateToken(o.ctx, token.Text)
		o.must(err)
		scim, err := o.directory.CreatePerson(actor.With(t.Context(), client.Actor), directory.Profile{UserName: "eve@acme.test", Active: true})
		o.must(err)
		want = reasons{ann: assign.ReasonAtCapacity, bob: assign.ReasonOverLimit, none: assign.ReasonLanguageMismatch, late: assign.ReasonAtCapacity, scim.ID: assign.ReasonCapacityNotSet}
		e, verdicts = o.told(waits, ann, bob, none, late, scim.ID)
		o.wantFunnel(e, verdicts, want)
		if _, verdicts = o.told(waits, off); verdicts[off] != nil {
			t.Errorf("somebody deleted is judged: %+v", verdicts[off])
		}
		o.limit(ann, 0, 500)
		if fresh, _ := o.twin().told(waits); fmt.Sprint(fresh.Counts, fresh.Considered) != fmt.Sprint(e.Counts, e.Considered) {
			t.Errorf("another process tells %+v", fresh)
		}
		no := false
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{AutoAssign: &no}))
		if e, verdicts = o.told(waits, ann); !e.SwitchedOff || e.Considered != 0 || verdicts[ann] != nil {
			t.Errorf("switched off: %+v", e)
		}
	})
}

// TestWhyADealWaitsForTheAbsent is AS-1 and CA-5 for people who are away.
func TestWhyADealWaitsForTheAbsent(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, cat, dan, eve := o.hire("ann", 5, 500), o.hire("bob", 1, 1), o.hire("cat", 5, 500), o.hire("dan", 9, 500), o.hire("eve", 9, 9)
		o.must(o.directory.SetLimits(o.ctx, dan, 0, directory.LimitsUpdate{MaxCapacity: &assign.Maximum{}}))
		for away, delegate := range map[ident.ID]ident.ID{ann: bob, cat: {}, dan: cat} {
			o.away(away, delegate, time.Now().Add(time.Hour))
		}
		o.stand(o.submit("a", 1), bob)
		again := o.twin() // loads what the rows say
		waits := again.submit("b", 400)
		want := reasons{ann: assign.ReasonAtCapacity, bob: assign.ReasonAtCapacity, cat: assign.ReasonAbsentNoDelegate, dan: assign.ReasonAbsentNoDelegate, eve: assign.ReasonOverLimit}
		e, verdicts := again.told(waits, ann, bob, cat, dan, eve)
		o.wantFunnel(e, verdicts, want)
		if v := verdicts[ann]; v == nil || !v.Absent || v.StandIn != bob || v.Load != 1 || v.StandInMax != assign.MaximumOf(1) {
			t.Errorf("ann is represented: %+v", v)
		}
	})
}

// TestWhyAPersonThen is AS-14 for decisions among people of whom some were away: the
// verdict on each, read one by one after everything has changed, is the replay's.
func TestWhyAPersonThen(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		all := map[string]ident.ID{}
		for i, name := range []string{"ann", "bob", "cat", "dan", "eve", "fay", "gus"} {
			all[name] = o.hire(name, i+1, int64(100+100*i))
		}
		o.must(o.directory.SetLimits(o.ctx, all["eve"], 0, directory.LimitsUpdate{MaxCapacity: &assign.Maximum{}}))
		later := time.Now().Add(time.Hour)
		o.away(all["ann"], all["bob"], later)
		o.away(all["bob"], all["gus"], later)
		o.away(all["cat"], ident.ID{}, later)
		o.away(all["fay"], all["eve"], later)
		o.must(o.directory.Deactivate(o.ctx, all["dan"], 0, ""))
		again := o.twin()
		var deals []ident.ID
		for i := range 14 {
			deals = append(deals, again.submit(fmt.Sprint("deal", i), 50+i%4*150))
		}
		again.limit(all["gus"], 4, 700)
		again.must(again.directory.Activate(o.ctx, all["dan"], 0, "")) // a sweep of several decisions
		for _, id := range all {
			o.limit(id, 2, 10)
		}
		o.back(all["bob"])
		o.must(o.directory.Delete(o.ctx, all["dan"], 0, ""))
		o.checkDecisions()
		decided := 0
		for _, id := range deals {
			decided += o.checkPast(id, all)
		}
		if decided < 7 {
			t.Errorf("only %d decisions were told", decided)
		}
	})
}

// checkPast compares what is told of each person with the replay of the deal's last decision.
func (o *office) checkPast(id ident.ID, people map[string]ident.ID) (decided int) {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) error {
		row, err := c.AssignmentDecision.Query().Where(assignmentdecision.DealID(id)).Order(assignmentdecision.ByID(sql.OrderDesc())).First(ctx)
		if db.IsNotFound(err) || o.row(ctx, c, id).OwnerID == nil {
			return nil
		}
		o.must(err)
		verdicts, err := desk.Replay(ctx, c, row)
		o.must(err)
		replayed := map[ident.ID]assign.Verdict{}
		for _, v := range verdicts {
			replayed[v.Candidate] = v
		}
		for name, p := range people {
			v, _, err := o.desk.ExplainOne(ctx, c, o.row(ctx, c, id), p)
			o.must(err)
			want, judged := replayed[p]
			if judged != (v != nil) || v != nil && fmt.Sprintf("%+v", *v) != fmt.Sprintf("%+v", want) {
				o.t.Errorf("deal %s, %s: told %+v, replayed %+v", id, name, v, want)
			}
		}
		decided++
		return nil
	})
	return decided
}
