package store

import "strings"

// sortMark stands in a sort key between the letters without their accents and the folded
// text itself. It is less than every character of a name; a directory that sends it nevertheless
// has it in the folded text alone, so that the first mark of a key is the one between them.
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
	pairs := []string{sortMark, ""}
	for _, a := range accents {
		for _, letter := range a[1] {
			pairs = append(pairs, string(letter), a[0])
		}
	}
	return strings.NewReplacer(pairs...)
}()

// What a sort key may hold, in bytes and with the mark: PostgreSQL's indexes hold rows of at
// most 2,704 bytes, and the widest with a name in it have two ids beside it. A longer key keeps
// as many of its plain letters as put nearly every name in its place.
const (
	sortBytes   = 2600
	sortLetters = 120
)

// SortKey is the key under which a name is sorted, the same on every database: É stands beside
// E, ä beside a. Names that differ in accents alone are told apart by what follows the mark,
// so that two names have one key if and only if they are folded alike (FoldExact). What follows
// is never cut, because filters compare it; a text that leaves no room for plain letters
// stands by itself.
func SortKey(name string) string {
	folded := FoldExact(name)
	plain := plainLetters.Replace(folded)
	switch room := sortBytes - len(sortMark) - len(folded); {
	case plain == folded:
		return folded
	case len(plain) <= room:
		return plain + sortMark + folded
	case len(firstLetters(plain)) <= room:
		return firstLetters(plain) + sortMark + folded
	}
	return folded
}

func firstLetters(plain string) string {
	n := 0
	for i := range plain {
		if n++; n > sortLetters {
			return plain[:i]
		}
	}
	return plain
}
