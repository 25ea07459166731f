package scim

import "strings"

// holder is the object that an attribute is a key of: the resource itself (no
// key), one of its extensions, or a complex value. It exists only while it has
// attributes.
type holder struct {
	doc map[string]any
	key string
}

func (h holder) attrs() map[string]any {
	if h.key == "" {
		return h.doc
	}
	object, ok := h.doc[h.key].(map[string]any)
	if !ok {
		object = map[string]any{}
		h.doc[h.key] = object
	}
	return object
}

func (h holder) tidy() {
	if object, ok := h.doc[h.key].(map[string]any); ok && h.key != "" && len(object) == 0 {
		delete(h.doc, h.key)
	}
}

// edit applies one operation to one attribute.
func edit(h holder, t target, op operation) error {
	defer h.tidy()
	attrs, a := h.attrs(), t.attr
	switch {
	case op.path.filter != nil:
		return editSelected(attrs, t, op)
	case t.sub != nil && a.multi:
		return editEach(attrs, t, op)
	case t.sub != nil:
		return editSub(attrs, t, op)
	case op.op == "remove":
		delete(attrs, a.name)
		return nil
	case a.multi:
		return editMany(attrs, a, op)
	case a.complex():
		return mergeComplex(attrs, a, op.value)
	}
	value, err := checkOne(a, op.value)
	setOrClear(attrs, a.name, value)
	return err
}

// editSub sets one sub-attribute of a complex attribute, making it if need be.
func editSub(attrs map[string]any, t target, op operation) error {
	value, err := operand(t.sub, op)
	if err != nil {
		return err
	}
	object, ok := attrs[t.attr.name].(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	setOrClear(object, t.sub.name, value)
	setOrClear(attrs, t.attr.name, emptyIsNil(object))
	return nil
}

// mergeComplex replaces the sub-attributes that the value names and leaves the
// others (RFC 7644 section 3.5.2.3); null clears.
func mergeComplex(attrs map[string]any, a *attribute, value any) error {
	value = bend(a, value)
	if value == nil {
		delete(attrs, a.name)
		return nil
	}
	checked, err := checkObject(a.name, a.subs, value)
	if err != nil {
		return err
	}
	object, ok := attrs[a.name].(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	given, _ := checked.(map[string]any)
	for name := range value.(map[string]any) {
		if sub := a.sub(name); sub != nil {
			if sub.readOnly() {
				continue
			}
			name = sub.name
		}
		setOrClear(object, name, given[name])
	}
	setOrClear(attrs, a.name, emptyIsNil(object))
	return nil
}

// editEach sets a sub-attribute of every value, or of a new one if there is none.
func editEach(attrs map[string]any, t target, op operation) error {
	value, err := operand(t.sub, op)
	if err != nil {
		return err
	}
	list, _ := attrs[t.attr.name].([]any)
	if len(list) == 0 && value != nil {
		list = []any{map[string]any{}}
	}
	for _, entry := range list {
		if object, ok := entry.(map[string]any); ok {
			setOrClear(object, t.sub.name, value)
		}
	}
	return setList(attrs, t.attr, list)
}

// operand is the checked value of an operation on a; removing and clearing give nil.
func operand(a *attribute, op operation) (any, error) {
	if op.op == "remove" {
		return nil, nil
	}
	return checkOne(a, op.value)
}

// setList stores the values that are left, without the empty ones.
func setList(attrs map[string]any, a *attribute, list []any) error {
	kept := make([]any, 0, len(list))
	for _, entry := range list {
		if object, ok := entry.(map[string]any); !ok || len(object) > 0 {
			kept = append(kept, entry)
		}
	}
	if len(kept) > maxValues {
		return refuse(invalidValue, "The attribute %s would have more than %d values.", a.name, maxValues)
	}
	if len(kept) == 0 {
		delete(attrs, a.name)
		return nil
	}
	attrs[a.name] = kept
	return checkPrimary(a, kept)
}

func setOrClear(object map[string]any, name string, value any) {
	if text, ok := value.(string); value == nil || ok && strings.TrimSpace(text) == "" {
		delete(object, name)
		return
	}
	object[name] = value
}

func emptyIsNil(object map[string]any) any {
	if len(object) == 0 {
		return nil
	}
	return object
}

// clone copies a decoded JSON value.
func clone(value any) any {
	switch v := value.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = clone(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = clone(e)
		}
		return out
	}
	return value
}
