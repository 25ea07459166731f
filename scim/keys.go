package scim

import (
	"encoding/json"
	"fmt"
	"strings"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db/directorylink"
)

// Attributes without a column of their own are compared by a copy of them that is
// folded in Go, as JSON: what nobody filters by costs no column, and what somebody
// does is still one statement. Of many values the primary one comes first.

// keysOf makes the copy for the attributes of a canonical resource that the model
// defines; nil where there are none.
func (m *model) keysOf(rest map[string]any) (json.RawMessage, error) {
	keys := foldObject(m.core, rest)
	for _, x := range m.extensions {
		object, _ := rest[x.schema.ID].(map[string]any)
		if folded := foldObject(x.attrs, object); len(folded) > 0 {
			keys[x.schema.ID] = folded
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(keys)
	if err != nil {
		return nil, fmt.Errorf("encode keys: %w", err)
	}
	return text, nil
}

func foldObject(attrs []*attribute, object map[string]any) map[string]any {
	out := map[string]any{}
	for _, a := range attrs {
		if value := foldValue(a, object[a.name]); value != nil {
			out[a.name] = value
		}
	}
	return out
}

func foldValue(a *attribute, value any) any {
	switch v := value.(type) {
	case []any:
		return foldList(a, v)
	case map[string]any:
		return emptyIsNil(foldObject(a.subs, v))
	case string:
		return key(a, v)
	}
	return value
}

func foldList(a *attribute, list []any) any {
	var out []any
	for _, entry := range list {
		value := foldValue(a, entry)
		if value == nil {
			continue
		}
		if object, ok := value.(map[string]any); ok && object["primary"] == true {
			out = append([]any{value}, out...)
			continue
		}
		out = append(out, value)
	}
	if out == nil {
		return nil
	}
	return out
}

// keyCell is a single-valued attribute in the copy; of a multi-valued one, the
// value to sort by.
func keyCell(t target) (cell, bool) {
	leaf, path := t.leaf(), []string{t.attr.name}
	if t.urn != "" {
		path = append([]string{t.urn}, path...)
	}
	switch {
	case t.sub != nil:
		path = append(path, t.sub.name)
	case t.attr.multi && t.attr.complex():
		leaf, path = t.attr.sub("value"), append(path, "0", "value")
	}
	if leaf == nil || leaf.kind != "string" && leaf.kind != "reference" && leaf.kind != "binary" {
		return cell{}, false
	}
	return cell{expr: keyText(path), kind: textKind(leaf)}, true
}

func textKind(a *attribute) cellKind {
	if a.caseExact {
		return exactText
	}
	return foldedText
}

// keyText reads a text from the copy; it compares by bytes, whatever the database's
// collation. Paths are names of the schemas and nothing of a caller's.
func keyText(path []string) expr {
	return func(b *sql.Builder) {
		if b.Dialect() == dialect.Postgres {
			b.WriteString("((")
			column(directorylink.Table, directorylink.FieldKeys)(b)
			b.WriteString(` #>> '{"` + strings.Join(path, `","`) + `"}') COLLATE "C")`)
			return
		}
		b.WriteString("json_extract(CAST(")
		column(directorylink.Table, directorylink.FieldKeys)(b)
		b.WriteString(" AS TEXT), '$" + sqlitePath(path) + "')")
	}
}

func sqlitePath(path []string) string {
	var out strings.Builder
	for _, step := range path {
		if step == "0" {
			out.WriteString("[0]")
			continue
		}
		out.WriteString(`."` + step + `"`)
	}
	return out.String()
}

// keyRows are the values of a multi-valued attribute in the copy.
func keyRows(t target) rows {
	a := t.attr
	r := rows{cells: map[string]cell{}, each: func(b *sql.Builder) {
		if b.Dialect() == dialect.Postgres {
			b.WriteString("jsonb_array_elements(")
			column(directorylink.Table, directorylink.FieldKeys)(b)
			b.WriteString(` -> '` + a.name + `') AS entry(value)`)
			return
		}
		b.WriteString("json_each(CAST(")
		column(directorylink.Table, directorylink.FieldKeys)(b)
		b.WriteString(` AS TEXT), '$."` + a.name + `"') AS entry`)
	}}
	for _, sub := range a.subs {
		switch sub.kind {
		case "boolean":
			r.cells[sub.name] = cell{expr: entryFlag(sub.name), kind: flag}
		case "string", "reference", "binary":
			r.cells[sub.name] = cell{expr: entryText(sub.name), kind: textKind(sub)}
		}
	}
	return r
}

func entryText(name string) expr {
	return func(b *sql.Builder) {
		if b.Dialect() == dialect.Postgres {
			b.WriteString(`((entry.value ->> '` + name + `') COLLATE "C")`)
			return
		}
		b.WriteString(`json_extract(entry.value, '$."` + name + `"')`)
	}
}

// entryFlag reads a flag that is false where it is missing.
func entryFlag(name string) expr {
	return func(b *sql.Builder) {
		if b.Dialect() == dialect.Postgres {
			b.WriteString(`coalesce((entry.value ->> '` + name + `')::boolean, false)`)
			return
		}
		b.WriteString(`coalesce(json_extract(entry.value, '$."` + name + `"'), false)`)
	}
}

// employeeNumber is what a person's directory may match them by.
func employeeNumber(rest map[string]any) string {
	enterprise, _ := rest[enterpriseURN].(map[string]any)
	number, _ := enterprise["employeeNumber"].(string)
	return directory.Fold(number)
}
