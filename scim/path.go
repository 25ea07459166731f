package scim

import "strings"

// attrPath names an attribute as RFC 7644 figure 1 writes it: an optional schema
// URN, an attribute and an optional sub-attribute. Names keep the sender's case.
type attrPath struct {
	urn, name, sub string
}

func (p attrPath) String() string {
	s := p.name
	if p.urn != "" {
		s = p.urn + ":" + s
	}
	if p.sub != "" {
		s += "." + p.sub
	}
	return s
}

// patchPath is the target of a PATCH operation: an attribute, the values of it
// that a filter selects, a sub-attribute of these.
type patchPath struct {
	attrPath
	filter *filter // nil: all values
}

// parsePatchPath reads the path of a PATCH operation (RFC 7644 section 3.5.2).
// The bounds of parseFilter hold.
func parsePatchPath(text string) (patchPath, error) {
	p := parser{text: text, fail: invalidPath}
	if err := p.admit(); err != nil {
		return patchPath{}, err
	}
	path, err := p.attrPath()
	if err != nil {
		return patchPath{}, err
	}
	out := patchPath{attrPath: path}
	if p.peek() == '[' {
		p.fail = invalidFilter
		if out.filter, err = p.bracket(path); err != nil {
			return patchPath{}, err
		}
		p.fail = invalidPath
		if out.sub, err = p.subAttr(); err != nil {
			return patchPath{}, err
		}
	}
	p.space()
	if !p.done() {
		return patchPath{}, p.refuse("something follows the path")
	}
	return out, nil
}

// splitPath cuts "urn:…:User:name.familyName" into its parts. The URN ends at the
// last colon, because schema versions contain dots.
func splitPath(word string) (attrPath, bool) {
	var path attrPath
	if at := strings.LastIndexByte(word, ':'); at >= 0 {
		path.urn, word = word[:at], word[at+1:]
		if len(path.urn) < 4 || !strings.EqualFold(path.urn[:4], "urn:") {
			return path, false
		}
	}
	path.name, path.sub, _ = strings.Cut(word, ".")
	hasSub := len(path.name) < len(word)
	return path, isName(path.name) && (isName(path.sub) || !hasSub)
}

// isName reports whether s is an ATTRNAME of RFC 7643 section 2.1 ("$ref" included).
func isName(s string) bool {
	s = strings.TrimPrefix(s, "$")
	if s == "" || !isLetter(s[0]) {
		return false
	}
	for i := 1; i < len(s); i++ {
		if c := s[i]; !isLetter(c) && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
