package graph

import (
	"slices"
	"testing"

	"mandate/graph/gql"
	"mandate/ident"
)

// TestThePriceOfPeriodsOfThen: a list of the past is read from everybody's history, however
// short the page; one person's is not.
func TestThePriceOfPeriodsOfThen(t *testing.T) {
	t.Parallel()
	prices := pricing(gql.NewExecutableSchema(gql.Config{}))
	for name, c := range map[string]struct {
		args map[string]any
		want int
	}{
		"now":                 {map[string]any{"first": 2}, 1 + 2*3},
		"then":                {map[string]any{"first": 2, "asOf": "2026-01-01T00:00:00Z"}, 1 + 2*3 + mostAway},
		"then, of a person":   {map[string]any{"first": 2, "asOf": "2026-01-01T00:00:00Z", "userId": "usr_1"}, 1 + 2*3},
		"now, as a null says": {map[string]any{"first": 2, "asOf": nil}, 1 + 2*3},
	} {
		if got, _ := prices.Complexity(t.Context(), "Query", "outOfOffice", 3, c.args); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// TestWhosePeriodsOfThenAreRead: of a team, or of one person, nobody else's.
func TestWhosePeriodsOfThenAreRead(t *testing.T) {
	t.Parallel()
	ann, bob := userIDOf(1), userIDOf(2)
	for name, c := range map[string]struct {
		f    absencesThen
		want []ident.ID // nil: everybody
	}{
		"all": {absencesThen{}, nil}, "a person": {absencesThen{person: ann}, []ident.ID{ann}},
		"a team": {absencesThen{ofManager: true, reports: []ident.ID{ann, bob}}, []ident.ID{ann, bob}}, "no team": {absencesThen{ofManager: true}, []ident.ID{}},
		"of the team": {absencesThen{person: bob, ofManager: true, reports: []ident.ID{ann, bob}}, []ident.ID{bob}},
		"of another":  {absencesThen{person: bob, ofManager: true, reports: []ident.ID{ann}}, []ident.ID{}},
	} {
		if got := c.f.people(); !slices.Equal(got, c.want) || (got == nil) != (c.want == nil) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func userIDOf(n byte) ident.ID { return ident.ID{15: n} }
