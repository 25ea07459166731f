package graph_test

import (
	"math"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"
)

// oddTexts are what people, spreadsheets and attackers put into a text.
var oddTexts = []any{"", " ", strings.Repeat("x", 10_000), "a\x00b", "\u202eabc\u200f", "😀", "%", "_", `\`, `'";--`, `"`, "a\nb\tc",
	strings.TrimSpace(strings.Repeat("wort ", 300)), "\ufeff", "\ufffd", "e\u0301", strings.Repeat("é", 256), "\u0085", "ﬁ", "İ", "=1+1", "A", "%_%_%", "a' OR '1'='1"}

// oddValues are those of the scalars: at the bounds, beyond them, of another type.
var oddValues = map[string][]any{
	"String":  oddTexts,
	"ID":      {"", "usr_", "usr_zzzzzzzzzzzzzzzzzzzzzzzzzz", "deal_06gna3a9ads21fn0vaclbitnk4", "usr_06gna3a9ads21fn0vaclbitnk4", strings.Repeat("x", 10_000), "a\x00b", "%", "USR_06GNA3A9ADS21FN0VACLBITNK4", "00000000-0000-0000-0000-000000000000", "😀", 5},
	"Int":     {-1, 0, 1, 100, 101, math.MaxInt32, math.MinInt32, math.MaxInt32 + 1, int64(1) << 53, int64(math.MaxInt64), 1.5, "1", true},
	"Boolean": {true, false, "true", 1},
	"Date":    {"0000-01-01", "0001-01-01", "9999-12-31", "2026-02-30", "10000-01-01", "-0001-01-01", "2026-1-1", "", "x", 5, "2026-01-01T00:00:00Z", "292277-01-01", "1500-06-01"},
	"Time":    {"0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-01-01T00:00:00+25:00", "2263-01-01T00:00:00Z", "1677-01-01T00:00:00Z", "2026-01-01", "", 5, "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-11-22T10:00:00.123456789Z"},
	"Decimal": {"-1.00", "92233720368547758.07", "92233720368547758.08", "1e5", "NaN", "Infinity", "1.234", "", ".5", "1,00", "00000.00", strings.Repeat("9", 400), "٣", 5, 1.5, "UNLIMITED", "+1.00", " 1.00", "0x10"},
}

// oddOf draws a value for a type: nothing, too many of it, another shape, or an odd one.
func oddOf(schema *ast.Schema, t *ast.Type) *rapid.Generator[any] {
	one := oddOne(schema, t)
	if t.Elem != nil {
		one = rapid.OneOf(one, rapid.Map(rapid.SliceOfN(one, 0, 3), asList), rapid.Map(rapid.SliceOfN(one, 300, 300), asList), rapid.Just[any]([]any{nil}))
	}
	return rapid.OneOf(one, one, one, one, rapid.Just[any](nil))
}

func asList(list []any) any { return list }

func oddOne(schema *ast.Schema, t *ast.Type) *rapid.Generator[any] {
	if odd, ok := oddValues[t.Name()]; ok {
		return rapid.SampledFrom(odd)
	}
	def := schema.Types[t.Name()]
	odd := append([]any{"NOPE", 5, []any{}, map[string]any{}, map[string]any{"nope": 1}}, oddTexts...)
	for _, v := range def.EnumValues {
		odd = append(odd, v.Name)
	}
	return rapid.SampledFrom(odd)
}
