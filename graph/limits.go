package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"

	"mandate/fault"
)

// Bounds of one document, checked on its syntax alone, before validation: some of
// validation's rules take the square of the number of fields.
const (
	maxBody       = 1 << 20 // bytes
	maxTokens     = 5000
	maxDepth      = 12
	maxDescribed  = 20 // with __schema or __type at the top: they read no rows, and what tools send has 15
	maxAliases    = 30
	maxFields     = 1000 // with each fragment counted where it is spread
	maxDirectives = 50
)

// measure is what a selection amounts to with its fragments spread out.
type measure struct {
	depth, described                int // levels of rows, and of the schema
	aliases, fields, directives     int
	operations                      int
	introspects, defers, unstorable bool
}

func (m *measure) add(n measure) {
	m.depth, m.described = max(m.depth, n.depth), max(m.described, n.described)
	m.aliases = min(m.aliases+n.aliases, maxAliases+1)
	m.fields = min(m.fields+n.fields, maxFields+1)
	m.directives = min(m.directives+n.directives, maxDirectives+1)
	m.introspects = m.introspects || n.introspects
	m.defers = m.defers || n.defers
	m.unstorable = m.unstorable || n.unstorable
}

// surveyor measures a document; each fragment once.
type surveyor struct {
	fragments map[string]*ast.FragmentDefinition
	measured  map[string]*measure // nil value: being measured, so spread in itself
	cyclic    bool
}

// survey judges a document. The syntax is not validated yet: names may be unknown
// and fragments may spread themselves.
func survey(text string) (measure, error) {
	doc, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, maxTokens)
	if err != nil {
		if strings.Contains(err.Error(), "exceeded token limit") {
			return measure{}, refusedDocument("This document has more than %d tokens.", maxTokens)
		}
		return measure{}, err
	}
	v := surveyor{fragments: map[string]*ast.FragmentDefinition{}, measured: map[string]*measure{}}
	for _, f := range doc.Fragments {
		v.fragments[f.Name] = f
	}
	var whole measure
	for _, op := range doc.Operations {
		m := v.set(op.SelectionSet)
		m.directives += len(op.Directives)
		for _, d := range op.VariableDefinitions {
			m.unstorable = m.unstorable || withNUL(d.DefaultValue)
		}
		whole.add(m)
	}
	whole.operations = len(doc.Operations)
	return whole, v.judge(whole)
}

func (v *surveyor) judge(m measure) error {
	switch {
	case m.unstorable:
		return unstorable()
	case v.cyclic:
		return refusedDocument("A fragment must not spread itself.")
	case m.depth > maxDepth:
		return refusedDocument("This document is deeper than %d levels.", maxDepth)
	case m.described > maxDescribed:
		return refusedDocument("This document is deeper than %d levels.", maxDescribed)
	case m.aliases > maxAliases:
		return refusedDocument("This document has more than %d aliases.", maxAliases)
	case m.fields > maxFields:
		return refusedDocument("This document selects more than %d fields.", maxFields)
	case m.defers:
		return refusedDocument("An answer comes in one piece; @defer is not taken.")
	case m.directives > maxDirectives:
		return refusedDocument("This document has more than %d directives.", maxDirectives)
	}
	return nil
}

func refusedDocument(format string, args ...any) *fault.Fault {
	return fault.New(fault.TooLarge, codeDocumentRefused, format, args...)
}

func (v *surveyor) set(set ast.SelectionSet) measure {
	var m measure
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			m.add(v.field(s))
		case *ast.InlineFragment:
			m.add(v.set(s.SelectionSet))
			m.add(of(s.Directives))
		case *ast.FragmentSpread:
			m.add(v.spread(s.Name))
			m.add(of(s.Directives))
		}
	}
	return m
}

func of(list ast.DirectiveList) measure {
	return measure{directives: len(list), defers: list.ForName("defer") != nil}
}

func (v *surveyor) field(f *ast.Field) measure {
	m := v.set(f.SelectionSet)
	m.depth++
	m.add(measure{fields: 1, directives: len(f.Directives)})
	if f.Name == "__schema" || f.Name == "__type" {
		m.introspects, m.described, m.depth = true, m.depth, 1
	}
	if f.Alias != f.Name {
		m.add(measure{aliases: 1})
	}
	for _, a := range f.Arguments {
		m.unstorable = m.unstorable || withNUL(a.Value)
	}
	return m
}

func (v *surveyor) spread(name string) measure {
	known, seen := v.measured[name]
	if seen {
		if known == nil {
			v.cyclic = true
			return measure{}
		}
		return *known
	}
	f := v.fragments[name]
	if f == nil {
		return measure{}
	}
	v.measured[name] = nil
	m := v.set(f.SelectionSet)
	v.measured[name] = &m
	return m
}
