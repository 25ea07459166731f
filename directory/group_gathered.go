package directory

import (
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ident"
	"mandate/store"
)

// gathered are changes of one group that share a transaction (store.InTurn). The first one
// holds the row, so that nobody else changes it, and the others are judged by what those
// before them leave, without asking for it again. All of them are written at the end, in one
// statement with history.
type gathered struct {
	row     *db.Group // as the last of them leaves it
	stored  int64     // the version that the row has until they are written
	mapped  bool      // to a role, when the row was read
	sure    bool      // it was asked for again while the row was held
	profile GroupProfile
	update  *db.GroupUpdate // with the columns of the profile where that changes; else nil
	joining []*db.GroupMemberCreate
	leaving []ident.ID
	moving  map[ident.ID]bool // who joins or leaves
}

// gatheredOf gives the group as those before leave it, or reads it and holds it.
func gatheredOf(ctx context.Context, tx *store.Tx, id ident.ID) (*gathered, error) {
	if g, ok := tx.Gathered().(*gathered); ok && g.row.ID == id && g.row.DirectoryID == tx.Actor.ID {
		return g, nil
	}
	row, mapped, err := loadMapped(ctx, tx.Client, tx.Actor.ID, id, changing)
	if err != nil {
		return nil, err
	}
	return &gathered{row: row, stored: row.Version, mapped: mapped, profile: groupOf(row).GroupProfile, moving: map[ident.ID]bool{}}, nil
}

// apartFrom has what waits written if a change names somebody of whom something waits: who
// is in is asked of the database.
func (g *gathered) apartFrom(ctx context.Context, tx *store.Tx, m Members) (*gathered, error) {
	waits := func(id ident.ID) bool { return g.moving[id] }
	if !slices.ContainsFunc(m.Add, waits) && !slices.ContainsFunc(m.Remove, waits) {
		return g, nil
	}
	if err := tx.CatchUp(ctx); err != nil {
		return nil, fmt.Errorf("write members of group %s: %w", g.row.ID, err)
	}
	return &gathered{row: g.row, stored: g.row.Version, mapped: g.mapped, sure: g.sure, profile: g.profile, moving: map[ident.ID]bool{}}, nil
}

// unmapped says errSettle where the group brings a role. It is asked for once more while the
// row is held, which a change of the mapping holds too (remap).
func (g *gathered) unmapped(ctx context.Context, c *db.Client) error {
	if !g.mapped && !g.sure {
		mapped, err := c.GroupRole.Query().Where(grouprole.GroupID(g.row.ID)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("load mapping of group %s: %w", g.row.ID, err)
		}
		g.mapped, g.sure = mapped, true
	}
	if g.mapped {
		return errSettle
	}
	return nil
}

// add has a change wait that has been judged.
func (g *gathered) add(tx *store.Tx, e groupEdit) error {
	if !e.before.equal(e.after) {
		up := tx.Client.Group.Update()
		if err := e.after.columns(up.Mutation()); err != nil {
			return err
		}
		g.update = up
	}
	if waits := tx.Behind(func() store.Behind { return g }); waits != g {
		return fmt.Errorf("members of group %s: something else waits in their transaction", g.row.ID)
	}
	next := *g.row
	next.Version, next.UpdatedAt = next.Version+1, tx.Now
	g.row, g.profile = &next, e.after
	for _, id := range e.added {
		g.moving[id] = true
		g.joining = append(g.joining, tx.Client.GroupMember.Create().SetID(tx.NewID()).SetCreatedAt(tx.Now).SetGroupID(next.ID).SetUserID(id))
	}
	for _, id := range e.removed {
		g.moving[id] = true
		g.leaving = append(g.leaving, id)
	}
	tx.Record(e.event(tx))
	return nil
}

// shown is the group as the last change leaves it.
func (g *gathered) shown() Group {
	out := groupOf(g.row)
	out.GroupProfile = g.profile
	return out
}

// Kinds are groups and who is in them.
func (g *gathered) Kinds() []string { return []string{db.TypeGroup, db.TypeGroupMember} }

// Flush has all that was gathered made together. Nobody else has changed the row.
func (g *gathered) Flush(ctx context.Context, tx *store.Tx) error {
	up := g.update
	if up == nil {
		up = tx.Client.Group.Update()
	}
	up.Where(group.ID(g.row.ID), group.Version(g.stored)).SetVersion(g.row.Version).SetUpdatedAt(g.row.UpdatedAt)
	if _, err := up.Save(tx.LaterSome(ctx, moved)); err != nil {
		return fmt.Errorf("update group %s: %w", g.row.ID, err)
	}
	if err := deleteMembers(tx.Later(ctx, nil), tx, g.row.ID, g.leaving); err != nil {
		return err
	}
	if err := tx.Insert(tx.Later(ctx, nil), groupmember.Table, store.Rows(g.joining)); err != nil {
		return fmt.Errorf("insert members: %w", err)
	}
	return nil
}
