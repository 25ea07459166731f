package directory

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/grouprole"
	"mandate/ident"
	"mandate/store"
)

// CreateGroup makes a group of the actor's directory. A member who is not a person
// of this directory is fault.Invalid, UNKNOWN_USER. A new group is mapped to no
// role, so it is a Write.
func (d *Directory) CreateGroup(ctx context.Context, p GroupProfile, members []ident.ID) (Group, error) {
	p, err := p.normal()
	if err != nil {
		return Group{}, err
	}
	var made Group
	err = d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if err := ownPeople(ctx, tx.Client, tx.Actor.ID, members); err != nil {
			return err
		}
		row := tx.Client.Group.Create().SetID(tx.NewID()).SetDirectoryID(tx.Actor.ID)
		if err := p.columns(row.Mutation()); err != nil {
			return err
		}
		g, err := row.Save(ctx)
		if err != nil {
			return fmt.Errorf("insert group: %w", err)
		}
		if err := insertMembers(ctx, tx, g.ID, members); err != nil {
			return err
		}
		tx.Record(store.Event{Action: "GROUP_CREATED", TargetKind: ident.Group, Target: g.ID, Source: sourceOf(tx.Actor),
			Changes: groupChanges(GroupProfile{}, p, members, nil)})
		made = groupOf(g)
		return nil
	})
	return made, err
}

// UpdateGroup changes a group of the actor's directory. fn is given the present
// profile and returns the next and what happens to the members; it is pure and may
// run several times. The group's members are not loaded, but for Clear. Adding a
// member who is in and removing one who is not changes nothing. Where the group is
// mapped to a role and members change it is a Settle. Brief changes of a group that come
// at once share a transaction.
func (d *Directory) UpdateGroup(ctx context.Context, id ident.ID, expected int64, fn func(GroupProfile) (GroupProfile, Members, error)) (Group, error) {
	var out Group
	change := func(fn groupJudge) step {
		return func(ctx context.Context, tx *store.Tx) error {
			e, err := judgeGroup(ctx, tx, id, expected, fn)
			if err != nil {
				return err
			}
			if out = groupOf(e.row); e.idle() {
				return nil
			}
			if err := d.applyGroup(ctx, tx, &e); err != nil {
				return err
			}
			out.GroupProfile, out.Version, out.Modified, out.Changed = e.after, e.version, tx.Now, true
			return nil
		}
	}
	err := d.changeInTurn(ctx, id, func(ctx context.Context, tx *store.Tx) (err error) {
		out, err = gatherGroup(ctx, tx, id, expected, inTurn(fn))
		return err
	}, change(fn))
	return out, err
}

// groupEdit is one change of a group that has been judged.
type groupEdit struct {
	row            *db.Group
	mapped         bool // to a role, when the row was read
	expected       int64
	before, after  GroupProfile
	added, removed []ident.ID
	version        int64 // afterwards
}

func (e groupEdit) idle() bool { return e.before.equal(e.after) && !e.moves() }

func (e groupEdit) moves() bool { return len(e.added)+len(e.removed) > 0 }

// judgeGroup holds the row before it looks at anything, as batches of changes do: it waits for
// the one that is under way, and finds who is in behind it.
func judgeGroup(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, fn groupJudge) (groupEdit, error) {
	row, mapped, err := loadMapped(ctx, tx.Client, tx.Actor.ID, id, changing)
	if err != nil {
		return groupEdit{}, err
	}
	e := groupEdit{row: row, mapped: mapped, expected: expected, before: groupOf(row).GroupProfile}
	m, err := e.judge(fn)
	if err != nil {
		return e, err
	}
	e.added, e.removed, err = membersToMove(ctx, tx, id, m)
	return e, err
}

// judge says what the profile becomes, and what is asked of the members.
func (e *groupEdit) judge(fn groupJudge) (m Members, err error) {
	if err := expect(e.expected, e.row.Version); err != nil {
		return m, err
	}
	if e.after, m, err = fn(e.before); err != nil {
		return m, err
	}
	e.after, err = e.after.normal()
	return m, err
}

func loadGroup(ctx context.Context, c *db.Client, directory, id ident.ID, beside ...func(*sql.Selector)) (*db.Group, error) {
	query := c.Group.Query().Where(group.ID(id), group.DirectoryID(directory))
	query.Modify(beside...)
	row, err := query.Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknown("group")
	}
	return row, err
}

