package store

import "strings"

// sortMark stands in a sort key between the letters without their accents and the folded
// text itself. It is less than every character of a name.
const sortMark = "\x01"

// accents are letters as people of a country with Latin letters put them in order: beside the
// plain one (DIN 5007 variant 1, the Canadian alphabetical order CAN/CSA-Z243.4.1). They are
// listed and not taken from Unicode's tables, because the migration that gave old rows their
// sort keys does the same in the databases' own words; a letter more needs a migration too.
var accents = [][2]string{
	{"a", "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ"},
	{"ae", "æǣǽ"},
	{"b", "ḃḅḇ"},
	{"c", "çćĉċčḉ"},
	{"d", "ďđðḋḍḏḑḓ"},
	{"e", "èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ"},
	{"f", "ḟ"},
	{"g", "ĝğġģǧǵḡ"},
	{"h", "ĥħȟḣḥḧḩḫẖ"},
	{"i", "ìíîïĩīĭįıǐȉȋḭḯỉị"},
	{"j", "ĵǰ"},
	{"k", "ķǩḱḳḵ"},
	{"l", "ĺļľłḷḹḻḽ"},
	{"m", "ḿṁṃ"},
	{"n", "ñńņňŋǹṅṇṉṋ"},
	{"o", "òóôõöøōŏőơǒǫǭǿȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ"},
	{"oe", "œ"},
	{"p", "ṕṗ"},
	{"r", "ŕŗřȑȓṙṛṝṟ"},
	{"s", "śŝşšșṡṣṥṧṩ"},
	{"t", "ţťŧțṫṭṯṱẗ"},
	{"th", "þ"},
	{"u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự"},
	{"v", "ṽṿ"},
	{"w", "ŵẁẃẅẇẉẘ"},
	{"x", "ẋẍ"},
	{"y", "ýÿŷȳẏẙỳỵỷỹ"},
	{"z", "źżžẑẓẕ"},
}

var plainLetters = func() *strings.Replacer {
	var pairs []string
	for _, a := range accents {
		for _, letter := range a[1] {
			pairs = append(pairs, string(letter), a[0])
		}
	}
	return strings.NewReplacer(pairs...)
}()

// SortKey is the key under which a name is sorted, the same on every database: É stands beside
// E, ä beside a. Names that differ in accents alone are told apart by what follows the mark,
// so that two names have one key if and only if they are folded alike (FoldExact).
func SortKey(name string) string {
	folded := FoldExact(name)
	if plain := plainLetters.Replace(folded); plain != folded {
		return plain + sortMark + folded
	}
	return folded
}
