package scim

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"mandate/fault"
)

// Bounds of a filter. The parser recurses only into brackets and parentheses, so
// maxFilterDepth also bounds its stack.
const (
	maxFilterBytes = 8 << 10
	maxFilterDepth = 32
	maxFilterTerms = 256
)

// filter is a node of a parsed filter (RFC 7644 section 3.4.2.2).
//
//	and, or      args
//	not          args[0]
//	has          some value of path fulfils args[0], whose paths are sub-attributes
//	pr           path
//	eq, ne, …    path, value
type filter struct {
	op    string
	path  attrPath
	value any // string, bool, json.Number or nil
	args  []*filter
}

// parseFilter reads a filter. It also takes `emails[type eq "work"].value eq "x"`,
// which Entra sends and the grammar lacks; it means that one value fulfils both.
func parseFilter(text string) (*filter, error) {
	p := parser{text: text, fail: invalidFilter}
	if err := p.admit(); err != nil {
		return nil, err
	}
	f, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.space(); !p.done() {
		return nil, p.refuse("something follows the filter")
	}
	return f, nil
}

type parser struct {
	text   string
	at     int
	depth  int
	terms  int
	within bool       // inside a value filter
	fail   fault.Code // the scimType of a refusal
}

func (p *parser) admit() error {
	if len(p.text) > maxFilterBytes {
		return refuse(p.fail, "The filter is longer than %d bytes.", maxFilterBytes)
	}
	if !utf8.ValidString(p.text) || strings.IndexByte(p.text, 0) >= 0 {
		return refuse(p.fail, "The filter is not valid UTF-8 text.")
	}
	p.space()
	return nil
}

func (p *parser) refuse(what string) error {
	return refuse(p.fail, "%s at position %d of %q.", strings.ToUpper(what[:1])+what[1:], p.at+1, short(p.text))
}

func (p *parser) or() (*filter, error) { return p.chain("or", (*parser).and) }

func (p *parser) and() (*filter, error) { return p.chain("and", (*parser).term) }

// chain reads operands joined by one logical operator; a lone operand stays itself.
func (p *parser) chain(op string, operand func(*parser) (*filter, error)) (*filter, error) {
	first, err := operand(p)
	if err != nil {
		return nil, err
	}
	args := []*filter{first}
	for p.keyword(op) {
		next, err := operand(p)
		if err != nil {
			return nil, err
		}
		args = append(args, next)
	}
	if len(args) == 1 {
		return first, nil
	}
	return &filter{op: op, args: args}, nil
}

func (p *parser) term() (*filter, error) {
	p.space()
	start := p.at
	negated := strings.EqualFold(p.word(), "not")
	if p.space(); negated && p.peek() == '(' {
		inner, err := p.group()
		if err != nil {
			return nil, err
		}
		return &filter{op: "not", args: []*filter{inner}}, nil
	}
	p.at = start
	if p.peek() == '(' {
		return p.group()
	}
	return p.expression()
}

func (p *parser) group() (*filter, error) { return p.nested('(', ')') }

// nested reads what stands between two delimiters; the only recursion.
func (p *parser) nested(open, shut byte) (*filter, error) {
	if p.depth++; p.depth > maxFilterDepth {
		return nil, refuse(p.fail, "The filter is nested more than %d levels deep.", maxFilterDepth)
	}
	p.at++ // open, seen by the caller
	inner, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.space(); p.peek() != shut {
		return nil, p.refuse("a closing " + string(shut) + " for " + string(open) + " is missing")
	}
	p.at++
	p.depth--
	return inner, nil
}

func (p *parser) expression() (*filter, error) {
	if p.terms++; p.terms > maxFilterTerms {
		return nil, refuse(p.fail, "The filter has more than %d terms.", maxFilterTerms)
	}
	path, err := p.attrPath()
	if err != nil {
		return nil, err
	}
	if p.peek() != '[' {
		return p.comparison(path)
	}
	inner, err := p.bracket(path)
	if err != nil {
		return nil, err
	}
	sub, err := p.subAttr()
	if err != nil || sub == "" {
		return &filter{op: "has", path: path, args: []*filter{inner}}, err
	}
	compared, err := p.comparison(attrPath{name: sub})
	both := &filter{op: "and", args: []*filter{inner, compared}}
	return &filter{op: "has", path: path, args: []*filter{both}}, err
}

// bracket reads the value filter of a valuePath, which may not contain another.
func (p *parser) bracket(path attrPath) (*filter, error) {
	if p.within || path.sub != "" {
		return nil, p.refuse("a value filter can't stand here")
	}
	p.within = true
	inner, err := p.nested('[', ']')
	p.within = false
	return inner, err
}

func (p *parser) comparison(path attrPath) (*filter, error) {
	p.space()
	op := strings.ToLower(p.word())
	switch op {
	case "pr":
		return &filter{op: op, path: path}, nil
	case "eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le":
		value, err := p.value()
		return &filter{op: op, path: path, value: value}, err
	}
	return nil, p.refuse("an operator (eq, ne, co, sw, ew, gt, ge, lt, le, pr) is missing")
}

// value reads a JSON literal: string, number, true, false or null.
func (p *parser) value() (any, error) {
	p.space()
	literal := p.literal()
	d := json.NewDecoder(strings.NewReader(literal))
	d.UseNumber()
	var v any
	if literal == "" || d.Decode(&v) != nil || d.More() {
		return nil, p.refuse("a value (a quoted text, a number, true, false or null) is missing")
	}
	switch s := v.(type) {
	case map[string]any, []any:
		return nil, p.refuse("a value must be a text, a number, true, false or null")
	case string:
		if strings.IndexByte(s, 0) >= 0 {
			return nil, p.refuse("a value contains a NUL character")
		}
	}
	return v, nil
}
