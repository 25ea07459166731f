package scim

import (
	"strings"

	"mandate/ident"
)

// chosenMembers reads members[value eq "x" or value eq "y"]; other filters would
// need the group's members. An id that is nobody's chooses nobody.
func chosenMembers(f *filter) ([]ident.ID, error) {
	if f.op == "or" {
		var all []ident.ID
		for _, arg := range f.args {
			list, err := chosenMembers(arg)
			if err != nil {
				return nil, err
			}
			all = append(all, list...)
		}
		return all, nil
	}
	text, isText := f.value.(string)
	if f.op != "eq" || !isText || !strings.EqualFold(f.path.String(), "value") {
		return nil, refuse(invalidFilter, `Members are chosen by value, as in members[value eq "…"].`)
	}
	id, err := ident.Parse(ident.User, text)
	if err != nil {
		return nil, nil
	}
	return []ident.ID{id}, nil
}

// memberIDs reads the members that a request adds; every one must be an id of a User.
func memberIDs(value any) ([]ident.ID, error) {
	if value == nil {
		return nil, nil
	}
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	out := make([]ident.ID, 0, len(list))
	for _, entry := range list {
		id, err := memberID(entry)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	return out, nil
}

func memberID(entry any) (ident.ID, error) {
	texts := memberTexts(entry)
	if len(texts) != 1 {
		return ident.ID{}, refuse(invalidValue, "A member must be an object with the id of a User in value.")
	}
	if object, ok := entry.(map[string]any); ok {
		if kind, _, _ := member(object, "type"); kind != nil && !isUser(kind) {
			return ident.ID{}, refuse(invalidValue, "Only Users can be members of a group.")
		}
	}
	id, err := ident.Parse(ident.User, texts[0])
	if err != nil {
		return id, refuse(invalidValue, "There is no User with the id %q.", short(texts[0]))
	}
	return id, nil
}

// isUser reads the type of a member, which is not case exact (RFC 7643 section 8.7.1).
func isUser(kind any) bool {
	text, _ := kind.(string)
	return strings.EqualFold(text, "User")
}

// memberTexts gives the ids of a member, plain or in an object, or of a list.
func memberTexts(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case map[string]any:
		if id, _, err := member(v, "value"); err == nil {
			if text, ok := id.(string); ok {
				return []string{text}
			}
		}
	case []any:
		var all []string
		for _, entry := range v {
			all = append(all, memberTexts(entry)...)
		}
		return all
	}
	return nil
}
