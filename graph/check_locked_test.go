package graph_test

import (
	"context"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// TestChecksOfWhoIsLockedByTheClock: whoever has not signed in for too long may do nothing and
// approves nothing (LC-2, LC-6), whatever their limits and permissions are.
func TestChecksOfWhoIsLockedByTheClock(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		b := o.board()
		can := func(person ident.ID, permission string) *answer {
			return o.ask(as(b.ada), `query($u: ID!, $p: String!, $d: ID) { can(userId: $u, permission: $p, dealId: $d) { allowed reasons { code } } }`,
				vars{"u": usr(person), "p": permission, "d": b.deal}).ok()
		}
		can(b.uma, "deal.edit").want("can.allowed", true)
		o.checks(b.pat, `, dealId: "`+b.deal+`"`).ok().want("authorityCheck.mayApprove", true)
		for _, person := range []ident.ID{b.uma, b.pat} {
			o.lastSeen(person, 25*time.Hour)
		}
		day := 1
		days := &day
		o.must(o.people.UpdateSettings(o.ctx, 0, directory.SettingsUpdate{InactivityDays: &days}))

		can(b.uma, "deal.edit").want("can.allowed", false).want("can.reasons.0.code", fault.CodeUserInactive)
		o.checks(b.pat, `, dealId: "`+b.deal+`"`).ok().want("authorityCheck.covered", true).want("authorityCheck.mayApprove", false).want("authorityCheck.approverReason", "INACTIVE")
		o.checks(b.uma, `, figures: { loanAmount: "600000.00" }`).ok().want("authorityCheck.covered", true).want("authorityCheck.allowed", false).
			want("authorityCheck.reasons.0.code", fault.CodeUserInactive)
	})
}

// lastSeen makes a person's account, and their last sign-in, so old.
func (o *office) lastSeen(person ident.ID, ago time.Duration) {
	o.t.Helper()
	o.must(o.store.Write(o.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeUser)
		then := tx.Now.Add(-ago)
		return tx.Client.User.UpdateOneID(person).SetLastLoginAt(then).SetActivatedAt(then).Exec(ctx)
	}))
}
