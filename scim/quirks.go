package scim

import (
	"maps"
	"slices"
	"strings"
)

// Quirks of senders, bent into what the RFCs say before anything is checked.
// Each names its sender; the recorded requests are in testdata.

// operationList finds the operations, in whatever case home-made clients spell
// the key; some send a single operation without the list.
func operationList(body map[string]any) ([]any, error) {
	value, found, err := member(body, "Operations")
	if err != nil {
		return nil, err
	}
	list, ok := value.([]any)
	if single, isObject := value.(map[string]any); isObject {
		list, ok = []any{single}, true
	}
	switch {
	case !found || !ok:
		return nil, refuse(invalidSyntax, "The request has no list named Operations.")
	case len(list) == 0:
		return nil, refuse(invalidSyntax, "The list Operations is empty.")
	case len(list) > maxOperations:
		return nil, tooMany("operations", maxOperations)
	}
	return list, nil
}

// member reads a key in any case, as RFC 7643 section 2.1 has it for attributes
// and home-made clients for the rest; two spellings in one object contradict each other.
func member(object map[string]any, name string) (value any, found bool, err error) {
	for key, v := range object {
		if !strings.EqualFold(key, name) {
			continue
		}
		if found {
			return nil, false, refuse(invalidSyntax, "The key %q appears twice in one object.", name)
		}
		value, found = v, true
	}
	return value, found, nil
}

// bend turns a value into the shape that its definition asks for, where a sender
// is known to send another. What it doesn't know it leaves to the check.
func bend(a *attribute, value any) any {
	text, isText := value.(string)
	switch {
	case isText && a.kind == "boolean":
		return bendBoolean(text)
	case isText && a.complex() && a.sub("value") != nil:
		return bendReference(text)
	}
	return value
}

// bendBoolean reads "True" and "False", which Entra sends for active and primary
// unless its compliance flag is set.
func bendBoolean(text string) any {
	switch strings.ToLower(text) {
	case "true":
		return true
	case "false":
		return false
	}
	return text
}

// bendFilter bends the values of a path's filter in place: Entra addresses a role as
// roles[primary eq "True"].value.
func bendFilter(a *attribute, f *filter) {
	for _, arg := range f.args {
		bendFilter(a, arg)
	}
	if sub := a.element(f.path.name); sub != nil && sub.kind == "boolean" {
		f.value = bend(sub, f.value)
	}
}

// bendReference makes {value: x} of a plain x: Entra's manager, home-made clients'
// e-mails and members. An empty text clears.
func bendReference(text string) any {
	if text == "" {
		return nil
	}
	return map[string]any{"value": text}
}

// ignored reports keys inside a value without path that say nothing: Okta repeats
// id and schemas there, Entra meta.
func ignored(key string) bool {
	switch strings.ToLower(key) {
	case "id", "schemas", "meta":
		return true
	}
	return false
}

// pathKey reads a key of a resource that is a path: some senders flatten
// extensions to "urn:…:User:department" and names to "name.givenName".
func (m *model) pathKey(key string) (patchPath, bool) {
	path, ok := splitPath(key)
	if !ok || path.urn == "" && path.sub == "" {
		return patchPath{}, false
	}
	t, known := m.resolve(path)
	return patchPath{attrPath: path}, known && t.attr != nil && !t.attr.readOnly() && !t.leaf().readOnly()
}

// bendRemoval turns Entra's and JumpCloud's `remove members` with the members in
// the value into a removal by filter. Read strictly it would empty the list.
func bendRemoval(op operation, t target) (operation, bool) {
	if op.op != "remove" || op.value == nil || t.attr == nil || !t.attr.multi || op.path.filter != nil || t.sub != nil {
		return op, false
	}
	list, ok := op.value.([]any)
	if !ok {
		list = []any{op.value}
	}
	listed := &filter{op: "or"}
	for _, entry := range list {
		if value, ok := bend(t.attr, entry).(map[string]any); ok {
			if one := likeValue(t.attr, value); one != nil {
				listed.args = append(listed.args, one)
			}
		}
	}
	path := *op.path
	path.filter = listed
	return operation{op: op.op, path: &path}, true
}

// likeValue is the filter that finds a value of a by what it is called; addresses have
// no value and are found by all that is said of them.
func likeValue(a *attribute, object map[string]any) *filter {
	if id, _, err := member(object, "value"); err == nil {
		if text, isText := id.(string); isText {
			return &filter{op: "eq", path: attrPath{name: "value"}, value: text}
		}
	}
	if a.sub("value") != nil {
		return nil
	}
	all := &filter{op: "and"}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if sub := a.sub(name); sub != nil && object[name] != nil {
			all.args = append(all.args, &filter{op: "eq", path: attrPath{name: sub.name}, value: bend(sub, object[name])})
		}
	}
	if len(all.args) == 0 {
		return nil
	}
	return all
}
