package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
)

func (o *office) check(q desk.AuthorityQuery) (check *desk.AuthorityCheck) {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) (err error) {
		check, err = o.desk.CheckAuthority(ctx, c, q)
		return err
	})
	return check
}

// TestAuthorityIsChecked is AP-6 asked ahead: all reasons, in the order of section 20.
func TestAuthorityIsChecked(t *testing.T) {
	eachTimed(t, func(t *testing.T, o *office, now *clock) {
		ann, bob, eve := o.hire("ann", 0, 900), o.hire("bob", 0, 300), o.approverOf("eve", 900)
		over, granted := o.submit("a", 800), o.submit("b", 800)
		o.stand(over, ann, bob)
		o.stand(granted, bob)
		now.set(march(2))
		grant := o.grant(granted, 800)
		want := func(of string, q desk.AuthorityQuery, codes ...fault.Code) *desk.AuthorityCheck {
			t.Helper()
			got := o.check(q)
			if !slices.Equal(got.Reasons, codes) || got.Allowed != (len(codes) == 0) {
				t.Errorf("%s: %t, %v, want %v", of, got.Allowed, got.Reasons, codes)
			}
			return got
		}
		got := want("delegate over the limit", desk.AuthorityQuery{User: bob, Deal: over}, fault.CodeAuthorityExceeded)
		if len(got.Breaches) != 1 || got.Breaches[0].Limit != assign.LimitOf(300_00) || got.Figures.Loan != 800_00 || got.Currency != "CAD" || got.Approver != assign.ApproverNoPermission {
			t.Errorf("numbers: %+v", got)
		}
		want("owner", desk.AuthorityQuery{User: ann, Deal: over})
		if got := want("not on the deal", desk.AuthorityQuery{User: eve, Deal: over}, fault.CodeNotOnDeal); got.Approver != assign.ApproverAvailable {
			t.Errorf("eve may approve it: %+v", got)
		}
		if got := want("granted", desk.AuthorityQuery{User: bob, Deal: granted}); got.Grant == nil || got.Grant.ID != grant || len(got.Breaches) != 1 {
			t.Errorf("grant: %+v", got)
		}
		want("before the grant", desk.AuthorityQuery{User: bob, Deal: granted, At: march(1).Add(time.Minute)}, fault.CodeAuthorityExceeded)
		want("more than granted", desk.AuthorityQuery{User: bob, Deal: granted, Figures: loan(801)}, fault.CodeAuthorityExceeded)
		want("figures alone", desk.AuthorityQuery{User: bob, Figures: loan(300)})
		o.away(bob, ann, march(9))
		o.must(o.directory.Deactivate(o.ctx, bob, 0, ""))
		now.set(march(3))
		want("everything", desk.AuthorityQuery{User: bob, Figures: loan(301)}, fault.CodeUserInactive, fault.CodeUserAbsent, fault.CodeAuthorityExceeded)
		want("not so before", desk.AuthorityQuery{User: bob, Figures: loan(300), At: march(2).Add(-time.Minute)})
		for code, q := range map[fault.Code]desk.AuthorityQuery{
			fault.CodeUnknownUser: {User: over, Figures: loan(1)},
			fault.CodeUnknownDeal: {User: ann, Deal: ident.ID{1}},
		} {
			o.read(func(ctx context.Context, c *db.Client) error {
				if _, err := o.desk.CheckAuthority(ctx, c, q); !fault.Is(err, code) {
					t.Errorf("error %v, want %s", err, code)
				}
				return nil
			})
		}
	})
}
