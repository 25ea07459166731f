package scim

import "strings"

// editSelected applies an operation to the values that the filter of its path
// selects.
func editSelected(attrs map[string]any, t target, op operation) error {
	a := t.attr
	if !a.multi || !a.complex() {
		return refuse(invalidPath, "The attribute %s has no values to choose from.", a.name)
	}
	bendFilter(a, op.path.filter)
	if err := checkElement(a, op.path.filter); err != nil {
		return err
	}
	list, _ := attrs[a.name].([]any)
	chosen := selected(a, op.path.filter, list)
	switch {
	case op.op == "remove" && t.sub == nil:
		return setList(attrs, a, without(list, chosen))
	case t.sub != nil:
		return editSelectedSub(attrs, t, op, list, chosen)
	case len(chosen) == 0:
		return missed(op)
	}
	return editSelectedWhole(attrs, a, op, list, chosen)
}

func missed(op operation) error {
	return refuse(noTarget, "No value of %s fits the filter of the path.", op.path.attrPath)
}

// selected gives the places of the values that fit.
func selected(a *attribute, f *filter, list []any) []int {
	var chosen []int
	for i, entry := range list {
		if object, ok := entry.(map[string]any); ok && matches(a, f, object) {
			chosen = append(chosen, i)
		}
	}
	return chosen
}

func without(list []any, places []int) []any {
	kept := make([]any, 0, len(list))
	for i, entry := range list {
		if len(places) > 0 && places[0] == i {
			places = places[1:]
			continue
		}
		kept = append(kept, entry)
	}
	return kept
}

func editSelectedSub(attrs map[string]any, t target, op operation, list []any, chosen []int) error {
	value, err := operand(t.sub, op)
	if err != nil {
		return err
	}
	if len(chosen) == 0 {
		if value == nil {
			return nil // what is to go isn't there
		}
		made, ok := create(t, op.path.filter)
		if !ok {
			return missed(op)
		}
		list, chosen = append(list, made), []int{len(list)}
	}
	for _, i := range chosen {
		object := list[i].(map[string]any)
		if t.sub.name == "primary" && value == true {
			demote(list, map[string]any{"primary": true})
		}
		setOrClear(object, t.sub.name, value)
	}
	return setList(attrs, t.attr, list)
}

// create makes the value that `attr[type eq "x"].sub` asks for when it is not
// there: Entra adds and replaces e-mails, phones and addresses so.
func create(t target, f *filter) (map[string]any, bool) {
	kind, isText := f.value.(string)
	sub := t.attr.sub("type")
	if f.op != "eq" || !isText || sub == nil || !strings.EqualFold(f.path.name, sub.name) {
		return nil, false
	}
	return map[string]any{sub.name: kind}, true
}

// editSelectedWhole replaces the chosen values, or adds to them.
func editSelectedWhole(attrs map[string]any, a *attribute, op operation, list []any, chosen []int) error {
	checked, err := checkOne(a, op.value)
	if err != nil {
		return err
	}
	given, _ := checked.(map[string]any)
	demote(list, checked)
	for _, i := range chosen {
		object := map[string]any{}
		if op.op == "add" {
			object = list[i].(map[string]any)
		}
		for name, value := range given {
			object[name] = clone(value)
		}
		list[i] = object
	}
	return setList(attrs, a, list)
}
