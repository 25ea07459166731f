package scim

import "strings"

// operation is one PATCH operation after normalisation. path is nil without one.
type operation struct {
	op    string // add, replace, remove
	path  *patchPath
	value any
}

const maxOperations = 1000

// ofStatus reports whether the operation names active or the manager, which are
// changed under the tenant's lock.
func (o operation) ofStatus() bool {
	if o.path != nil {
		return strings.EqualFold(o.path.name, "active") || strings.EqualFold(o.path.name, "manager")
	}
	object, _ := o.value.(map[string]any)
	for name := range object {
		if strings.EqualFold(name, "active") {
			return true
		}
	}
	return false
}

// operations reads a PatchOp message (RFC 7644 section 3.5.2).
func operations(body map[string]any) ([]operation, error) {
	list, err := operationList(body)
	if err != nil {
		return nil, err
	}
	out := make([]operation, 0, len(list))
	for _, entry := range list {
		object, ok := entry.(map[string]any)
		if !ok {
			return nil, refuse(invalidSyntax, "Every operation must be a JSON object.")
		}
		op, err := readOperation(object)
		if err != nil {
			return nil, err
		}
		out = append(out, op)
	}
	return out, nil
}

// readOperation takes op names in any case (Entra: "Add", "Replace", "Remove")
// and a path that is null or empty as absent.
func readOperation(object map[string]any) (operation, error) {
	name, _, err := member(object, "op")
	if err != nil {
		return operation{}, err
	}
	path, _, err := member(object, "path")
	if err != nil {
		return operation{}, err
	}
	text, ok := path.(string)
	if path != nil && !ok {
		return operation{}, refuse(invalidPath, "The path of an operation must be a text.")
	}
	op := operation{}
	verb, _ := name.(string)
	switch op.op = strings.ToLower(verb); op.op {
	case "add", "replace", "remove":
	default:
		return op, refuse(invalidSyntax, "An operation must be add, replace or remove, not %q.", short(verb))
	}
	var given bool
	if op.value, given, err = member(object, "value"); err != nil {
		return op, err
	}
	if !given && op.op != "remove" {
		return op, refuse(invalidValue, "An operation %s needs a value; null clears.", op.op)
	}
	if strings.TrimSpace(text) == "" {
		return op, nil
	}
	parsed, err := parsePatchPath(text)
	op.path = &parsed
	return op, err
}
