package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"mandate/fault"
)

// unstorable is the answer to the NUL character, which PostgreSQL keeps in no text. It
// is refused at the door, so that both databases answer alike.
func unstorable() *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, "Text must be without the NUL character.")
}

// withNUL reports whether a literal of a document has the character.
func withNUL(v *ast.Value) bool {
	if v == nil {
		return false
	}
	for _, c := range v.Children {
		if withNUL(c.Value) {
			return true
		}
	}
	return strings.ContainsRune(v.Raw, 0)
}

// holdsNUL reports whether a variable has the character, at any depth.
func holdsNUL(v any) bool {
	switch in := v.(type) {
	case string:
		return strings.ContainsRune(in, 0)
	case []any:
		for _, one := range in {
			if holdsNUL(one) {
				return true
			}
		}
	case map[string]any:
		for name, one := range in {
			if strings.ContainsRune(name, 0) || holdsNUL(one) {
				return true
			}
		}
	}
	return false
}
