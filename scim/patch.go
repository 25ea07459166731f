package scim

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"mandate/fault"
)

// patch applies the operations of a PATCH, in order, to a copy of a canonical
// resource (RFC 7644 section 3.5.2). On a refusal nothing of it counts.
func (m *model) patch(doc map[string]any, ops []operation) (map[string]any, error) {
	out := clone(doc).(map[string]any)
	for i, op := range ops {
		if err := m.apply(out, op); err != nil {
			return nil, inOperation(i, len(ops), err)
		}
	}
	return out, m.complete(out)
}

// inOperation tells an administrator which operation was refused.
func inOperation(i, of int, err error) error {
	var f *fault.Fault
	if of == 1 || !errors.As(err, &f) {
		return err
	}
	told := *f
	told.Message = fmt.Sprintf("Operation %d: %s", i+1, f.Message)
	return &told
}

func (m *model) apply(doc map[string]any, op operation) error {
	if op.path == nil {
		return m.applyAll(doc, op)
	}
	t, known := m.resolve(op.path.attrPath)
	switch {
	case strings.EqualFold(op.path.String(), m.schema.ID):
		return m.applyAll(doc, op)
	case !known:
		return m.applyFree(doc, op)
	case t.attr == nil && m.extension(t.urn).readOnly:
		return refuse(mutability, "The attributes of %s are read only.", t.urn)
	case t.attr == nil:
		return m.applyExtension(doc, t.urn, op)
	case t.attr.name == "schemas":
		return nil // follows from what the resource holds
	case t.attr.readOnly() || t.leaf().readOnly():
		return refuse(mutability, "The attribute %s is read only.", t)
	case op.op == "remove" && t.leaf().required:
		return refuse(mutability, "The attribute %s is required and can't be removed.", t)
	}
	if bent, ok := bendRemoval(op, t); ok {
		op = bent
	}
	return edit(holder{doc, t.urn}, t, op)
}

// applyAll applies an operation without path: each key of its value is a path.
func (m *model) applyAll(doc map[string]any, op operation) error {
	if op.op == "remove" {
		return refuse(noTarget, "A remove operation needs a path.")
	}
	object, ok := op.value.(map[string]any)
	if !ok {
		return refuse(invalidValue, "The value of an operation without path must be an object.")
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if ignored(key) {
			continue
		}
		path, err := parsePatchPath(key)
		if err != nil && keepExtension(doc, key, object[key]) {
			continue
		}
		if err != nil {
			return err
		}
		one := operation{op: op.op, path: &path, value: object[key]}
		if _, known := m.resolve(path.attrPath); !known && path.urn == "" && path.sub == "" && path.filter == nil {
			setOrClear(doc, path.name, clone(one.value)) // an attribute nobody defines, kept as sent
			continue
		}
		if err := m.apply(doc, one); err != nil {
			return err
		}
	}
	return nil
}

// applyExtension applies an operation whose path is the URN of an extension.
func (m *model) applyExtension(doc map[string]any, urn string, op operation) error {
	if op.path.filter != nil || op.path.sub != "" && op.op == "remove" {
		return refuse(invalidPath, "The path %q doesn't name an attribute.", short(op.path.String()))
	}
	if op.op == "remove" || op.value == nil {
		delete(doc, urn)
		return nil
	}
	object, ok := op.value.(map[string]any)
	if !ok {
		return refuse(invalidValue, "The value of %s must be an object.", urn)
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		path, ok := splitPath(urn + ":" + key)
		if !ok {
			return refuse(invalidPath, "The key %q doesn't name an attribute.", short(key))
		}
		if t, known := m.resolve(path); !known || t.attr == nil {
			holder := holder{doc, urn}
			setOrClear(holder.attrs(), key, clone(object[key]))
			holder.tidy()
			continue
		}
		if err := m.apply(doc, operation{op: op.op, path: &patchPath{attrPath: path}, value: object[key]}); err != nil {
			return err
		}
	}
	return nil
}

// applyFree keeps attributes of extensions that Mandate doesn't know, for which
// Entra builds paths like urn:…:CustomExtension:2.0:User:tag. In the core schema
// an unknown path is an error.
func (m *model) applyFree(doc map[string]any, op operation) error {
	path := op.path
	if x := m.extension(path.urn); x != nil && x.readOnly {
		return refuse(mutability, "The attributes of %s are read only.", x.schema.ID)
	}
	if path.urn == "" || path.filter != nil || m.extension(path.urn) != nil || strings.EqualFold(path.urn, m.schema.ID) {
		return refuse(invalidPath, "The resource has no attribute %q.", short(path.String()))
	}
	if object, ok := op.value.(map[string]any); ok {
		whole := holder{doc, path.String()}
		for key, value := range object {
			setOrClear(whole.attrs(), key, clone(value))
		}
		whole.tidy()
		return nil
	}
	if key, there := wholeKey(doc, path.String()); there && (op.op == "remove" || op.value == nil) {
		delete(doc, key)
		return nil
	}
	holder, name := holder{doc, path.urn}, path.name
	if path.sub != "" {
		name += "." + path.sub
	}
	value := clone(op.value)
	if op.op == "remove" {
		value = nil
	}
	setOrClear(holder.attrs(), name, value)
	holder.tidy()
	return nil
}

// keepExtension keeps what a value says of an extension whose URN is no path, such as
// urn:acme:2.0; POST and PUT keep it too.
func keepExtension(doc map[string]any, urn string, value any) bool {
	object, ok := value.(map[string]any)
	if !ok || len(urn) < 4 || !strings.EqualFold(urn[:4], "urn:") || strings.ContainsAny(urn, "[] \"") {
		return false
	}
	whole := holder{doc, urn}
	for key, entry := range object {
		setOrClear(whole.attrs(), key, clone(entry))
	}
	whole.tidy()
	return true
}

// wholeKey finds a whole extension that is kept, by its URN in any case.
func wholeKey(doc map[string]any, urn string) (string, bool) {
	for key := range doc {
		if strings.EqualFold(key, urn) {
			return key, true
		}
	}
	return "", false
}
