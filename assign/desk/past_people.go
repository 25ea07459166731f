package desk

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/authorityversion"
	"mandate/ent/db/predicate"
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

// window is the positions and instants that some decisions were taken in.
type window struct {
	tenant   ident.ID
	position int64     // of the last
	first    time.Time // of the first, and a little before
}

func windowOf(decisions []*db.AssignmentDecision) window {
	w := window{tenant: decisions[0].TenantID, first: decisions[0].CreatedAt}
	for _, d := range decisions {
		if d.CreatedAt.Before(w.first) {
			w.first = d.CreatedAt
		}
		w.position = max(w.position, d.Position)
	}
	w.first = w.first.Add(-clocksApart)
	return w
}

// valid keeps the versions that may have been true within the window.
func (w window) valid() predicate.AuthorityVersion {
	return authorityversion.And(authorityversion.PositionLTE(w.position),
		authorityversion.Or(authorityversion.ValidToIsNil(), authorityversion.ValidToGT(w.first)))
}

// of keeps every version of people who have one that meets a condition: of one version
// alone nobody can tell whether another had followed.
func (w window) of(some predicate.AuthorityVersion) predicate.AuthorityVersion {
	return func(s *sql.Selector) {
		b := sql.Dialect(s.Dialect())
		meeting := b.Select().From(b.Table(authorityversion.Table))
		meeting.Select(meeting.C(authorityversion.FieldUserID))
		authorityversion.And(authorityversion.TenantID(w.tenant), w.valid(), some)(meeting)
		s.Where(sql.In(s.C(authorityversion.FieldUserID), meeting))
	}
}

// readSome adds the versions of people within the window; which says of whom.
func (p *pastPeople) readSome(ctx context.Context, c *db.Client, w window, which ...predicate.AuthorityVersion) error {
	rows, err := c.AuthorityVersion.Query().Where(append(which, w.valid())...).
		Order(authorityversion.ByPosition(), authorityversion.ByValidFrom(), authorityversion.ByValidTo(sql.OrderNullsLast()), authorityversion.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("versions of people: %w", err)
	}
	for _, row := range rows {
		a, err := directory.DecodeAuthority(row.State)
		if err != nil {
			return fmt.Errorf("version of %s: %w", row.UserID, err)
		}
		p.versions = append(p.versions, personVersion{row, a})
	}
	return nil
}

// readStandIns adds those who may have acted for the absent among the people read.
func (p *pastPeople) readStandIns(ctx context.Context, c *db.Client, w window) error {
	read := map[ident.ID]bool{{}: true}
	for _, v := range p.versions {
		read[v.row.UserID] = true
	}
	var missing []ident.ID
	for _, v := range p.versions {
		if d := v.authority.Delegate; !read[d] {
			read[d], missing = true, append(missing, d)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return p.readSome(ctx, c, w, authorityversion.UserIDIn(missing...))
}

// readStrangers reads who was no candidate all the time.
func (p *pastPeople) readStrangers(ctx context.Context, c *db.Client, w window) error {
	rows, err := c.User.Query().Where(user.Or(user.DeletedAtNotNil(), user.KindEQ(user.KindCONTACT), user.CreatedAtGT(w.first))).
		Select(user.FieldID, user.FieldKind, user.FieldDeletedAt, user.FieldCreatedAt).All(ctx)
	if err != nil {
		return fmt.Errorf("people who came and went: %w", err)
	}
	p.strange = make(map[ident.ID]*db.User, len(rows))
	for _, u := range rows {
		p.strange[u.ID] = u
	}
	return nil
}

// at gives the candidates of a decision: of each person the last version of its position
// or earlier.
func (p *pastPeople) at(d *db.AssignmentDecision) crowd {
	then, earlier := map[ident.ID]personVersion{}, map[ident.ID]bool{}
	for _, v := range p.versions {
		if before, there := then[v.row.UserID]; v.row.Position <= d.Position && (!there || before.row.Position <= v.row.Position) {
			then[v.row.UserID] = v
		}
		if v.row.Position < d.Position {
			earlier[v.row.UserID] = true
		}
	}
	out := make(crowd, len(then))
	for id, v := range then {
		if u := p.strange[id]; u == nil || wasCandidate(u, v.row, earlier[id], d) {
			out[id] = v.authority
		}
	}
	return out
}

// wasCandidate is AS-1 of then: staff, made before the decision, and not deleted. A
// deletion makes the last version of a person. Who has a version of an earlier position
// was made before, whatever the clocks of two replicas say; a person who comes over SCIM
// without authority takes no position of their own.
func wasCandidate(u *db.User, v *db.AuthorityVersion, earlier bool, d *db.AssignmentDecision) bool {
	if u.Kind != user.KindSTAFF || u.DeletedAt != nil && v.ValidTo == nil {
		return false
	}
	return earlier || !u.CreatedAt.After(d.CreatedAt)
}
