package desk_test

import (
	"context"
	"fmt"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// office is a company with its desk, on a real database.
type office struct {
	t         testing.TB
	store     *store.Store
	desk      *desk.Desk
	directory *directory.Directory
	ctx       context.Context // the system's
	tenant    ident.ID
}

func open(t testing.TB, s *store.Store) *office {
	t.Helper()
	d := &desk.Desk{Store: s}
	people := &directory.Directory{Store: s, OnChange: d.OnChange}
	tenant, err := people.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme", Kind: "LENDER", Zone: "America/Toronto", Currency: "CAD", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return &office{t: t, store: s, desk: d, directory: people, ctx: actor.With(t.Context(), actor.ForSystem(tenant)), tenant: tenant}
}

func each(t *testing.T, fn func(t *testing.T, o *office)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { fn(t, open(t, s)) })
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// hire makes an underwriter with a capacity and a loan limit in dollars.
func (o *office) hire(name string, capacity int, dollars int64) ident.ID {
	o.t.Helper()
	role, err := o.directory.RoleID(o.ctx, "underwriter")
	o.must(err)
	id, _, err := o.directory.Create(o.ctx, directory.NewPerson{FirstName: name, LastName: "Test", Email: name + "@acme.test", Roles: []ident.ID{role}})
	o.must(err)
	o.limit(id, capacity, dollars)
	return id
}

func (o *office) limit(id ident.ID, capacity int, dollars int64) {
	o.t.Helper()
	most, loan := assign.MaximumOf(capacity), assign.LimitOf(dollars*100)
	o.must(o.directory.SetLimits(o.ctx, id, 0, directory.LimitsUpdate{MaxCapacity: &most, LoanAmount: &loan}))
}

func (o *office) submit(reference string, dollars int) ident.ID {
	o.t.Helper()
	id, err := o.desk.Submit(o.ctx, submission(reference, dollars))
	o.must(err)
	return id
}

func submission(reference string, dollars int) desk.Submission {
	return desk.Submission{Reference: reference, Location: "ON", Facilities: []desk.FacilityText{
		{Category: assign.CategoryMortgage, Amount: fmt.Sprint(dollars)}}}
}

func (o *office) deal(id ident.ID) (row *db.Deal) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) (err error) {
		row, err = c.Deal.Get(ctx, id)
		return err
	}))
	return row
}

// wantOwner checks who owns a deal; the zero id: nobody.
func (o *office) wantOwner(id, owner ident.ID) {
	o.t.Helper()
	got := ident.ID{}
	if row := o.deal(id); row.OwnerID != nil {
		got = *row.OwnerID
	}
	if got != owner {
		o.t.Errorf("deal %s: owner %s, want %s", id, got, owner)
	}
}

// actions lists what history says of a target, oldest first.
func (o *office) actions(target ident.ID) (out []string) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.HistoryEntry.Query().Order(db.Asc("id")).All(ctx)
		for _, r := range rows {
			if r.TargetID == target {
				out = append(out, r.Action+r.Reason)
			}
		}
		return err
	}))
	return out
}

func (o *office) notices(of ident.ID) (out []string) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.Notification.Query().Order(db.Asc("id")).All(ctx)
		for _, r := range rows {
			if r.RecipientID == of {
				out = append(out, r.Type)
			}
		}
		return err
	}))
	return out
}

// twin is another process of the same installation.
func (o *office) twin() *office {
	d := &desk.Desk{Store: o.store}
	twin := *o
	twin.desk, twin.directory = d, &directory.Directory{Store: o.store, OnChange: d.OnChange}
	return &twin
}
