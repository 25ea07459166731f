package desk

import (
	"bytes"
	"context"
	stdsql "database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/authorityversion"
	"mandate/ident"
)

// decidingPiece is how the JSON of a version says that somebody holds approval.decide.
const decidingPiece = `"` + string(actor.ApprovalDecide) + `"`

// judgedThen is judgedNow from the versions of a past instant (HI-3). Like those of the
// present, they are scanned into one place.
func (d *Desk) judgedThen(ctx context.Context, c *db.Client, m *matter, q ApproverQuery) ([]ApproverVerdict, error) {
	text, args := d.thenQuery(ctx, q).Query()
	found, err := c.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("load people of an instant: %w", err)
	}
	defer found.Close()
	into := approverPlaces.Get().(*[]assign.Approver)
	defer approverPlaces.Put(into)
	people, place := (*into)[:0], newThenPlace()
	for found.Next() {
		if err := found.Scan(place.into...); err != nil {
			return nil, fmt.Errorf("read people of an instant: %w", err)
		}
		a, err := place.approver()
		if err != nil {
			return nil, err
		}
		if a.Decides || q.All {
			people = append(people, a)
		}
	}
	if err := found.Err(); err != nil {
		return nil, fmt.Errorf("load people of an instant: %w", err)
	}
	*into = people
	return m.judge(people, q), nil
}

// thenQuery reads the versions of an instant by person: of all staff, or of those who may
// have held approval.decide.
func (d *Desk) thenQuery(ctx context.Context, q ApproverQuery) *sql.Selector {
	a, _ := actor.From(ctx)
	b := sql.Dialect(d.dialect())
	s := b.Select().From(b.Table(authorityversion.Table))
	s.Where(sql.EQ(s.C(authorityversion.FieldTenantID), a.Tenant))
	trueAt(q.At)(s)
	if q.All {
		ofStaff(q.At)(s)
	} else {
		mentions(decidingPiece)(s)
		eachOfStaff(q.At)(s)
	}
	return s.Select(s.C(authorityversion.FieldUserID), s.C(authorityversion.FieldState)).OrderBy(s.C(authorityversion.FieldUserID))
}

// thenPlace is where versions are scanned into, one after the other.
type thenPlace struct {
	id    ident.ID
	state stdsql.RawBytes
	into  []any
	then  struct {
		Active      bool          `json:"active"`
		Absent      bool          `json:"absent"`
		Permissions deciding      `json:"permissions"`
		Limits      assign.Limits `json:"limits"`
	}
}

func newThenPlace() *thenPlace {
	p := &thenPlace{}
	p.into = []any{&p.id, &p.state}
	return p
}

// approver is a person of then as AP-5 judges them.
func (p *thenPlace) approver() (assign.Approver, error) {
	p.then.Active, p.then.Absent, p.then.Permissions, p.then.Limits = false, false, false, assign.Limits{}
	if err := json.Unmarshal(p.state, &p.then); err != nil {
		return assign.Approver{}, fmt.Errorf("version of %s: %w", p.id, err)
	}
	return assign.Approver{ID: p.id, Active: p.then.Active, Absent: p.then.Absent, Decides: bool(p.then.Permissions), Limits: p.then.Limits}, nil
}

// deciding is whether approval.decide is among permissions.
type deciding bool

// UnmarshalJSON looks for it in their list, whose names hold no quotes.
func (d *deciding) UnmarshalJSON(list []byte) error {
	*d = deciding(bytes.Contains(list, []byte(decidingPiece)))
	return nil
}

// approver is a person of then as AP-5 judges them.
func (p PersonState) approver(id ident.ID) assign.Approver {
	return assign.Approver{ID: id, Active: p.Active, Absent: p.Absent, Limits: p.Limits, Decides: slices.Contains(p.Permissions, actor.ApprovalDecide)}
}
