package sso

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// Bounds of a document that came from outside, checked token by token before any
// tree is built.
const (
	maxDepth      = 32
	maxElements   = 1000 // of a message: what the signature below is read of, so that more would cost a tree and be refused all the same
	maxMetadata   = 4000 // elements of metadata
	maxAttributes = 64
)

// scanXML is scanTokens and roundTrip.
func scanXML(doc []byte, elements int) error {
	if err := scanTokens(doc, elements); err != nil {
		return err
	}
	return roundTrip(doc)
}

// scanTokens reads a document once and refuses what no SAML message needs: DOCTYPE
// and other directives, processing instructions, comments (they can split a value
// for one parser and not for another), more than one root, text around it,
// duplicate attributes, repeated IDs, more elements than so many, anything past the bounds.
func scanTokens(doc []byte, elements int) error {
	s := scanner{most: elements, ids: map[string]bool{}}
	d := xml.NewDecoder(bytes.NewReader(doc))
	for {
		at := d.InputOffset()
		token, err := d.Token()
		if err == io.EOF {
			return s.end()
		}
		if err != nil {
			return refuse(badXML, "%v", err)
		}
		if err := s.token(token, at); err != nil {
			return err
		}
	}
}

type scanner struct {
	depth, elements, roots int
	most                   int // elements
	ids                    map[string]bool
}

func (s *scanner) token(token xml.Token, at int64) error {
	switch t := token.(type) {
	case xml.Directive:
		return refuse(forbiddenXML, "directive")
	case xml.Comment:
		return refuse(forbiddenXML, "comment")
	case xml.ProcInst:
		if t.Target != "xml" || at != 0 {
			return refuse(forbiddenXML, "processing instruction %q", t.Target)
		}
	case xml.CharData:
		if s.depth == 0 && len(bytes.TrimSpace(t)) > 0 {
			return refuse(forbiddenXML, "text outside the root")
		}
	case xml.StartElement:
		return s.start(t)
	case xml.EndElement:
		s.depth--
	}
	return nil
}

func (s *scanner) start(e xml.StartElement) error {
	if s.depth == 0 {
		s.roots++
	}
	s.depth++
	s.elements++
	switch {
	case s.roots > 1:
		return refuse(forbiddenXML, "second root <%s>", e.Name.Local)
	case s.depth > maxDepth:
		return refuse(tooComplex, "deeper than %d", maxDepth)
	case s.elements > s.most:
		return refuse(tooComplex, "more than %d elements", s.most)
	case len(e.Attr) > maxAttributes:
		return refuse(tooComplex, "more than %d attributes", maxAttributes)
	}
	return s.attributes(e.Attr)
}

func (s *scanner) attributes(list []xml.Attr) error {
	seen := make(map[xml.Name]bool, len(list))
	for _, a := range list {
		if seen[a.Name] {
			return refuse(forbiddenXML, "attribute %q twice", a.Name.Local)
		}
		seen[a.Name] = true
		if !strings.EqualFold(a.Name.Local, "ID") {
			continue
		}
		if s.ids[a.Value] {
			return refuse(forbiddenXML, "ID %q twice", a.Value)
		}
		s.ids[a.Value] = true
	}
	return nil
}

func (s *scanner) end() error {
	if s.roots != 1 || s.depth != 0 {
		return refuse(badXML, "no complete root")
	}
	return nil
}
