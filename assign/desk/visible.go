package desk

import (
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/deal"
	"mandate/ent/db/dealdelegate"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// Viewer is somebody whose view of deals is asked for. Person is zero for a caller that
// is nobody, such as a service key by itself.
type Viewer struct {
	Tenant, Person ident.ID
	All            bool // holds pipeline.all
	Unassigned     bool // holds pipeline.unassigned
}

// SeenBy keeps the deals that are visible to the viewer, who is active (VI-3, VI-4). It
// asks for no permission to view deals at all: that is the door's matter.
func SeenBy(v Viewer) predicate.Deal {
	if v.All {
		return func(*sql.Selector) {}
	}
	parts := []lookup{v.unassigned}
	if !v.Person.IsZero() {
		direct := reportsOf(v.Tenant, v.Person, nil)
		parts = append(parts, owned(v.Tenant, one(v.Person)), delegated(v.Tenant, one(v.Person)), owned(v.Tenant, direct), delegated(v.Tenant, direct))
	}
	return within(parts...)
}

// MyPipeline is VI-1: open deals with the person on the deal.
func MyPipeline(tenant, person ident.ID) predicate.Deal {
	return deal.And(deal.Open(true), within(owned(tenant, one(person)), delegated(tenant, one(person))))
}

// TeamPipeline is VI-2: open deals with a direct report of the manager on the deal; with
// members only those reports that are named, nil being all.
func TeamPipeline(tenant, manager ident.ID, members []ident.ID) predicate.Deal {
	if members != nil && len(members) == 0 {
		return func(s *sql.Selector) { s.Where(sql.False()) }
	}
	direct := reportsOf(tenant, manager, members)
	return deal.And(deal.Open(true), within(owned(tenant, direct), delegated(tenant, direct)))
}

// UnassignedPipeline keeps open deals without an owner, held ones too.
func UnassignedPipeline() predicate.Deal { return deal.And(deal.Open(true), deal.OwnerIDIsNil()) }

// lookup selects ids through an index that begins with the tenant.
type lookup func(*sql.DialectBuilder) *sql.Selector

// within keeps the deals of a union of look-ups: of an OR over several tables a database
// makes a walk over all deals.
func within(parts ...lookup) predicate.Deal {
	return func(s *sql.Selector) {
		union := parts[0](sql.Dialect(s.Dialect()))
		for _, part := range parts[1:] {
			union.Union(part(sql.Dialect(s.Dialect())))
		}
		s.Where(sql.In(s.C(deal.FieldID), union))
	}
}

// people says whose deals a look-up is for: a condition on the column that holds them.
type people func(b *sql.DialectBuilder, column string) *sql.Predicate

func one(person ident.ID) people {
	return func(_ *sql.DialectBuilder, column string) *sql.Predicate { return sql.EQ(column, person) }
}

func anyOf(list []ident.ID) people {
	return func(_ *sql.DialectBuilder, column string) *sql.Predicate { return sql.In(column, anys(list)...) }
}

// reportsOf are the living direct reports of a manager, of them only those named.
func reportsOf(tenant, manager ident.ID, members []ident.ID) people {
	return func(b *sql.DialectBuilder, column string) *sql.Predicate {
		reports := reportsSelector(b, tenant, manager)
		if members != nil {
			reports.Where(sql.In(user.FieldID, anys(members)...))
		}
		return sql.In(column, reports)
	}
}

func reportsSelector(b *sql.DialectBuilder, tenant, manager ident.ID) *sql.Selector {
	return b.Select(user.FieldID).From(b.Table(user.Table)).Where(sql.And(
		sql.EQ(user.FieldTenantID, tenant), sql.EQ(user.FieldManagerID, manager), sql.IsNull(user.FieldDeletedAt)))
}

func owned(tenant ident.ID, of people) lookup {
	return func(b *sql.DialectBuilder) *sql.Selector {
		return b.Select(deal.FieldID).From(b.Table(deal.Table)).Where(sql.And(sql.EQ(deal.FieldTenantID, tenant), of(b, deal.FieldOwnerID)))
	}
}

func delegated(tenant ident.ID, of people) lookup {
	return func(b *sql.DialectBuilder) *sql.Selector {
		return b.Select(dealdelegate.FieldDealID).From(b.Table(dealdelegate.Table)).
			Where(sql.And(sql.EQ(dealdelegate.FieldTenantID, tenant), of(b, dealdelegate.FieldUserID)))
	}
}

// unassigned is VI-4 for those without pipeline.all.
func (v Viewer) unassigned(b *sql.DialectBuilder) *sql.Selector {
	open := b.Select(deal.FieldID).From(b.Table(deal.Table)).Where(sql.And(
		sql.EQ(deal.FieldTenantID, v.Tenant), sql.IsNull(deal.FieldOwnerID), sql.EQ(deal.FieldOpen, true)))
	switch {
	case v.Unassigned:
	case v.Person.IsZero():
		open.Where(sql.False())
	default:
		open.Where(sql.Exists(reportsSelector(b, v.Tenant, v.Person)))
	}
	return open
}

func anys(ids []ident.ID) []any {
	list := make([]any, len(ids))
	for i, id := range ids {
		list[i] = id
	}
	return list
}
