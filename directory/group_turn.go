package directory

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/grouprole"
	"mandate/ident"
	"mandate/store"
)

// groupJudge says what a change makes of a group.
type groupJudge = func(GroupProfile) (GroupProfile, Members, error)

// inTurnMost bounds the members that a change in a shared transaction moves: a batch has
// one limit of time, and whoever is in it fails with it.
const inTurnMost = 100

// inTurn says errAlone to a change that may take long: of many members, or of all.
func inTurn(fn groupJudge) groupJudge {
	return func(before GroupProfile) (GroupProfile, Members, error) {
		after, m, err := fn(before)
		if err == nil && (m.Clear || len(m.Add)+len(m.Remove) > inTurnMost) {
			err = errAlone
		}
		return after, m, err
	}
}

// gatherGroup is UpdateGroup in a transaction that others share: it refuses before it adds
// anything to what waits.
func gatherGroup(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, fn groupJudge) (Group, error) {
	g, err := gatheredOf(ctx, tx, id)
	if err != nil {
		return Group{}, err
	}
	e := groupEdit{row: g.row, expected: expected, before: g.profile}
	m, err := e.judge(fn)
	if err != nil {
		return Group{}, err
	}
	if g, err = g.apartFrom(ctx, tx, m); err != nil {
		return Group{}, err
	}
	if e.added, e.removed, err = membersToMove(ctx, tx, id, m); err != nil || e.idle() {
		return g.shown(), err
	}
	if e.moves() {
		if err := g.unmapped(ctx, tx.Client); err != nil {
			return Group{}, err
		}
	}
	if err := g.add(tx, e); err != nil {
		return Group{}, err
	}
	out := g.shown()
	out.Changed = true
	return out, nil
}

// loadMapped reads a group, and whether it is mapped to a role, in one statement. What else
// is to be done with it, callers say.
func loadMapped(ctx context.Context, c *db.Client, directory, id ident.ID, beside ...func(*sql.Selector)) (row *db.Group, mapped bool, err error) {
	query := c.Group.Query().Where(group.ID(id), group.DirectoryID(directory))
	query.Modify(beside...)
	query.Modify(func(s *sql.Selector) {
		roles := sql.Dialect(s.Dialect()).Select(grouprole.FieldID).From(sql.Table(grouprole.Table))
		s.AppendSelectExprAs(sql.Exists(roles.Where(sql.ColumnsEQ(roles.C(grouprole.FieldGroupID), s.C(group.FieldID)))), "mapped")
	})
	row, err = query.Only(ctx)
	if db.IsNotFound(err) {
		return nil, false, unknown("group")
	}
	if err != nil {
		return nil, false, fmt.Errorf("load group %s: %w", id, err)
	}
	value, err := row.Value("mapped")
	return row, value == true || value == int64(1), err // SQLite has no booleans
}
