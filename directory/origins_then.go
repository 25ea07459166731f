package directory

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/rolegrant"
	"mandate/ident"
)

// Origins gives of each role that people held at an instant by which ways they held it.
// What they held, their versions say (HI-3); rows that were there by then and still are
// tell who gave a role and since when, and history of all others. A role of which neither
// tells is listed once, without a source. It takes a constant number of statements.
func Origins(ctx context.Context, c *db.Client, at time.Time, held map[ident.ID][]RoleHeld) (map[ident.ID][]RoleOrigin, error) {
	o := originsThen{at: at}
	roles := map[ident.ID]RoleHeld{}
	for _, of := range held {
		for _, r := range of {
			roles[r.ID] = r
		}
	}
	people := inOrder(held)
	var err error
	if o.roles, err = loadRolesOverTime(ctx, c); err != nil {
		return nil, err
	}
	if o.mapped, err = loadMappedThen(ctx, c, at, roles, o.roles); err != nil {
		return nil, err
	}
	if o.groups, err = loadGroupsThen(ctx, c, at, o.mapped.asked(held)); err != nil {
		return nil, err
	}
	if err := o.loadGiven(ctx, c, people); err != nil {
		return nil, err
	}
	list := make(map[ident.ID][]RoleOrigin, len(held))
	for _, person := range people {
		for _, role := range held[person] {
			list[person] = append(list[person], o.of(person, role)...)
		}
	}
	return list, nil
}

// originsThen is what rows and history tell of where roles came from at an instant.
type originsThen struct {
	at     time.Time
	roles  rolesOverTime
	mapped mappedThen
	groups groupsThen
	given  map[[2]ident.ID]deed // person and role: those that an administrator gave and nobody took
	turns  map[ident.ID][]turn  // of people: those that history tells of
}

func (o *originsThen) loadGiven(ctx context.Context, c *db.Client, people []ident.ID) error {
	rows, err := c.RoleGrant.Query().Where(rolegrant.UserIDIn(people...), rolegrant.CreatedAtLTE(o.at)).All(ctx)
	if err != nil {
		return fmt.Errorf("load grants: %w", err)
	}
	o.given = make(map[[2]ident.ID]deed, len(rows))
	for _, r := range rows {
		o.given[[2]ident.ID{r.UserID, r.RoleID}] = deed{orNobody(r.GrantedBy), r.CreatedAt}
	}
	entries, err := entriesOf(ctx, c, historyentry.TargetIDIn(people...), historyentry.ActionIn("USER_CREATED", "USER_UPDATED"), speaksOf("roles"))
	if err != nil {
		return err
	}
	o.turns, err = turnsOf(entries, "roles")
	return err
}

// of lists the ways by which a person held a role: given by an administrator, then groups.
func (o *originsThen) of(person ident.ID, role RoleHeld) []RoleOrigin {
	way := RoleOrigin{Role: RoleHeld{role.ID, o.roles.nameAt(role, o.at)}, Permissions: o.roles.permissionsAt(role.ID, o.at)}
	var list []RoleOrigin
	if by, held := o.gave(person, role); held {
		own := way
		own.Source, own.By, own.Since = "ADMIN", by.by, by.at
		list = append(list, own)
	}
	list = append(list, o.byGroups(person, way)...)
	if len(list) == 0 {
		return []RoleOrigin{way}
	}
	return list
}

func (o *originsThen) gave(person ident.ID, role RoleHeld) (deed, bool) {
	if by, still := o.given[[2]ident.ID{person, role.ID}]; still {
		return by, true
	}
	return standing(o.turns[person], o.at, o.roles.called(role))
}

func (o *originsThen) byGroups(person ident.ID, way RoleOrigin) (list []RoleOrigin) {
	mapped := o.mapped[way.Role.ID]
	for _, group := range inOrder(mapped) {
		member, in := o.groups.in(group, person)
		if !in {
			continue
		}
		from := way
		from.Source, from.Group, from.By, from.Since = "DIRECTORY", o.groups.names[group], mapped[group].by, joined(member, mapped[group])
		list = append(list, from)
	}
	return list
}

func orNobody(id *ident.ID) ident.ID {
	if id == nil {
		return ident.ID{}
	}
	return *id
}

func inOrder[V any](of map[ident.ID]V) []ident.ID {
	return slices.SortedFunc(maps.Keys(of), func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) })
}

func textSet(list []string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, text := range list {
		set[text] = true
	}
	return set
}
