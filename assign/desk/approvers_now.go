package desk

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// judgedNow lets the database narrow to those who can be in the answer: holders of
// approval.decide and, where only available ones are asked for, those whom nothing in AP-5
// leaves out: who were left out after the rows of a page had been read would leave holes in
// it. Each is then judged by the rule itself.
func (d *Desk) judgedNow(ctx context.Context, c *db.Client, m *matter, q ApproverQuery) ([]ApproverVerdict, error) {
	deciding, err := holders(ctx, c, actor.ApprovalDecide)
	if err != nil {
		return nil, err
	}
	which := []predicate.User{user.KindEQ(user.KindSTAFF), user.DeletedAtIsNil(), user.IDGT(q.After)}
	if !q.All || q.Available {
		which = append(which, deciding)
	}
	if q.Available {
		which = append(which, user.Active(true), notAway, reaching(m.figures, m.settings))
		if apart := m.apart(); len(apart) > 0 {
			which = append(which, user.IDNotIn(apart...))
		}
	}
	place := approverPlaces.Get().(*[]assign.Approver)
	defer approverPlaces.Put(place)
	people, err := d.scanApprovers(ctx, c, (*place)[:0], q.First, which...)
	if err != nil {
		return nil, err
	}
	*place = people
	decides, err := deciders(ctx, c, deciding, people, q.All)
	if err != nil {
		return nil, err
	}
	for i := range people {
		people[i].Decides = decides(people[i].ID)
	}
	return m.judge(people, q), nil
}

// apart are those who may not approve whatever their limits.
func (m *matter) apart() []ident.ID {
	if m.requester.IsZero() {
		return m.on
	}
	return append(m.on[:len(m.on):len(m.on)], m.requester)
}

// deciders tells who of the people holds approval.decide; unless everybody was read, all do.
func deciders(ctx context.Context, c *db.Client, deciding predicate.User, people []assign.Approver, everybody bool) (func(ident.ID) bool, error) {
	if !everybody || len(people) == 0 {
		return func(ident.ID) bool { return true }, nil
	}
	ids, err := c.User.Query().Where(deciding, user.IDGTE(people[0].ID), user.IDLTE(people[len(people)-1].ID)).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list who decides: %w", err)
	}
	hold := make(map[ident.ID]bool, len(ids))
	for _, id := range ids {
		hold[id] = true
	}
	return func(id ident.ID) bool { return hold[id] }, nil
}

// ApproversOf lists the available approvers of each deal, by id, in a constant number of
// statements. rows have their facilities loaded.
func (d *Desk) ApproversOf(ctx context.Context, c *db.Client, rows []*db.Deal) (map[ident.ID][]ident.ID, error) {
	out := make(map[ident.ID][]ident.ID, len(rows))
	if len(rows) == 0 {
		return out, nil
	}
	f, err := readFacts(ctx, c, rows)
	if err != nil {
		return nil, fmt.Errorf("read how deals stand: %w", err)
	}
	people, err := d.presentApprovers(ctx, c)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		s, err := f.standing(row)
		if err != nil {
			return nil, err
		}
		out[row.ID] = available(people, s.matter(row, f.settings))
	}
	return out, nil
}

// presentApprovers are holders of approval.decide who are active and not absent, by id.
func (d *Desk) presentApprovers(ctx context.Context, c *db.Client) ([]assign.Approver, error) {
	deciding, err := holders(ctx, c, actor.ApprovalDecide)
	if err != nil {
		return nil, err
	}
	all, err := d.scanApprovers(ctx, c, nil, 0, user.KindEQ(user.KindSTAFF), user.Active(true), deciding)
	if err != nil {
		return nil, err
	}
	people := make([]assign.Approver, 0, len(all))
	for _, a := range all {
		if a.Decides = true; !a.Absent {
			people = append(people, a)
		}
	}
	return people, nil
}

func available(people []assign.Approver, m *matter) []ident.ID {
	list := []ident.ID{}
	for _, a := range people {
		if a.Reason(m.figures, m.settings, m.on, m.requester) == assign.ApproverAvailable {
			list = append(list, a.ID)
		}
	}
	return list
}

// matter is what approvers are asked about, of a deal whose standing has been read.
func (s *Standing) matter(row *db.Deal, settings assign.Settings) *matter {
	m := &matter{figures: s.Figures, settings: settings}
	if row.OwnerID != nil {
		m.on = append(m.on, *row.OwnerID)
	}
	for _, one := range s.Delegates {
		m.on = append(m.on, one.User)
	}
	if s.Request != nil {
		m.requester = s.Request.RequestedBy
	}
	return m
}
