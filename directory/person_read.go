package directory

import (
	"context"
	"fmt"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directorylink"
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
	a, _ := actor.From(ctx)
	q := PeopleQuery{Where: []predicate.User{user.ID(id)}, Limit: 1, Groups: groups}
	text := d.personText(groups, func() string {
		text, _ := d.selectShown(a, q).Limit(q.Limit).Query()
		return text
	})
	list, err := d.readPeople(ctx, q, text, []any{a.ID, id, a.Tenant})
	if err != nil {
		return Person{}, err
	}
	if len(list) == 0 {
		return Person{}, unknownUser()
	}
	return list[0], nil
}

// personText keeps the text that reads one person: it is always the same, and directories
// ask for it more often than for anything else.
func (d *Directory) personText(groups bool, make func() string) string {
	kept := &d.texts[0]
	if groups {
		kept = &d.texts[1]
	}
	if text := kept.Load(); text != nil {
		return *text
	}
	text := make()
	kept.Store(&text)
	return text
}

// People lists the people of the actor's directory, in the order asked for and
// then by id, and says how many there are in all. List and total may be of two
// instants; the total is never less than what was seen.
func (d *Directory) People(ctx context.Context, q PeopleQuery) (list []Person, total int, err error) {
	a, _ := actor.From(ctx)
	if list, total, ok, err := d.called(ctx, a, q); ok || err != nil {
		return list, total, err
	}
	found := 0
	if q.Limit > 0 {
		if list, found, err = d.listPeople(ctx, a, q); err != nil {
			return nil, 0, err
		}
	}
	if q.NoTotal {
		return list, -1, nil
	}
	if total = ending(q.Offset, q.Limit, found); total >= 0 {
		return list, total, nil
	}
	if total, err = d.length(ctx, a, q); err != nil {
		return nil, 0, err
	}
	if found > 0 {
		total = max(total, q.Offset+found)
	}
	return list, total, nil
}

// length says how many there are: by a roll that stands, or else it counts.
func (d *Directory) length(ctx context.Context, a actor.Actor, q PeopleQuery) (total int, err error) {
	text, args := d.selectIDs(a, q).Query()
	key, plain := keyOfRoll(text, args)
	if r := d.rolls.get(key); plain && r != nil {
		if stands, err := d.stands(ctx, a, r); stands || err != nil {
			return len(r.ids), err
		}
	}
	err = d.Store.Glance(ctx, func(ctx context.Context, c *db.Client) (err error) {
		total, err = countPeople(ctx, c, a.ID, q.Where)
		return err
	})
	return total, err
}

// countPeople counts those whom a directory governs; each has one link to it.
func countPeople(ctx context.Context, c *db.Client, directory ident.ID, where []predicate.User) (n int, err error) {
	if len(where) == 0 {
		n, err = c.DirectoryLink.Query().Where(directorylink.DirectoryID(directory)).Count(ctx)
	} else {
		n, err = c.User.Query().Where(governedBy(directory)).Where(where...).Count(ctx)
	}
	if err != nil {
		return 0, fmt.Errorf("count people: %w", err)
	}
	return n, nil
}

// ending is the length of a list that ends on this page, which saves counting it;
// -1 where it may go on or the page lies beyond it.
func ending(offset, limit, found int) int {
	if found < limit && (found > 0 || offset == 0) {
		return offset + found
	}
	return -1
}
