package scim

import "strings"

// attrPath reads "[URN:]name[.sub]".
func (p *parser) attrPath() (attrPath, error) {
	p.space()
	path, ok := splitPath(p.word())
	if !ok {
		return path, p.refuse("an attribute name is missing or malformed")
	}
	return path, nil
}

// subAttr reads ".name" after a value filter, if it is there.
func (p *parser) subAttr() (string, error) {
	if p.peek() != '.' {
		return "", nil
	}
	p.at++
	name := p.word()
	if !isName(name) {
		return "", p.refuse("a sub-attribute name is missing or malformed")
	}
	return name, nil
}

// word reads up to a space, a parenthesis, a bracket or a quote.
func (p *parser) word() string {
	start := p.at
	for !p.done() && !strings.ContainsRune(" \t()[]\"", rune(p.text[p.at])) {
		p.at++
	}
	return p.text[start:p.at]
}

// keyword reads a logical operator, in any case, that stands as a word of its own.
func (p *parser) keyword(op string) bool {
	start := p.at
	if p.space(); strings.EqualFold(p.word(), op) {
		return true
	}
	p.at = start
	return false
}

// literal reads a quoted text with its quotes, or a bare word.
func (p *parser) literal() string {
	if p.peek() != '"' {
		return strings.ToLower(p.word()) // true, false and null in any case
	}
	start := p.at
	for p.at++; !p.done(); p.at++ {
		switch p.text[p.at] {
		case '\\':
			p.at++
		case '"':
			p.at++
			return p.text[start:p.at]
		}
	}
	p.at = min(p.at, len(p.text))
	return ""
}

func (p *parser) space() {
	for !p.done() && (p.text[p.at] == ' ' || p.text[p.at] == '\t') {
		p.at++
	}
}

func (p *parser) done() bool { return p.at >= len(p.text) }

func (p *parser) peek() byte {
	if p.done() {
		return 0
	}
	return p.text[p.at]
}
