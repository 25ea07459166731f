package desk

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// scanApprovers adds people by id as AP-5 judges them, at most so many; 0: all of them. It
// is readAuthority for whoever only reads, so that nothing waits to be written before. All
// rows are scanned into one place: what ent makes of each column of each row is most of what
// it costs to ask who of many may approve, and sets the collector to work every few questions.
func (d *Desk) scanApprovers(ctx context.Context, c *db.Client, people []assign.Approver, atMost int, which ...predicate.User) ([]assign.Approver, error) {
	text, args := d.authorityQuery(ctx, atMost, which).Query()
	found, err := c.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("load authority of people: %w", err)
	}
	defer found.Close()
	place := newAuthorityPlace()
	for found.Next() {
		if err := found.Scan(place.into...); err != nil {
			return nil, fmt.Errorf("read authority of people: %w", err)
		}
		a, err := place.approver()
		if err != nil {
			return nil, err
		}
		people = append(people, a)
	}
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("load authority of people: %w", err)
	}
	return people, nil
}

// authorityQuery names its tenant, as every query by ent does.
func (d *Desk) authorityQuery(ctx context.Context, atMost int, which []predicate.User) *sql.Selector {
	a, _ := actor.From(ctx)
	b := sql.Dialect(d.dialect())
	s := b.Select().From(b.Table(user.Table))
	for _, p := range which {
		p(s)
	}
	s.Where(sql.EQ(s.C(user.FieldTenantID), a.Tenant)).OrderBy(s.C(user.FieldID))
	if atMost > 0 {
		s.Limit(atMost)
	}
	withAuthority(s)
	return s
}

// dialect is that of the store, in the words of ent.
func (d *Desk) dialect() string {
	if d.Store.Kind() == dialect.Postgres {
		return dialect.Postgres
	}
	return dialect.SQLite
}

// authorityPlace is where rows of withAuthority are scanned into, one after the other.
type authorityPlace struct {
	id      ident.ID
	active  bool
	absent  present
	amounts [7]amount
	into    []any
}

func newAuthorityPlace() *authorityPlace {
	p := &authorityPlace{}
	p.into = []any{&p.id, &p.active, &p.absent}
	for i := range p.amounts {
		p.into = append(p.into, &p.amounts[i])
	}
	return p
}

func (p *authorityPlace) approver() (assign.Approver, error) {
	row := authorityRow{ID: p.id, MaxCapacity: p.amounts[0].small(), MaxDiscretionBps: p.amounts[1].small(), LoanAmount: p.amounts[2].pointer(),
		MortgageSecured: p.amounts[3].pointer(), NonMortgageSecured: p.amounts[4].pointer(), BridgeSecured: p.amounts[5].pointer(), TotalConnection: p.amounts[6].pointer()}
	limits, err := row.limits()
	return assign.Approver{ID: p.id, Active: p.active, Absent: bool(p.absent), Limits: limits}, err
}

// present is whether a column holds anything.
type present bool

// Scan takes a column.
func (p *present) Scan(value any) error {
	*p = value != nil
	return nil
}

// amount is a column of a whole number, or nothing.
type amount struct {
	n   int64
	int int
	set bool
}

// Scan takes a column.
func (a *amount) Scan(value any) error {
	n, ok := value.(int64)
	if value != nil && !ok {
		return fmt.Errorf("%T is no whole number", value)
	}
	*a = amount{n, int(n), value != nil}
	return nil
}

func (a *amount) pointer() *int64 {
	if !a.set {
		return nil
	}
	return &a.n
}

func (a *amount) small() *int {
	if !a.set {
		return nil
	}
	return &a.int
}
