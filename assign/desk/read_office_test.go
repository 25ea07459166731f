package desk_test

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// clock is a clock that tests set.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// march is noon UTC of a day of March 2026.
func march(day int) time.Time { return time.Date(2026, 3, day, 12, 0, 0, 0, time.UTC) }

// eachTimed is each with a clock that stands at 1 March 2026.
func eachTimed(t *testing.T, fn func(t *testing.T, o *office, c *clock)) {
	t.Helper()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			c := &clock{now: march(1)}
			fn(t, open(t, storetest.OpenAt(t, storetest.Address(t, kind), c.Now)), c)
		})
	}
}

// read runs fn with a read client.
func (o *office) read(fn func(ctx context.Context, c *db.Client) error) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, fn))
}

// rows writes rows as an operation would leave them.
func (o *office) rows(fn func(ctx context.Context, tx *store.Tx) error) {
	o.t.Helper()
	o.must(o.store.Settle(o.ctx, func(ctx context.Context, tx *store.Tx) error {
		tx.Record(store.Event{Action: "TENANT_FILLED", TargetKind: ident.Tenant, Target: o.tenant})
		return fn(ctx, tx)
	}))
}

// appoint gives a person a role by its name.
func (o *office) appoint(person ident.ID, role string) {
	o.t.Helper()
	id, err := o.directory.RoleID(o.ctx, role)
	o.must(err)
	o.must(o.directory.SetRoles(o.ctx, person, 0, []ident.ID{id}))
}

// away leaves what the start of an absence leaves; the zero delegate is none.
func (o *office) away(person, delegate ident.ID, until time.Time) {
	o.t.Helper()
	o.rows(func(ctx context.Context, tx *store.Tx) error {
		row := tx.Client.Absence.Create().SetID(tx.NewID()).SetUserID(person).SetStartDate(tx.Now.Format(time.DateOnly)).
			SetEndDate(until.Format(time.DateOnly)).SetStartsAt(tx.Now).SetBeganAt(tx.Now).SetEndsAt(until).SetState(absence.StateACTIVE)
		if !delegate.IsZero() {
			row.SetDelegateID(delegate)
		}
		if err := row.Exec(ctx); err != nil {
			return err
		}
		return directory.KeepAuthorities(ctx, tx, []ident.ID{person})
	})
}

// back leaves what the end of an absence leaves.
func (o *office) back(person ident.ID) {
	o.t.Helper()
	o.rows(func(ctx context.Context, tx *store.Tx) error {
		err := tx.Client.Absence.Update().Where(absence.UserID(person), absence.StateEQ(absence.StateACTIVE)).
			SetState(absence.StateENDED).SetEndedAt(tx.Now).SetEndReason(absence.EndReasonTOGGLED).Exec(ctx)
		if err != nil {
			return err
		}
		return directory.KeepAuthorities(ctx, tx, []ident.ID{person})
	})
}

// stand gives a deal its owner and delegates; without an owner it is unassigned and held.
func (o *office) stand(id, owner ident.ID, delegates ...ident.ID) {
	o.t.Helper()
	o.rows(func(ctx context.Context, tx *store.Tx) error {
		if _, err := tx.Client.DealDelegate.Delete().Where(dealdelegate.DealID(id)).Exec(ctx); err != nil {
			return err
		}
		for i, d := range delegates {
			if err := tx.Client.DealDelegate.Create().SetID(tx.NewID()).SetDealID(id).SetUserID(d).SetPosition(i).SetBacking(dealdelegate.BackingABSENCE).Exec(ctx); err != nil {
				return err
			}
		}
		acting := append([]ident.ID{owner}, delegates...)[len(delegates)]
		if err := o.keepDeal(ctx, tx, id, owner, acting, delegates); err != nil {
			return err
		}
		up := tx.Client.Deal.UpdateOneID(id).SetHeld(owner.IsZero())
		if owner.IsZero() {
			return up.ClearOwnerID().ClearActingID().SetOwnerKey("").Exec(ctx)
		}
		return up.SetOwnerID(owner).SetActingID(acting).Exec(ctx)
	})
}

func (o *office) keepDeal(ctx context.Context, tx *store.Tx, id, owner, acting ident.ID, delegates []ident.ID) error {
	row, err := tx.Client.Deal.Query().Where(deal.ID(id)).WithFacilities().Only(ctx)
	if err != nil {
		return err
	}
	d, err := desk.DealOf(row, nil)
	if err != nil {
		return err
	}
	d.Owner, d.Held = owner, owner.IsZero()
	state, err := json.Marshal(struct {
		assign.Deal
		Delegates []ident.ID `json:"delegates,omitempty"`
	}{d, delegates})
	tx.KeepDeal(store.DealState{Deal: id, Owner: owner, Acting: acting, Status: string(d.Status), State: state})
	return err
}

// row is a deal with its facilities.
func (o *office) row(ctx context.Context, c *db.Client, id ident.ID) *db.Deal {
	o.t.Helper()
	row, err := c.Deal.Query().Where(deal.ID(id)).WithFacilities().Only(ctx)
	o.must(err)
	return row
}

// approverOf hires somebody with the role approver.
func (o *office) approverOf(name string, dollars int64) ident.ID {
	o.t.Helper()
	id := o.hire(name, 0, dollars)
	o.appoint(id, "approver")
	return id
}
