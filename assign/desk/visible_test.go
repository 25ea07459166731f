package desk_test

import (
	"context"
	"slices"
	"testing"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/ident"
)

// people sorts ids as answers are.
func people(ids ...ident.ID) []ident.ID {
	slices.SortFunc(ids, func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) })
	return ids
}

func (o *office) dealsWhere(which predicate.Deal) (ids []ident.ID) {
	o.t.Helper()
	o.read(func(ctx context.Context, c *db.Client) (err error) {
		ids, err = c.Deal.Query().Where(which).Order(deal.ByID()).IDs(ctx)
		return err
	})
	return ids
}

func (o *office) manage(person, manager ident.ID) {
	o.t.Helper()
	_, err := o.directory.SetManager(o.ctx, person, 0, manager)
	o.must(err)
}

// TestWhoSeesADeal is VI-1 to VI-4, as a list of people and as lists of deals.
func TestWhoSeesADeal(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob, cat := o.hire("ann", 0, 1), o.hire("bob", 0, 1), o.hire("cat", 0, 1)
		boss, chief, auditor, stranger := o.hire("boss", 0, 1), o.hire("chief", 0, 1), o.hire("auditor", 0, 1), o.hire("stranger", 0, 1)
		o.manage(ann, boss)
		o.manage(cat, chief)
		o.manage(boss, chief)
		o.appoint(auditor, "auditor")
		o.appoint(stranger, "accounting") // neither pipeline
		o.appoint(chief, "accounting")
		mine, lent, free, closed := o.submit("a", 10), o.submit("b", 10), o.submit("c", 10), o.submit("d", 10)
		o.stand(mine, ann)
		o.stand(lent, bob, cat)
		o.stand(free, ident.ID{})
		o.stand(closed, ann)
		o.step(closed, assign.StatusDeclined)
		for name, tc := range map[string]struct {
			deal ident.ID
			want []ident.ID
		}{
			"owner, manager, auditor":                   {mine, people(ann, boss, auditor)},
			"delegate and the delegate's manager too":   {lent, people(bob, cat, chief, auditor)},
			"unassigned: underwriters, whoever manages": {free, people(ann, bob, cat, boss, chief, auditor)},
			"closed": {closed, people(ann, boss, auditor)},
		} {
			o.read(func(ctx context.Context, c *db.Client) error {
				got, err := o.desk.VisibleTo(ctx, c, tc.deal)
				if !slices.Equal(got, tc.want) {
					t.Errorf("%s: %v, want %v", name, got, tc.want)
				}
				return err
			})
		}
		see := func(p ident.ID, all, unassigned bool) []ident.ID {
			return o.dealsWhere(desk.SeenBy(desk.Viewer{Tenant: o.tenant, Person: p, All: all, Unassigned: unassigned}))
		}
		for name, tc := range map[string]struct{ got, want []ident.ID }{
			"ann sees":          {see(ann, false, true), people(mine, free, closed)},
			"cat sees":          {see(cat, false, false), people(lent)},
			"boss sees":         {see(boss, false, false), people(mine, free, closed)},
			"chief sees":        {see(chief, false, false), people(lent, free)},
			"auditor sees":      {see(auditor, true, false), people(mine, lent, free, closed)},
			"stranger sees":     {see(stranger, false, false), nil},
			"a key sees":        {see(ident.ID{}, false, false), nil},
			"pipeline of ann":   {o.dealsWhere(desk.MyPipeline(o.tenant, ann)), people(mine)},
			"pipeline of cat":   {o.dealsWhere(desk.MyPipeline(o.tenant, cat)), people(lent)},
			"team of chief":     {o.dealsWhere(desk.TeamPipeline(o.tenant, chief, nil)), people(lent)},
			"chosen reports":    {o.dealsWhere(desk.TeamPipeline(o.tenant, chief, []ident.ID{boss, ann})), nil},
			"no chosen reports": {o.dealsWhere(desk.TeamPipeline(o.tenant, chief, []ident.ID{})), nil},
			"unassigned":        {o.dealsWhere(desk.UnassignedPipeline()), people(free)},
		} {
			if !slices.Equal(tc.got, tc.want) {
				t.Errorf("%s %v, want %v", name, tc.got, tc.want)
			}
		}
		o.must(o.directory.Deactivate(o.ctx, boss, 0, ""))
		o.read(func(ctx context.Context, c *db.Client) error {
			got, err := o.desk.VisibleTo(ctx, c, mine)
			if want := people(ann, auditor); !slices.Equal(got, want) {
				t.Errorf("without the inactive manager: %v, want %v", got, want)
			}
			if _, err := o.desk.VisibleTo(ctx, c, ann); !fault.Is(err, fault.CodeUnknownDeal) {
				t.Errorf("no deal: %v", err)
			}
			return err
		})
	})
}

// TestMayThey is RO-7: what another system asks about a person and a deal.
func TestMayThey(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ann, bob := o.hire("ann", 0, 1), o.hire("bob", 0, 1)
		id := o.submit("a", 10)
		o.stand(id, ann)
		ask := func(p ident.ID, may actor.Permission, on ident.ID, want ...fault.Code) {
			t.Helper()
			o.read(func(ctx context.Context, c *db.Client) error {
				got, err := o.desk.Can(ctx, c, p, may, on)
				if err == nil && (!slices.Equal(got.Reasons, want) || got.Allowed != (len(want) == 0)) {
					t.Errorf("%s on %s: %+v, want %v", may, on, got, want)
				}
				return err
			})
		}
		ask(ann, actor.DealEdit, id)
		ask(ann, actor.DealEdit, ident.ID{})
		ask(ann, actor.ContractFinalize, id, fault.CodeForbidden)
		ask(bob, actor.DealEdit, id, fault.CodeUnknownDeal)
		o.must(o.directory.Deactivate(o.ctx, bob, 0, ""))
		ask(bob, actor.UserManage, id, fault.CodeUserInactive, fault.CodeForbidden, fault.CodeUnknownDeal)
		o.read(func(ctx context.Context, c *db.Client) error {
			if _, err := o.desk.Can(ctx, c, id, actor.DealEdit, ident.ID{}); !fault.Is(err, fault.CodeUnknownUser) {
				t.Errorf("no person: %v", err)
			}
			if _, err := o.desk.Can(ctx, c, ann, actor.DealEdit, ann); !fault.Is(err, fault.CodeUnknownDeal) {
				t.Errorf("no deal: %v", err)
			}
			return nil
		})
	})
}
