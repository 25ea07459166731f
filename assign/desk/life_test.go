package desk_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func (o *office) step(id ident.ID, to assign.Status) {
	o.t.Helper()
	o.must(o.desk.SetStatus(o.ctx, desk.StatusStep{Deal: id, To: to}))
}

func (o *office) refused(err error, code fault.Code) {
	o.t.Helper()
	if err == nil || fault.As(err).Code != code {
		o.t.Errorf("error %v, want %s", err, code)
	}
}

// as is a person with permissions.
func (o *office) as(id ident.ID, may ...actor.Permission) context.Context {
	return actor.With(o.t.Context(), actor.Actor{Kind: actor.User, Tenant: o.tenant, ID: id, Permissions: actor.Of(may...)})
}

// TestReopenedDeals is LC-4 and DC-5 for deals that were closed when their owner went.
func TestReopenedDeals(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 5, 500_000)
		kept, freed := o.submit("a", 1000), o.submit("b", 1000)
		bob := o.hire("bob", 5, 500_000)
		_, err := o.directory.SetManager(o.ctx, ann, 0, bob)
		o.must(err)
		o.step(kept, assign.StatusDeclined)
		o.step(freed, assign.StatusFunded)
		o.must(o.directory.Deactivate(o.ctx, ann, 0, "left"))
		o.step(kept, assign.StatusInReview)
		o.wantOwner(kept, ann)
		if row := o.deal(kept); !row.Stalled {
			t.Error("the deal of an inactive owner is not stalled")
		}
		if got := o.notices(bob); got[len(got)-1] != "DELEGATION_STALLED" {
			t.Errorf("notices of the manager: %v", got)
		}
		o.must(o.directory.Delete(o.ctx, ann, 0, "gone"))
		o.wantOwner(kept, bob)
		o.wantOwner(freed, ann) // closed deals keep the id
		o.step(freed, assign.StatusPending)
		o.wantOwner(freed, bob)
		want := []string{"DEAL_STATUS", "DEAL_UNASSIGNED", "DEAL_ASSIGNED"}
		if got := o.actions(freed); !slices.Equal(got[len(got)-3:], want) {
			t.Errorf("history %v, want it to end %v", got, want)
		}
	})
}

// TestCapacityTakenAway is CA-3 and CA-4.
func TestCapacityTakenAway(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 2, 500_000)
		first := o.submit("a", 1000)
		o.must(o.directory.SetLimits(o.ctx, ann, 0, directory.LimitsUpdate{MaxCapacity: &assign.Maximum{}}))
		second := o.submit("b", 1000)
		o.wantOwner(first, ann)
		o.wantOwner(second, ident.ID{})
		o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
			row, err := c.Deal.Query().Where(deal.ID(second)).WithFacilities().Only(ctx)
			if err != nil {
				return err
			}
			v, _, err := o.desk.ExplainOne(ctx, c, row, ann)
			if v == nil || v.Reason != assign.ReasonCapacityNotSet || v.Load != 1 {
				t.Errorf("verdict %+v", v)
			}
			return err
		}))
		o.limit(ann, 2, 500_000)
		o.wantOwner(second, ann)
		o.limit(ann, 0, 500_000)
		o.wantOwner(second, ann) // nothing is taken away
	})
}

// TestBrokerLosesVerification is PF-2: the set stays, and matches nothing.
func TestBrokerLosesVerification(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		broker := func(name string, verified bool) ident.ID {
			ids, err := o.desk.UpsertBrokers(o.ctx, []desk.BrokerUpsert{{Reference: "b1", Name: name, Verified: verified}})
			o.must(err)
			return ids[0]
		}
		id := broker("Prime", true)
		ann := o.hire("ann", 5, 500_000)
		o.must(o.directory.SetPreferences(o.ctx, ann, 0, directory.PreferencesUpdate{Brokers: &[]ident.ID{id}}))
		in := submission("a", 1000)
		in.Broker = "b1"
		first, err := o.desk.Submit(o.ctx, in)
		o.must(err)
		o.wantOwner(first, ann)
		broker("Prime", false)
		in.Reference = "b"
		second, err := o.desk.Submit(o.ctx, in)
		o.must(err)
		o.wantOwner(second, ident.ID{})
		broker("Second", true)
		o.wantOwner(second, ann)
		if got := o.deal(first).SearchKey; got != store.SearchKey("Second", "a", "ON") {
			t.Errorf("search key %q after the broker's new name", got)
		}
	})
}

