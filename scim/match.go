package scim

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"

	"mandate/directory"
)

// checkTerm refuses an operator that the attribute's type doesn't have and a value
// of another type (RFC 7644 section 3.4.2.2). An empty answer instead would tell a
// directory "no such person", and it would create a second one.
func checkTerm(a *attribute, op string, value any) error {
	if op == "pr" || value == nil && (op == "eq" || op == "ne") {
		return nil
	}
	if !fits(a, value) {
		return refuse(invalidFilter, "The filter compares %s, a %s, with a value of another type.", a.name, a.kind)
	}
	textual := op == "co" || op == "sw" || op == "ew"
	ordered := op == "gt" || op == "ge" || op == "lt" || op == "le"
	isText := a.kind == "string" || a.kind == "reference"
	if textual && !isText || ordered && (a.kind == "boolean" || a.kind == "binary") {
		return refuse(invalidFilter, "The operator %s can't be used with %s, a %s.", op, a.name, a.kind)
	}
	return nil
}

// checkElement refuses a value filter that names other things than the
// sub-attributes of a.
func checkElement(a *attribute, f *filter) error {
	for _, arg := range f.args {
		if err := checkElement(a, arg); err != nil {
			return err
		}
	}
	if len(f.args) > 0 || f.op == "or" {
		return nil
	}
	sub := a.element(f.path.name)
	if sub == nil || f.path.urn != "" || f.path.sub != "" {
		return refuse(invalidFilter, "The attribute %s has no sub-attribute %s.", a.name, short(f.path.String()))
	}
	return checkTerm(sub, f.op, f.value)
}

// matches judges one value of a multi-valued attribute; f has passed checkElement.
// A comparison with what is absent is false, but for ne and eq null.
func matches(a *attribute, f *filter, element map[string]any) bool {
	switch f.op {
	case "and":
		for _, arg := range f.args {
			if !matches(a, arg, element) {
				return false
			}
		}
		return true
	case "or":
		for _, arg := range f.args {
			if matches(a, arg, element) {
				return true
			}
		}
		return false
	case "not":
		return !matches(a, f.args[0], element)
	}
	sub := a.sub(f.path.name)
	return holds(sub, f.op, element[sub.name], f.value)
}

func holds(a *attribute, op string, have, want any) bool {
	switch {
	case op == "pr":
		return have != nil
	case op == "ne":
		return !holds(a, "eq", have, want)
	case have == nil || want == nil:
		return op == "eq" && have == want
	}
	switch op {
	case "co":
		return strings.Contains(key(a, have), key(a, want))
	case "sw":
		return strings.HasPrefix(key(a, have), key(a, want))
	case "ew":
		return strings.HasSuffix(key(a, have), key(a, want))
	}
	return ordered(op, compareValues(a, have, want))
}

func ordered(op string, order int) bool {
	switch op {
	case "eq":
		return order == 0
	case "gt":
		return order > 0
	case "ge":
		return order >= 0
	case "lt":
		return order < 0
	}
	return order <= 0
}

// compareValues compares two values of a's type.
func compareValues(a *attribute, x, y any) int {
	switch a.kind {
	case "boolean":
		if x == y {
			return 0
		}
		return 1
	case "integer", "decimal":
		return cmp.Compare(number(x), number(y))
	case "dateTime":
		return instant(x).Compare(instant(y))
	}
	return strings.Compare(key(a, x), key(a, y))
}

// key is the form in which a text compares.
func key(a *attribute, value any) string {
	text, _ := value.(string)
	if a.caseExact {
		return text
	}
	return directory.Fold(text)
}

func number(value any) float64 {
	n, _ := value.(json.Number)
	f, _ := n.Float64()
	return f
}

func instant(value any) time.Time {
	text, _ := value.(string)
	t, _ := time.Parse(time.RFC3339, text)
	return t
}
