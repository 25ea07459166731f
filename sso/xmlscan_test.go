package sso

import (
	"strings"
	"testing"

	validator "github.com/mattermost/xml-roundtrip-validator"
)

// TestRoundTripIsTheLibrarys holds documents that one parser reads otherwise than another
// to the verdict of the library's own loop.
func TestRoundTripIsTheLibrarys(t *testing.T) {
	t.Parallel()
	for _, doc := range []string{"<a><b/></a>", `<a:b xmlns:a="u" a:c="1"><a:b>x</a:b></a:b>`, "<a>&lt;</a>", "<a ::b=''/>", "<:a></:a>", "<a><:b></:b></a>",
		"<x::y/>", `<a x:="1"/>`, "<a>]]></a>", "<a></a:b></a:b>", "<a", "<!-a--><b/>", "<?xml version='1.0' encoding='x'?><a/>", "<a></a ><a:></a:>"} {
		want, got := validator.Validate(strings.NewReader(doc)), roundTrip([]byte(doc))
		if (want == nil) != (got == nil) || got != nil && reasonOf(got) != badXML {
			t.Errorf("%q: %v, the library says %v", doc, got, want)
		}
	}
}
