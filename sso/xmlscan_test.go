package sso

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	validator "github.com/mattermost/xml-roundtrip-validator"
)

// TestRoundTripIsTheLibrarys holds documents that one parser reads otherwise than another
// to the verdict of the library's own loop, and again once their tags are known.
func TestRoundTripIsTheLibrarys(t *testing.T) {
	t.Parallel()
	for _, doc := range []string{"<a><b/></a>", `<a:b xmlns:a="u" a:c="1"><a:b>x</a:b></a:b>`, "<a>&lt;</a>", "<a ::b=''/>", "<:a></:a>", "<a><:b></:b></a>",
		"<x::y/>", `<a x:="1"/>`, "<a>]]></a>", "<a></a:b></a:b>", "<a", "<!-a--><b/>", "<?xml version='1.0' encoding='x'?><a/>", "<a></a ><a:></a:>",
		"<a><![CDATA[]]></a>", "<a b='\x01'/>", "<a b='&#1;'/>", "<a>&#xFFFE;</a>", "<a b='\r\n'>\r</a>", "<a b='&#13;'/>", "<a>\xff</a>", "<a b/>", "<a b=c/>"} {
		for range 2 {
			alike(t, doc)
		}
	}
}

func alike(t *testing.T, doc string) {
	t.Helper()
	want, got := validator.Validate(strings.NewReader(doc)), roundTrip([]byte(doc))
	if (want == nil) != (got == nil) || got != nil && reasonOf(got) != badXML {
		t.Errorf("%q: %v, the library says %v", doc, got, want)
	}
}

// TestKnownTagsAreTheLibrarys makes tags of few names and many values, so that what is known
// of one is asked of others, and holds each to the library's verdict.
func TestKnownTagsAreTheLibrarys(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	value := func() string {
		return pick("", "x", "u", "xmlns", "a", "a:b", "http://www.w3.org/XML/1998/namespace", "http://u/xmlns", "]]>", "&amp;", "&lt;b", "&#39;", "\n", " ", "&#13;", "\t", "é", "&#1;")
	}
	refused := 0
	for range 40_000 {
		var b bytes.Buffer
		b.WriteString("<" + pick("a", "x:a", "y:a", ":a", "xml:a"))
		for range r.IntN(4) {
			fmt.Fprintf(&b, " %s=\"%s\"", pick("b", "x:b", "y:c", "xmlns", "xmlns:x", "xmlns:y", "xml:lang", "xmlns:xmlns", "x:", ":b", "a:xmlns"), value())
		}
		b.WriteString(">" + value() + pick("", "</a>", "</x:a>", "</:a>"))
		alike(t, b.String())
		if validator.Validate(bytes.NewReader(b.Bytes())) != nil {
			refused++
		}
		if t.Failed() {
			return
		}
	}
	if refused < 1000 || refused > 39_000 {
		t.Errorf("%d of 40,000 are refused: the choice tells nothing", refused)
	}
}

// TestNamesOfTellsTagsApart: no two tags of other names are one.
func TestNamesOfTellsTagsApart(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, doc := range []string{"<a>", "</a>", "<a b=''>", "<a:b>", "<b:a>", "<a b='' c=''>", "<a c='' b=''>", "<a b:c=''>", "<ab>", "<a xmlns=''>", "<a xmlns:b=''>"} {
		d := xml.NewDecoder(strings.NewReader(doc))
		d.Strict = false
		token, err := d.RawToken()
		if err != nil {
			t.Fatal(err)
		}
		names, plain := namesOf(token)
		if other, twice := seen[names]; twice || !plain {
			t.Errorf("%s is %s (%s), plain %v", doc, other, names, plain)
		}
		seen[names] = doc
	}
}

// TestKnownTripsAreBounded: whatever comes, not more than so many are remembered.
func TestKnownTripsAreBounded(t *testing.T) {
	t.Parallel()
	var k knownTrips
	for i := range 3 * knownMost {
		if err := k.try(xml.StartElement{Name: xml.Name{Local: fmt.Sprint("a", i)}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := k.try(xml.StartElement{Name: xml.Name{Local: strings.Repeat("a", knownLongest)}}); err != nil {
		t.Error(err)
	}
	for names := range k.names {
		if len(names) > knownLongest {
			t.Errorf("%d bytes are remembered", len(names))
		}
	}
	if n := len(k.names); n == 0 || n > knownMost {
		t.Errorf("%d are remembered", n)
	}
}
