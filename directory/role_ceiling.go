package directory

import (
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/fault"
)

// ceiling refuses a change of a role beyond the actor (RO-4): a permission that they
// neither hold nor could give by a role that they may grant, and the right to grant what
// they may not grant. What stays as it is may stay.
func (b roleBook) ceiling(a actor.Actor, before, after *db.Role) error {
	if a.Kind == actor.System || slices.Contains(a.GrantsRoles, "*") {
		return b.grantsKnown(after)
	}
	reach := a.Permissions
	for _, r := range b.byID {
		if slices.Contains(a.GrantsRoles, r.Name) {
			reach = reach.Union(permissionSet(r.Permissions))
		}
	}
	for _, p := range changedNames(before.Permissions, after.Permissions) {
		if !reach.Has(actor.Permission(p)) {
			return fault.New(fault.Denied, fault.CodeForbidden, "You may not give or take the permission %s.", p).On("permissions")
		}
	}
	for _, name := range changedNames(before.Grants, after.Grants) {
		if !slices.Contains(a.GrantsRoles, name) {
			return fault.New(fault.Denied, fault.CodeForbidden, "You may not let others grant the role %s.", name).On("grants")
		}
	}
	return b.grantsKnown(after)
}

func (b roleBook) grantsKnown(r *db.Role) error {
	for _, name := range r.Grants {
		if _, known := b.named([]string{name}); !known && name != "*" && name != r.Name {
			return unknown("role").On("grants")
		}
	}
	return nil
}

// changedNames are those that only one of two lists holds.
func changedNames(before, after []string) []string {
	var list []string
	for _, n := range after {
		if !slices.Contains(before, n) {
			list = append(list, n)
		}
	}
	for _, n := range before {
		if !slices.Contains(after, n) {
			list = append(list, n)
		}
	}
	return list
}
