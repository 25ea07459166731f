package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// PeopleQuery narrows and orders a list of people. Predicates and orders may name
// columns of users and of directory_links, which is joined.
type PeopleQuery struct {
	Where         []predicate.User
	Order         []user.OrderOption // followed by the id
	Offset, Limit int                // Limit 0: only the total
	Groups        bool
	NoTotal       bool // total is -1 then
}

// Person reads one person of the actor's directory; groups also reads their groups.
func (d *Directory) Person(ctx context.Context, id ident.ID, groups bool) (Person, error) {
	list, _, err := d.People(ctx, PeopleQuery{Where: []predicate.User{user.ID(id)}, Limit: 1, Groups: groups, NoTotal: true})
	if err != nil {
		return Person{}, err
	}
	if len(list) == 0 {
		return Person{}, unknownUser()
	}
	return list[0], nil
}

// People lists the people of the actor's directory, in the order asked for and
// then by id, and says how many there are in all.
func (d *Directory) People(ctx context.Context, q PeopleQuery) (list []Person, total int, err error) {
	a, _ := actor.From(ctx)
	total = -1
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		if q.Limit > 0 {
			if list, err = readPeople(ctx, c, a.ID, q); err != nil {
				return err
			}
		}
		if q.NoTotal {
			return nil
		}
		if total = ending(q.Offset, q.Limit, len(list)); total >= 0 {
			return nil
		}
		if total, err = c.User.Query().Where(governedBy(a.ID)).Where(q.Where...).Count(ctx); err != nil {
			return fmt.Errorf("count people: %w", err)
		}
		return nil
	})
	return list, total, err
}

// ending is the length of a list that ends on this page, which saves counting it;
// -1 where it may go on or the page lies beyond it.
func ending(offset, limit, found int) int {
	if found < limit && (found > 0 || offset == 0) {
		return offset + found
	}
	return -1
}

func readPeople(ctx context.Context, c *db.Client, directory ident.ID, q PeopleQuery) ([]Person, error) {
	query := c.User.Query().Where(governedBy(directory)).Where(q.Where...).Order(q.Order...).Order(user.ByID()).Offset(q.Offset).Limit(q.Limit).
		WithManager()
	query.Modify(withLink)
	rows, err := query.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	list := make([]Person, len(rows))
	for i, u := range rows {
		link, err := linkOf(u)
		if err != nil {
			return nil, err
		}
		p, err := profileOf(u, link)
		if err != nil {
			return nil, err
		}
		list[i] = personOf(u, p)
		list[i].SortKey, _ = u.Value(SortKey)
	}
	if q.Groups {
		return list, addGroups(ctx, c, directory, list)
	}
	return list, nil
}

func addGroups(ctx context.Context, c *db.Client, directory ident.ID, list []Person) error {
	at := make(map[ident.ID]int, len(list))
	ids := make([]ident.ID, len(list))
	for i, p := range list {
		at[p.ID], ids[i] = i, p.ID
	}
	rows, err := c.GroupMember.Query().Where(groupmember.UserIDIn(ids...), groupmember.HasGroupWith(group.DirectoryID(directory))).
		WithGroup().Order(groupmember.ByGroupID()).All(ctx)
	if err != nil {
		return fmt.Errorf("list groups of people: %w", err)
	}
	for _, m := range rows {
		p := &list[at[m.UserID]]
		p.Groups = append(p.Groups, GroupRef{m.GroupID, m.Edges.Group.DisplayName})
	}
	return nil
}
