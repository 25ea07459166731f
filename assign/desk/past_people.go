package desk

import (
	"context"
	"fmt"
	"slices"

	"mandate/assign"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/user"
	"mandate/ident"
)

// pastPeople are the versions of people (HI-3) around some decisions.
type pastPeople struct {
	versions []personVersion       // by position
	strange  map[ident.ID]*db.User // those who were not, or not always, candidates
}

type personVersion struct {
	row       *db.AuthorityVersion
	authority directory.Authority
}

func (p *pastPeople) read(ctx context.Context, c *db.Client, decisions []*db.AssignmentDecision) error {
	first, position := decisions[0].CreatedAt, int64(0)
	for _, d := range decisions {
		if d.CreatedAt.Before(first) {
			first = d.CreatedAt
		}
		position = max(position, d.Position)
	}
	first = first.Add(-clocksApart)
	rows, err := c.AuthorityVersion.Query().Where(authorityversion.PositionLTE(position),
		authorityversion.Or(authorityversion.ValidToIsNil(), authorityversion.ValidToGT(first))).
		Order(authorityversion.ByPosition(), authorityversion.ByValidFrom(), authorityversion.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("versions of people: %w", err)
	}
	for _, row := range rows {
		a, err := directory.DecodeAuthority(row.State)
		if err != nil {
			return err
		}
		p.versions = append(p.versions, personVersion{row, a})
	}
	strangers, err := c.User.Query().Where(user.Or(user.DeletedAtNotNil(), user.KindEQ(user.KindCONTACT), user.CreatedAtGT(first))).
		Select(user.FieldID, user.FieldKind, user.FieldDeletedAt, user.FieldCreatedAt).All(ctx)
	p.strange = make(map[ident.ID]*db.User, len(strangers))
	for _, u := range strangers {
		p.strange[u.ID] = u
	}
	return err
}

// at gives the candidates of a decision, without loads: of each person the last
// version of its position or earlier.
func (p *pastPeople) at(d *db.AssignmentDecision) []assign.Candidate {
	then := map[ident.ID]personVersion{}
	for _, v := range p.versions {
		if v.row.Position <= d.Position {
			then[v.row.UserID] = v
		}
	}
	out := make([]assign.Candidate, 0, len(then))
	for id, v := range then {
		if u := p.strange[id]; u != nil && !wasCandidate(u, v.row, d) {
			continue
		}
		out = append(out, assign.Candidate{ID: id, Active: v.authority.Active, Preferences: v.authority.Preferences, Limits: v.authority.Limits})
	}
	slices.SortFunc(out, func(a, b assign.Candidate) int { return slices.Compare(a.ID[:], b.ID[:]) })
	return out
}

// wasCandidate is AS-1 of then: staff, made before the decision, and not deleted. A
// deletion makes the last version of a person; a person who comes over SCIM without
// authority takes no position of their own.
func wasCandidate(u *db.User, v *db.AuthorityVersion, d *db.AssignmentDecision) bool {
	switch {
	case u.Kind != user.KindSTAFF, u.DeletedAt != nil && v.ValidTo == nil:
		return false
	}
	return v.Position < d.Position || !u.CreatedAt.After(d.CreatedAt)
}
