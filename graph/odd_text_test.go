package graph_test

import (
	"fmt"
	"testing"

	"mandate/fault"
)

// TestNobodyIsCalledWhatNobodySees: a name of blanks is none, and one with marks that are
// not seen, or turn the writing, is refused wherever somebody gives a name.
func TestNobodyIsCalledWhatNobodySees(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		person := func(name string) vars {
			return vars{"firstName": name, "lastName": "Able", "email": "n@acme.test", "roleIds": []string{o.roleID("auditor")}, "mfaRequired": false}
		}
		for field, input := range map[string]func(name string) vars{
			"directoryCreate":       func(name string) vars { return vars{"name": name} },
			"ssoConnectionCreate":   func(name string) vars { return vars{"kind": "OIDC", "name": name} },
			"savedViewSave":         func(name string) vars { return vars{"page": "users", "name": name, "state": ""} },
			"customerAccountCreate": func(name string) vars { return vars{"name": name} },
			"applicationCreate":     func(name string) vars { return vars{"name": name, "redirectUris": []string{"https://a.test/cb"}} },
			"roleCreate":            func(name string) vars { return vars{"name": name} },
			"apiKeyCreate":          func(name string) vars { return vars{"name": name, "kind": "PERSONAL"} },
			"userCreate":            person,
		} {
			t.Run(field, func(t *testing.T) {
				at, empty := "name", fault.CodeRequired
				switch field {
				case "userCreate":
					at = "firstName"
				case "roleCreate": // letters, digits and hyphens: a blank is a wrong one
					empty = fault.CodeInvalid
				}
				query := fmt.Sprintf("mutation($input: %s%sInput!) { %[3]s(input: $input) { userErrors { code field } } }", string(field[0]-'a'+'A'), field[1:], field)
				for name, code := range map[string]fault.Code{" ": empty, "\u00a0\t": "", "a\u202eb": fault.CodeInvalid, "\ufeff": fault.CodeInvalid, "M\ufffdller": fault.CodeInvalid, "a\u200bb": fault.CodeInvalid, "\u3164": fault.CodeInvalid, "Anna\u00ad": fault.CodeInvalid, "\u2800": fault.CodeInvalid, "An\u2064na": fault.CodeInvalid, "a\nb": fault.CodeInvalid} {
					a := o.ask(as(c.ada), query, vars{"input": input(name)}).ok()
					if got := a.names(field+".userErrors", "code"); got == "" || code != "" && got != string(code) {
						t.Errorf("%q: %q, want %s: %s", name, got, code, a.Raw)
					} else if where := fmt.Sprint(a.at(field + ".userErrors.0.field")); where != "["+at+"]" {
						t.Errorf("%q: at %s", name, where)
					}
				}
			})
		}
		if got := o.ask(as(c.ada), `{ directories(first: 9) { totalCount } roles(first: 99) { totalCount } customerAccounts(first: 9) { totalCount } }`, nil).ok(); fmt.Sprint(got.at("directories.totalCount"), got.at("customerAccounts.totalCount")) != "0 0" {
			t.Errorf("something was made: %s", got.Raw)
		}
	})
}

// TestWrongVariablesAreToldInTheReadersLanguage: what does not fit its type is told like
// every wrong value, with the field, and what a program's author needs beside it.
func TestWrongVariablesAreToldInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		ada := as(o.cast().ada).header("Accept-Language", "de")
		for name, c := range map[string]struct{ query, variables, code, field, detail string }{
			"enum":     {`query($x: UserWhere) { users(first: 1, where: $x) { totalCount } }`, `{"x": {"source": "NOPE"}}`, "GRAPHQL_VALIDATION_FAILED", "[x source]", "NOPE is not a valid UserSource"},
			"number":   {`query($n: Int!) { users(first: $n) { totalCount } }`, `{"n": "x"}`, "GRAPHQL_VALIDATION_FAILED", "[n]", ""},
			"object":   {`query($n: Int!) { users(first: $n) { totalCount } }`, `{"n": {}}`, "GRAPHQL_VALIDATION_FAILED", "[n]", "cannot use object as Int"},
			"no":       {`query($x: UserWhere) { users(first: 1, where: $x) { totalCount } }`, `{"x": true}`, "GRAPHQL_VALIDATION_FAILED", "[x]", "must be a UserWhere, not a boolean"},
			"missing":  {`mutation($input: RoleCreateInput!) { roleCreate(input: $input) { userErrors { code } } }`, `{"input": {}}`, "GRAPHQL_VALIDATION_FAILED", "[name]", "must be defined"},
			"instant":  {`query($at: Time) { users(first: 1, asOf: $at) { totalCount } }`, `{"at": "9999-12-31T23:59:59-14:00"}`, "INVALID", "[asOf]", ""},
			"day":      {`query($r: DateRangeInput!) { productionReport(range: $r, by: PERSON) { csv } }`, `{"r": {"from": "0000-01-01", "to": "2026-01-01"}}`, "INVALID", "[range from]", ""},
			"no UTF-8": {`query($s: String) { users(first: 1, search: $s) { totalCount } }`, "{\"s\": \"M\xfcller\"}", "INVALID", "<nil>", ""},
		} {
			a := o.send(ada, fmt.Appendf(nil, `{"query": %q, "variables": %s}`, c.query, c.variables), "application/json")
			if len(a.Errors) != 1 || a.Errors[0].Extensions["code"] != c.code || fmt.Sprint(a.Errors[0].Extensions["field"]) != c.field {
				t.Errorf("%s: %d %s", name, a.Status, a.Raw)
			} else if detail := a.Errors[0].Extensions["detail"]; c.detail != "" && detail != c.detail {
				t.Errorf("%s: detail %q, want %q", name, detail, c.detail)
			} else if a.Errors[0].Message != "Dieser Wert verstößt gegen eine Regel. Bitte berichtigen Sie ihn." {
				t.Errorf("%s: told %q", name, a.Errors[0].Message)
			}
		}
	})
}

// TestProductionOfOneMonth: a range within one month has one line of it, or none.
func TestProductionOfOneMonth(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.submit("P-1", 100)
		ask := func(from, to string) *answer {
			return o.ask(as(c.ada), `query($r: DateRangeInput!) { productionReport(range: $r, by: PERIOD) { rows { label deals } total { deals } } }`, vars{"r": vars{"from": from, "to": to}}).ok()
		}
		ask(day(0), day(0)).want("productionReport.rows.0.label", day(0)[:7]).want("productionReport.rows.0.deals", 1).want("productionReport.total.deals", 1)
		ask("2001-02-03", "2001-02-03").want("productionReport.rows", "[]").want("productionReport.total.deals", 0)
	})
}
