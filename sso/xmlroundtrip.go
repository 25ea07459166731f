package sso

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"sync"

	validator "github.com/mattermost/xml-roundtrip-validator"
)

// roundTrip refuses whatever would read differently once written out again. A message is
// held to it last: nothing is taken before, and claims are read from the canonical bytes
// that a signature covers.
//
// It is validator.Validate without its reader of single bytes, and what is sure to come out
// as the library has found before is not tried again, see knownTrips: what it makes of a
// token depends on nothing but the token.
func roundTrip(doc []byte) error {
	d := xml.NewDecoder(bytes.NewReader(doc))
	d.Strict = false
	d.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = known.try(token)
		}
		if err != nil {
			return refuse(badXML, "%v", err)
		}
	}
}

// known is of the whole process: messages of one IdP have the same few tags.
var known knownTrips

// knownTrips are the tags that came through, without their attributes' values. A value of
// plain characters is written so that it reads the same, and no name is made of it, so that
// a tag with other plain values comes through as well. So does text of plain characters.
// Everything else is tried each time.
type knownTrips struct {
	mu    sync.RWMutex
	names map[string]bool
}

// knownMost bounds how many tags are remembered; then it begins anew. IdPs use some fifty.
const knownMost = 2000

func (k *knownTrips) try(token xml.Token) error {
	if text, ok := token.(xml.CharData); ok && len(text) > 0 && isPlain(string(text)) {
		return nil
	}
	names, plain := namesOf(token)
	if plain && k.has(names) {
		return nil
	}
	if err := validator.CheckToken(token); err != nil {
		return err
	}
	if plain {
		k.add(names)
	}
	return nil
}

func (k *knownTrips) has(names string) bool {
	k.mu.RLock()
	defer k.mu.RUnlock()
	return k.names[names]
}

func (k *knownTrips) add(names string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.names == nil || len(k.names) >= knownMost {
		k.names = map[string]bool{}
	}
	k.names[names] = true
}

// knownLongest bounds the names of one tag that is remembered, in bytes.
const knownLongest = 1000

// namesOf says a tag's names so that no two tags are alike; not plain: it is no tag, a value
// of it is not plain, or it is too long to be remembered.
func namesOf(token xml.Token) (names string, plain bool) {
	var b strings.Builder
	switch t := token.(type) {
	case xml.EndElement:
		b.WriteByte('/')
		addName(&b, t.Name)
	case xml.StartElement:
		addName(&b, t.Name)
		for _, a := range t.Attr {
			if !isPlain(a.Value) {
				return "", false
			}
			addName(&b, a.Name)
		}
	}
	return b.String(), b.Len() > 0 && b.Len() <= knownLongest
}

func addName(b *strings.Builder, n xml.Name) {
	for _, part := range []string{n.Space, n.Local} {
		b.WriteString(strconv.Itoa(len(part)))
		b.WriteByte(':')
		b.WriteString(part)
	}
}

// isPlain reports whether a text holds nothing but visible ASCII, spaces and line feeds.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < ' ' || c > '~') && c != '\n' {
			return false
		}
	}
	return true
}