func (d *Directory) applyGroup(ctx context.Context, tx *store.Tx, e *groupEdit) error {
	if e.mapped && e.moves() && !settled(tx) {
		return errSettle // before the first write, which would undo the changes of others with it
	}
	if err := e.claim(ctx, tx); err != nil {
		return err
	}
	mapped, err := e.standing(ctx, tx)
	if err != nil {
		return err
	}
	if mapped && !settled(tx) {
		return errSettle
	}
	tx.Record(e.event(tx))
	move := func() error { return e.move(ctx, tx) }
	if !mapped {
		return move()
	}
	return d.regrant(ctx, tx, slices.Concat(e.added, e.removed), move)
}

func (e groupEdit) event(tx *store.Tx) store.Event {
	return store.Event{Action: "GROUP_UPDATED", TargetKind: ident.Group, Target: e.row.ID, Source: sourceOf(tx.Actor),
		Changes: groupChanges(e.before, e.after, e.added, e.removed)}
}

// claim raises the version of the row that judgeGroup holds, so that a mapping of the group
// and a change of its members see each other.
func (e groupEdit) claim(ctx context.Context, tx *store.Tx) error {
	up := tx.Client.Group.Update().Where(group.ID(e.row.ID)).AddVersion(1)
	if !e.before.equal(e.after) {
		if err := e.after.columns(up.Mutation()); err != nil {
			return err
		}
	}
	if err := up.Exec(ctx); err != nil {
		return fmt.Errorf("update group %s: %w", e.row.ID, err)
	}
	return nil
}

// standing reads the row that is held now: the version that it was raised to, which is
// nobody else's, and whether the group is mapped to a role.
func (e *groupEdit) standing(ctx context.Context, tx *store.Tx) (mapped bool, err error) {
	if !e.moves() {
		e.version = e.row.Version + 1
		return false, nil
	}
	rows, err := tx.Client.QueryContext(ctx, standingText, e.row.ID, tx.Actor.Tenant)
	if err != nil {
		return false, fmt.Errorf("read group %s: %w", e.row.ID, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&e.version, &mapped); err != nil {
			return false, fmt.Errorf("read group %s: %w", e.row.ID, err)
		}
	}
	return mapped, rows.Err()
}

const standingText = `SELECT version, EXISTS (SELECT 1 FROM group_roles WHERE group_id = "groups".id) FROM "groups" WHERE id = $1 AND tenant_id = $2`

func (e groupEdit) move(ctx context.Context, tx *store.Tx) error {
	if err := deleteMembers(ctx, tx, e.row.ID, e.removed); err != nil {
		return err
	}
	return insertMembers(ctx, tx, e.row.ID, e.added)
}

// DeleteGroup removes a group of the actor's directory with its memberships and its
// mapping to roles.
func (d *Directory) DeleteGroup(ctx context.Context, id ident.ID, expected int64) error {
	return d.change(ctx, func(ctx context.Context, tx *store.Tx) error {
		row, err := loadGroup(ctx, tx.Client, tx.Actor.ID, id, changing) // until it is gone
		if err != nil {
			return err
		}
		if err := expect(expected, row.Version); err != nil {
			return err
		}
		mapped, err := tx.Client.GroupRole.Query().Where(grouprole.GroupID(id)).Exist(ctx)
		if err != nil {
			return fmt.Errorf("load mapping: %w", err)
		}
		if mapped && !settled(tx) {
			return errSettle
		}
		tx.Record(store.Event{Action: "GROUP_DELETED", TargetKind: ident.Group, Target: id, Source: sourceOf(tx.Actor),
			Changes: []store.Change{{Field: "displayName", Before: row.DisplayName}}})
		if !mapped {
			return dropGroup(ctx, tx, row)
		}
		return d.dropMapped(ctx, tx, row)
	})
}

func (d *Directory) dropMapped(ctx context.Context, tx *store.Tx, row *db.Group) error {
	members, err := memberIDs(ctx, tx.Client, row.ID)
	if err != nil {
		return err
	}
	return d.regrant(ctx, tx, members, func() error { return dropGroup(ctx, tx, row) })
}
