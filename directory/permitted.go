package directory

import (
	"mandate/actor"
	"mandate/ent/db"
	"mandate/fault"
)

// permitted refuses what the actor has no permission for. Doors ask for the permission of
// a field; a file, a bulk change and a new account bring roles and limits through fields
// that ask for less.
func permitted(a actor.Actor, p actor.Permission, field string) error {
	if a.Can(p) {
		return nil
	}
	return fault.New(fault.Denied, fault.CodeForbidden, "Your roles do not let you set this; it takes %s.", p).On(field)
}

// startingPermitted asks who changes the limits that a role starts with for the right to
// set limits: everybody who may grant the role gives them from then on.
func startingPermitted(a actor.Actor, before, after *db.Role) error {
	was, err := startingLimits(before)
	if err != nil {
		return err
	}
	will, err := startingLimits(after)
	if err != nil || was == will {
		return err
	}
	return permitted(a, actor.LimitsManage, "startingValues")
}
