package directory

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// membersToMove gives who really joins and leaves. Only the people named are
// looked up; Clear alone has to ask who is in.
func membersToMove(ctx context.Context, tx *store.Tx, id ident.ID, m Members) (added, removed []ident.ID, err error) {
	if !m.Clear && len(m.Remove) == 0 {
		added, err = joining(ctx, tx, id, m.Add)
		return added, nil, err
	}
	var present []ident.ID
	if m.Clear {
		present, err = memberIDs(ctx, tx.Client, id)
	} else {
		present, err = presentOf(ctx, tx.Client, id, slices.Concat(m.Add, m.Remove))
	}
	if err != nil {
		return nil, nil, err
	}
	in, stays := setOf(present), setOf(m.Add)
	for _, id := range m.Add {
		if !in[id] {
			added = append(added, id)
		}
	}
	leaving := m.Remove
	if m.Clear {
		leaving = present
	}
	for _, user := range leaving {
		if in[user] && !stays[user] {
			removed = append(removed, user)
		}
	}
	return added, removed, ownPeople(ctx, tx.Client, tx.Actor.ID, added)
}

// joining gives those who are not in yet, all of them people of the actor's directory:
// one statement, since members are mostly added one by one.
func joining(ctx context.Context, tx *store.Tx, id ident.ID, users []ident.ID) (added []ident.ID, err error) {
	for part := range slices.Chunk(users, idsAtOnce) {
		query := tx.Client.DirectoryLink.Query().Where(directorylink.DirectoryID(tx.Actor.ID), directorylink.UserIDIn(part...)).Unique(false)
		var rows []struct {
			User   ident.ID  `sql:"user_id"`
			Member *ident.ID `sql:"member_id"`
		}
		err := query.Modify(func(s *sql.Selector) {
			undeleted(s)
			in := sql.Table(groupmember.Table).As("present")
			members := sql.Dialect(s.Dialect()).Select(in.C(groupmember.FieldUserID)).From(in).Where(sql.And(
				sql.EQ(in.C(groupmember.FieldGroupID), id), sql.ColumnsEQ(in.C(groupmember.FieldUserID), s.C(directorylink.FieldUserID))))
			s.Select(s.C(directorylink.FieldUserID)).AppendSelectExprAs(members, "member_id")
		}).Scan(ctx, &rows)
		if err != nil {
			return nil, fmt.Errorf("look up people: %w", err)
		}
		if len(rows) != len(part) {
			return nil, foreignMember()
		}
		for _, row := range rows {
			if row.Member == nil {
				added = append(added, row.User)
			}
		}
	}
	return added, nil
}

func setOf(ids []ident.ID) map[ident.ID]bool {
	set := make(map[ident.ID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

func memberIDs(ctx context.Context, c *db.Client, id ident.ID) ([]ident.ID, error) {
	rows, err := c.GroupMember.Query().Where(groupmember.GroupID(id)).Order(groupmember.ByUserID()).Select(groupmember.FieldUserID).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list members: %w", err)
	}
	return userIDs(rows), nil
}

// presentOf gives those who are in. It asks for people: a question for members would have
// those written first who wait in a shared transaction (gathered), who are others.
func presentOf(ctx context.Context, c *db.Client, id ident.ID, users []ident.ID) ([]ident.ID, error) {
	var list []ident.ID
	for part := range slices.Chunk(users, idsAtOnce) {
		in, err := c.User.Query().Where(user.IDIn(part...), user.HasMembershipsWith(groupmember.GroupID(id))).IDs(ctx)
		if err != nil {
			return nil, fmt.Errorf("look up members: %w", err)
		}
		list = append(list, in...)
	}
	return list, nil
}

func userIDs(rows []*db.GroupMember) []ident.ID {
	list := make([]ident.ID, len(rows))
	for i, r := range rows {
		list[i] = r.UserID
	}
	return list
}

// ownPeople refuses ids that are not people of a directory. Whoever was deleted has
// no link any more; whoever is there stays until the members are written.
func ownPeople(ctx context.Context, c *db.Client, directory ident.ID, users []ident.ID) error {
	for part := range slices.Chunk(users, idsAtOnce) {
		query := c.DirectoryLink.Query().Where(directorylink.DirectoryID(directory), directorylink.UserIDIn(part...)).Unique(false)
		query.Modify(undeleted)
		found, err := query.IDs(ctx)
		if err != nil {
			return fmt.Errorf("look up people: %w", err)
		}
		if len(found) != len(part) {
			return foreignMember()
		}
	}
	return nil
}

func foreignMember() error {
	return fault.New(fault.Invalid, fault.CodeUnknownUser, "A member is not a person of this directory.").On("members")
}

// insertMembers is one statement a thousand; who joined meanwhile is no conflict.
func insertMembers(ctx context.Context, tx *store.Tx, id ident.ID, users []ident.ID) error {
	for part := range slices.Chunk(users, idsAtOnce) {
		rows := make([]*db.GroupMemberCreate, len(part))
		for i, user := range part {
			rows[i] = tx.Client.GroupMember.Create().SetID(tx.NewID()).SetGroupID(id).SetUserID(user)
		}
		err := tx.Client.GroupMember.CreateBulk(rows...).
			OnConflict(sql.ConflictColumns(groupmember.FieldGroupID, groupmember.FieldUserID), sql.DoNothing()).Exec(ctx)
		if err != nil && !errors.Is(err, allThere) {
			return fmt.Errorf("insert members: %w", err)
		}
	}
	return nil
}

func deleteMembers(ctx context.Context, tx *store.Tx, id ident.ID, users []ident.ID) error {
	for part := range slices.Chunk(users, idsAtOnce) {
		if _, err := tx.Client.GroupMember.Delete().Where(groupmember.GroupID(id), groupmember.UserIDIn(part...)).Exec(ctx); err != nil {
			return fmt.Errorf("delete members: %w", err)
		}
	}
	return nil
}

// dropGroup deletes a group that is held: a change of its members waits and then finds
// nothing.
func dropGroup(ctx context.Context, tx *store.Tx, row *db.Group) error {
	_, err := tx.Client.GroupMember.Delete().Where(groupmember.GroupID(row.ID)).Exec(ctx)
	if err == nil {
		_, err = tx.Client.GroupRole.Delete().Where(grouprole.GroupID(row.ID)).Exec(ctx)
	}
	if err == nil {
		_, err = tx.Client.Group.Delete().Where(group.ID(row.ID)).Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("delete group %s: %w", row.ID, err)
	}
	return nil
}
