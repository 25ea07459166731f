package scim

import (
	"reflect"
	"slices"
	"strings"
)

// editMany replaces all values, or adds those that are not there yet.
func editMany(attrs map[string]any, a *attribute, op operation) error {
	checked, err := check(a, op.value)
	if err != nil {
		return err
	}
	given, _ := checked.([]any)
	if op.op == "replace" {
		setOrClear(attrs, a.name, checked)
		return nil
	}
	list, _ := attrs[a.name].([]any)
	for _, value := range given {
		demote(list, value)
		at := slices.IndexFunc(list, func(have any) bool { return sameValue(a, have, value) })
		if at < 0 {
			list = append(list, value)
			continue
		}
		prefer(list[at], value)
	}
	return setList(attrs, a, list)
}

// demote takes primary from the others when the value that comes has it
// (RFC 7644 section 3.5.2).
func demote(list []any, coming any) {
	if !isPrimary(coming) {
		return
	}
	for _, entry := range list {
		if isPrimary(entry) {
			entry.(map[string]any)["primary"] = false
		}
	}
}

// prefer makes a value that is there the primary one where it comes again as that.
func prefer(have, coming any) {
	if isPrimary(coming) {
		have.(map[string]any)["primary"] = true
	}
}

func isPrimary(value any) bool {
	object, _ := value.(map[string]any)
	return object["primary"] == true
}

// sameValue compares without primary, which says what to take first and makes no other
// value: the same type and value are not given twice (RFC 7643 section 2.4).
func sameValue(a *attribute, have, coming any) bool {
	x, object := have.(map[string]any)
	y, both := coming.(map[string]any)
	if !object || !both {
		return sameText(a, have, coming)
	}
	return within(a, x, y) && within(a, y, x)
}

// within reports whether y has every member of x, primary aside.
func within(a *attribute, x, y map[string]any) bool {
	for name, value := range x {
		if name != "primary" && !sameText(a.sub(name), value, y[name]) {
			return false
		}
	}
	return true
}

// sameText compares texts without case where their definition says so (RFC 7643 section
// 2.2), and all else as it is. a is nil for what the schema does not know.
func sameText(a *attribute, have, coming any) bool {
	x, isText := have.(string)
	y, both := coming.(string)
	if !isText || !both {
		return reflect.DeepEqual(have, coming)
	}
	return x == y || a != nil && !a.caseExact && strings.EqualFold(x, y)
}
