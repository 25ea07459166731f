package sso

import (
	"strings"
	"testing"

	"mandate/sso/forge"
)

// large fills an answer with attributes, of the right form and signed as the rest is,
// until it is nearly as large as a body may be.
func large(doc string) string {
	pad := "<saml:AttributeValue>" + strings.Repeat("x", 200) + "</saml:AttributeValue>"
	room := maxMessage*3/4*9/10 - len(doc)
	return strings.Replace(doc, "</saml:AttributeStatement>", `<saml:Attribute Name="g">`+strings.Repeat(pad, room/len(pad))+"</saml:Attribute></saml:AttributeStatement>", 1)
}

// BenchmarkHostileCheck is what one answer costs, good or hostile, in processor time: what
// is refused by its structure costs one reading without a tree, what is refused by its
// signature never more than a good one of its size.
func BenchmarkHostileCheck(b *testing.B) {
	full := maxMessage * 3 / 4
	for _, c := range []struct {
		name string
		doc  []byte
		want Reason
	}{
		{"good", made(b, forged{}), ""},
		{"good and large", made(b, forged{Text: large}), ""},
		{"large with a signature that does not fit", hostile(b, forge.Place{}), badSignature},
		{"large and deep", []byte(strings.Repeat("<a>", full/3)), tooComplex},
		{"large and of many elements", []byte("<a>" + strings.Repeat("<b/>", full/4-10) + "</a>"), tooComplex},
		{"large with an entity", []byte(`<!DOCTYPE a [<!ENTITY b "` + strings.Repeat("c", full-100) + `">]><a>&b;</a>`), forbiddenXML},
		{"larger than a body may be", []byte(strings.Repeat("<a>", maxMessage)), tooLarge},
	} {
		b.Run(c.name, func(b *testing.B) {
			connection := ourConnection()
			b.ReportAllocs()
			before, _ := spent(b)
			for b.Loop() {
				if _, err := connection.Validate(c.doc, noon); reasonOf(err) != c.want {
					b.Fatalf("reason %q, want %q: %v", reasonOf(err), c.want, err)
				}
			}
			after, _ := spent(b)
			b.ReportMetric(float64((after-before).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}
