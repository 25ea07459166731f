package scim

import (
	"strings"
	"testing"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/user"
	"mandate/fault"
)

func statement(t *testing.T, kind, text string) (string, []any) {
	t.Helper()
	f, err := parseFilter(text)
	if err != nil {
		t.Fatal(err)
	}
	condition, err := translator{model: userModel(), source: people{directory: person(1)}}.translate(f)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	s := sql.Dialect(kind).Select("id").From(sql.Table(user.Table))
	return s.Where(condition(s)).Query()
}

// One statement, and nothing of the caller's text in it.
func TestTranslateBindsEveryValue(t *testing.T) {
	t.Parallel()
	const evil = `x') OR 1=1 --`
	filter := `nickName eq "` + evil + `" or phoneNumbers[type eq "` + evil + `"].value co "` + evil + `" or userName eq "` + evil + `" or emails[type eq "` + evil + `"].value co "` + evil + `" or externalId sw "` + evil +
		`" or groups.display ew "` + evil + `" or not (externalId co "` + evil + `" and externalId ew "` + evil + `")`
	for _, kind := range []string{dialect.Postgres, dialect.SQLite} {
		text, args := statement(t, kind, filter)
		if strings.Contains(text, "OR 1=1") || strings.Contains(text, ";") {
			t.Errorf("%s: %s", kind, text)
		}
		if len(args) < 8 {
			t.Errorf("%s: only %d arguments in %s", kind, len(args), text)
		}
	}
}

func TestTranslateRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`colour eq "red"`, `name.colour eq "x"`, `password pr`, `schemas eq "x"`, `schemas co "urn:"`, `schemas eq 7`, `schemas eq "` + mandateURN + `"`, `schemas[value eq "x"]`, `schemas.value eq "x"`, `name eq "x"`, `meta eq "x"`,
		`addresses[number eq "x"]`, `emails.display eq "x"`, `x509Certificates.value gt "x"`, enterpriseURN + `:manager.displayName eq "x"`, `emails[colour eq "x"]`, `userName[value eq "x"]`,
		`name[colour eq "x"]`, `name[name[familyName eq "x"]]`, `name[familyName eq 7]`, `active[value eq true]`, `meta[created co "2020"]`, `addresses eq "x"`, enterpriseURN + `:manager[displayName eq "x"]`,
		`emails.value[type eq "x"]`, `members eq "x"`, `urn:a:b:c eq "x"`, enterpriseURN + ` pr`, enterpriseURN + `:colour pr`,
		`active eq "true"`, `active eq 1`, `active gt true`, `active co "t"`, `userName eq 7`, `userName eq true`, `userName gt null`,
		`meta.created gt "yesterday"`, `meta.created co "2020"`, `emails.primary eq "true"`, `id co "usr"`, `id gt "usr_1"`,
		`groups.value sw "grp"`, enterpriseURN + `:manager co "x"`, `emails[not (primary eq "x")]`, `not (colour pr)`, `userName pr and colour pr`,
	} {
		f, err := parseFilter(text)
		if err == nil {
			_, err = translator{model: userModel(), source: people{}}.translate(f)
		}
		if !fault.Is(err, invalidFilter) {
			t.Errorf("%s: got %v, want invalidFilter", text, err)
		}
	}
}
