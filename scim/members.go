package scim

import (
	"maps"
	"slices"
	"strings"

	"mandate/ident"
)

// memberChange is what a request does to the members of a group. It is worked out
// from the request alone: a group is never loaded to change its members.
type memberChange struct {
	exact       bool                  // afterwards the members are those in add and nobody else
	add, remove map[ident.ID]struct{} // disjoint; remove is empty when exact
}

func newMemberChange() *memberChange {
	return &memberChange{add: map[ident.ID]struct{}{}, remove: map[ident.ID]struct{}{}}
}

func (c *memberChange) put(list []ident.ID) {
	for _, id := range list {
		c.add[id] = struct{}{}
		delete(c.remove, id)
	}
}

func (c *memberChange) take(list []ident.ID) {
	for _, id := range list {
		delete(c.add, id)
		if !c.exact {
			c.remove[id] = struct{}{}
		}
	}
}

func (c *memberChange) clear() {
	*c = *newMemberChange()
	c.exact = true
}

func (c *memberChange) added() []ident.ID { return sorted(c.add) }

func (c *memberChange) removed() []ident.ID { return sorted(c.remove) }

func sorted(set map[ident.ID]struct{}) []ident.ID {
	return slices.SortedFunc(maps.Keys(set), func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) })
}

// splitMembers takes what concerns the members out of the operations on a group;
// the rest goes through patch.
func splitMembers(ops []operation) (*memberChange, []operation, error) {
	change := newMemberChange()
	var rest []operation
	for i, op := range ops {
		op, members, found, err := takeMembers(op)
		if err == nil && found {
			err = change.apply(members)
		}
		if err != nil {
			return nil, nil, inOperation(i, len(ops), err)
		}
		if op != nil {
			rest = append(rest, *op)
		}
	}
	return change, rest, nil
}

// takeMembers parts one operation into what is left of it and its operation on
// the members. Without a path, or with the group's URN for one, the members are a
// key of the value.
func takeMembers(op operation) (left *operation, members operation, found bool, err error) {
	if op.path != nil && !strings.EqualFold(op.path.String(), groupURN) {
		if !namesMembers(op.path.attrPath) {
			return &op, members, false, nil
		}
		return nil, op, true, nil
	}
	object, ok := op.value.(map[string]any)
	if !ok {
		return &op, members, false, nil
	}
	key, path, err := membersIn(object)
	if err != nil || key == "" {
		return &op, members, false, err
	}
	kept := maps.Clone(object)
	delete(kept, key)
	left = &operation{op: op.op, value: kept}
	return left, operation{op: op.op, path: &patchPath{attrPath: path}, value: object[key]}, true, nil
}

// membersIn finds the key of a value that is a path to the members; two spellings
// in one object contradict each other.
func membersIn(object map[string]any) (found string, path attrPath, err error) {
	for key := range object {
		at, ok := splitPath(key)
		if !ok || !namesMembers(at) {
			continue
		}
		if found != "" {
			return "", path, refuse(invalidSyntax, "The members appear twice in one object.")
		}
		found, path = key, at
	}
	return found, path, nil
}

func namesMembers(path attrPath) bool {
	return strings.EqualFold(path.name, "members") && (path.urn == "" || strings.EqualFold(path.urn, groupURN))
}

func (c *memberChange) apply(op operation) error {
	if op.path.sub != "" || op.path.filter != nil && op.op != "remove" {
		return refuse(mutability, "A member can be added and removed, but not changed.")
	}
	if op.op == "remove" {
		return c.applyRemove(op)
	}
	list, err := memberIDs(op.value)
	if err != nil {
		return err
	}
	if op.op == "replace" {
		c.clear()
	}
	c.put(list)
	return nil
}

func (c *memberChange) applyRemove(op operation) error {
	switch {
	case op.path.filter != nil:
		list, err := chosenMembers(op.path.filter)
		c.take(list)
		return err
	case op.value == nil:
		c.clear()
		return nil
	}
	// Entra and JumpCloud name the members to remove in the value.
	for _, text := range memberTexts(op.value) {
		if id, err := ident.Parse(ident.User, text); err == nil {
			c.take([]ident.ID{id})
		}
	}
	return nil
}