// TestDirectoryDeactivates is the journey of a leaver: active false by the directory.
func TestDirectoryDeactivates(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.leavers(assign.LeaverRelease)
		on := true
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{SSO: &on}))
		token, err := o.directory.CreateDirectory(o.ctx, "Okta")
		o.must(err)
		client, err := o.directory.AuthenticateToken(o.ctx, token.Text)
		o.must(err)
		okta := actor.With(t.Context(), client.Actor)
		ann, err := o.directory.CreatePerson(okta, directory.Profile{UserName: "ann@acme.test", Active: true})
		o.must(err)
		o.limit(ann.ID, 5, 500_000)
		id := o.submit("a", 1000)
		o.wantOwner(id, ann.ID)
		bob := o.hire("bob", 5, 500_000)
		o.refused(o.directory.Deactivate(o.ctx, ann.ID, 0, ""), fault.CodeSSOManaged)
		set := func(active bool) func(directory.Profile) (directory.Profile, error) {
			return func(p directory.Profile) (directory.Profile, error) { p.Active = active; return p, nil }
		}
		_, err = o.directory.UpdatePerson(okta, ann.ID, 0, set(false))
		o.must(err)
		o.wantOwner(id, bob)
		_, err = o.directory.UpdatePerson(okta, ann.ID, 0, set(true))
		o.must(err)
		o.wantOwner(o.submit("b", 1000), ann.ID) // the shorter queue
	})
}

// TestAuthoritySteps is AP-6, refusals in the order of section 20.
func TestAuthoritySteps(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 5, 500_000), o.hire("bob", 0, 900_000)
		id := o.submit("a", 300_000)
		approve := desk.StatusStep{Deal: id, To: assign.StatusConditionallyApproved}
		o.refused(o.desk.SetStatus(o.as(bob), desk.StatusStep{Deal: id, To: assign.StatusInReview}), fault.CodeUnknownDeal)
		o.refused(o.desk.SetStatus(o.as(bob), approve), fault.CodeNotOnDeal)
		o.refused(o.desk.SetStatus(o.as(bob, actor.PipelineAll), approve), fault.CodeNotOnDeal)
		o.limit(ann, 5, 200_000)
		o.refused(o.desk.SetStatus(o.as(ann), approve), fault.CodeAuthorityExceeded)
		o.limit(ann, 5, 300_000)
		o.must(o.desk.SetStatus(o.as(ann), approve))
		o.must(o.directory.Deactivate(o.ctx, bob, 0, ""))
		o.refused(o.desk.SetStatus(o.as(bob, actor.PipelineAll), desk.StatusStep{Deal: id, To: assign.StatusFunded}), fault.CodeUserInactive)
		o.refused(o.desk.SetStatus(o.ctx, desk.StatusStep{Deal: id, To: "LOST"}), fault.CodeInvalid)
	})
}

// TestRenamedOwner assigns after a change of name that the bench was not told of.
func TestRenamedOwner(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann := o.hire("ann", 5, 500_000)
		o.submit("a", 1000)
		name := "Zoe"
		_, err := o.directory.Update(o.ctx, ann, 0, directory.PersonUpdate{FirstName: &name})
		o.must(err)
		if got := o.deal(o.submit("b", 1000)).OwnerKey; got != "zoe test" {
			t.Errorf("the deal is sorted by %q", got)
		}
	})
}

// TestOneReferenceAtOnce submits one reference by many clients: it is one deal, and
// whoever has other figures is told so. A bad reference among them harms nobody.
func TestOneReferenceAtOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.hire("ann", 50, 500_000)
		var clients sync.WaitGroup
		ids := make([]ident.ID, 16)
		for i := range ids {
			clients.Go(func() {
				id, err := o.desk.Submit(o.ctx, submission("same", 1000+i%2))
				if err != nil && !fault.Is(err, fault.CodeDealExists) {
					t.Error(err)
				}
				ids[i] = id
				if _, err := o.desk.Submit(o.ctx, submission("bad\x00", 1)); !fault.Is(err, fault.CodeInvalid) {
					t.Errorf("a reference with NUL: %v", err)
				}
				if _, err := o.desk.Submit(o.ctx, submission(fmt.Sprint("own", i), 1)); err != nil {
					t.Error(err)
				}
			})
		}
		clients.Wait()
		seen := map[ident.ID]bool{}
		for _, id := range ids {
			seen[id] = true
		}
		delete(seen, ident.ID{})
		if len(seen) != 1 {
			t.Errorf("%d deals of one reference", len(seen))
		}
		o.checkInvariants()
	})
}

// TestFewerDaysLockAtOnce is LC-6 for a setting that moves locks into the past: they are
// part of the change.
func TestFewerDaysLockAtOnce(t *testing.T) {
	timed(t, "2026-09-01T12:00:00Z", func(t *testing.T, o *office, at func(string)) {
		ann := o.hire("ann", 5, 500_000)
		id := o.submit("a", 1000)
		at("2026-09-11T12:00:00Z")
		days := is(3)
		o.must(o.directory.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{InactivityDays: &days}))
		o.wantEnd(ann, "USER_DEACTIVATED")
		o.wantEnd(id, "DELEGATION_STALLED")
		o.agree()
	})
}
