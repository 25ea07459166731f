package graph_test

import (
	"strings"
	"testing"

	"mandate/fault"
)

// TestWhatNoDatabaseKeeps: NUL is refused at the door, in variables and in literals.
func TestWhatNoDatabaseKeeps(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator", "service-los"))
		o.ask(ada, `query($s: String) { users(first: 1, search: $s) { totalCount } }`, vars{"s": "a\x00b"}).refused(400, fault.CodeInvalid)
		o.ask(ada, `query($w: DealWhere) { deals(first: 1, where: $w) { totalCount } }`, vars{"w": vars{"reference": "\x00"}}).refused(400, fault.CodeInvalid)
		o.ask(ada, `{ deals(first: 1, where: { reference: "a\u0000" }) { totalCount } }`, nil).refused(400, fault.CodeInvalid)
		o.ask(ada, `query($s: String = "\u0000") { users(first: 1, search: $s) { totalCount } }`, nil).refused(400, fault.CodeInvalid)
		o.steps("directoryCreate", "directory { id }", []step{
			{name: "a line break", by: ada, input: vars{"name": "a\nb"}, code: "INVALID", field: "name"},
			{name: "a direction mark", by: ada, input: vars{"name": "a\u202eb"}, code: "INVALID", field: "name"},
		})
		o.steps("dealSubmit", "deal { id }", []step{
			{name: "a direction mark", by: ada, input: figures("R\u2066", "1.00", nil), code: "INVALID", field: "reference"},
			{name: "a long place", by: ada, input: figures("R", "1.00", vars{"location": longText(201)}), code: "INVALID", field: "location"},
			{name: "discretion", by: ada, input: figures("R", "1.00", vars{"discretionBps": 10_001}), code: "INVALID", field: "discretionBps"},
		})
	})
}

func TestWhichOperation(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.hire("Ada Lovelace", "administrator"))
		const two = `query A { viewer { kind } } query B { viewer { language } }`
		o.ask(ada, two, nil).refused(400, fault.CodeRequired)
		o.send(ada, []byte(`{"operationName":"B","query":"`+two+`"}`), "application/json").ok().want("viewer.language", "en")
	})
}

func TestForeignPagesAreToldOfTheirOrigin(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		forged := as(o.hire("Uma Underwood", "underwriter")).header("Sec-Fetch-Site", "cross-site")
		for language, word := range map[string]string{"en": "origin", "de": "Herkunft", "fr": "origine"} {
			a := o.ask(forged.header("Accept-Language", language), "{ viewer { kind } }", nil).refused(403, fault.CodeForbidden)
			if !strings.Contains(a.Errors[0].Message, word) {
				t.Errorf("%s: %s", language, a.Errors[0].Message)
			}
		}
	})
}
