package sso

import (
	"fmt"

	"entgo.io/ent"
	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/companysettings"
	"mandate/ent/db/connection"
	"mandate/ent/db/tenant"
	"mandate/ident"
	"mandate/store"
)

// Columns of the company beside a connection, under names that no column of one has.
const (
	companySlug     = "company_slug"
	companyName     = "company_name"
	companyKind     = "company_kind"
	companyPhone    = "company_phone"
	companyLanguage = "company_language"
	companySSO      = "company_sso"
	markOfBoth      = "connection_mark"
)

// withCompany reads the company in the statement that reads its connection: each step of
// a sign-in begins with both.
func withCompany(s *sql.Selector) {
	t, settings := sql.Table(tenant.Table).As("company"), sql.Table(companysettings.Table).As("settings")
	s.Join(t).On(s.C(connection.FieldTenantID), t.C(tenant.FieldID))
	s.Join(settings).On(s.C(connection.FieldTenantID), settings.C(companysettings.FieldTenantID))
	s.AppendSelectAs(t.C(tenant.FieldSlug), companySlug)
	s.AppendSelectAs(t.C(tenant.FieldName), companyName)
	s.AppendSelectAs(t.C(tenant.FieldKind), companyKind)
	s.AppendSelectAs(settings.C(companysettings.FieldCompanyPhone), companyPhone)
	s.AppendSelectAs(settings.C(companysettings.FieldLanguage), companyLanguage)
	s.AppendSelectAs(settings.C(companysettings.FieldSSO), companySSO)
	s.AppendSelectExprAs(sql.Raw(directory.ConnectionMark(s.Dialect(), connection.Table, "company", "settings")), markOfBoth)
}

// companyOf is what withCompany has read.
func companyOf(row *db.Connection) (company, error) {
	c := company{TenantRef: store.TenantRef{ID: row.TenantID}}
	for name, into := range map[string]*string{companySlug: &c.Slug, companyName: &c.Name, companyKind: &c.Kind,
		companyPhone: &c.Phone, companyLanguage: &c.Language} {
		var err error
		if *into, err = textBeside(row, name); err != nil {
			return c, fmt.Errorf("company of %s: %w", row.ID.Text(ident.Connection), err)
		}
	}
	sso, err := row.Value(companySSO)
	c.SSO = sso == true || sso == int64(1) // SQLite has no booleans
	return c, err
}

// textBeside is a text that was read beside a row.
func textBeside(row interface {
	Value(name string) (ent.Value, error)
}, name string) (string, error) {
	value, err := row.Value(name)
	if err != nil {
		return "", fmt.Errorf("read beside a connection: %w", err)
	}
	switch v := value.(type) {
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("read beside a connection: %s is %T", name, value)
}
