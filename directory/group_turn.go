package directory

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/grouprole"
	"mandate/ident"
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

// loadMapped reads a group, and whether it is mapped to a role, in one statement.
func loadMapped(ctx context.Context, c *db.Client, directory, id ident.ID) (row *db.Group, mapped bool, err error) {
	query := c.Group.Query().Where(group.ID(id), group.DirectoryID(directory))
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
