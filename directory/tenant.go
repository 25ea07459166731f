package directory

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/companysettings"
	"mandate/ent/db/tenant"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// NewTenant is what the command line says of a company. Empty fields take the
// defaults of section 2.
type NewTenant struct {
	Slug     string // of its addresses: lower-case letters, digits and hyphens
	Name     string
	Kind     string // LENDER, DEALERSHIP, CREDITOR, or SCENARIO, which workers skip
	Zone     string // IANA
	Currency string // ISO 4217
	Language string // en, de, fr
	Phone    string // E.164, or empty
}

var slugForm = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// dealershipInactivity is LC-6 for dealership tenants, in days.
const dealershipInactivity = 30

// CreateTenant makes a company with its settings and the roles of RO-6. It needs
// no actor. A slug that is taken is fault.Conflict, TAKEN.
func (d *Directory) CreateTenant(ctx context.Context, n NewTenant) (ident.ID, error) {
	settings, err := n.settings()
	if err != nil {
		return ident.ID{}, err
	}
	id := d.Store.NewID()
	ctx = actor.With(ctx, actor.ForSystem(id))
	err = d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error { return createTenant(ctx, tx, n, settings) })
	if store.IsTaken(err) {
		return ident.ID{}, fault.New(fault.Conflict, fault.CodeTaken, "There is a company with this short name already.").On("slug")
	}
	return id, err
}

// settings checks what was given and gives it as a change of the defaults.
func (n *NewTenant) settings() (SettingsUpdate, error) {
	var u SettingsUpdate
	if !slugForm.MatchString(n.Slug) {
		return u, invalid("A short name has 1 to 63 lower-case letters, digits and hyphens.").On("slug")
	}
	if strings.TrimSpace(n.Name) == "" {
		return u, required("name")
	}
	if err := fitName("name", n.Name); err != nil {
		return u, err
	}
	if n.Kind == "" {
		n.Kind = string(tenant.KindLENDER)
	}
	if tenant.KindValidator(tenant.Kind(n.Kind)) != nil {
		return u, invalid("The kinds are LENDER, DEALERSHIP and CREDITOR.").On("kind")
	}
	given := func(text string) *string {
		if text == "" {
			return nil
		}
		return &text
	}
	u.Zone, u.Currency, u.Language, u.CompanyPhone = given(n.Zone), given(n.Currency), given(n.Language), given(n.Phone)
	if n.Kind == string(tenant.KindDEALERSHIP) {
		days := dealershipInactivity
		u.InactivityDays = new(*int)
		*u.InactivityDays = &days
	}
	return u.Normal()
}

func createTenant(ctx context.Context, tx *store.Tx, n NewTenant, u SettingsUpdate) error {
	id := tx.Actor.Tenant
	if err := tx.Client.Tenant.Create().SetID(id).SetSlug(n.Slug).SetName(n.Name).SetKind(tenant.Kind(n.Kind)).Exec(ctx); err != nil {
		return fmt.Errorf("insert tenant: %w", err)
	}
	row := tx.Client.CompanySettings.Create().SetID(tx.NewID())
	u.columns(row.Mutation())
	settings, err := row.Save(ctx)
	if err != nil {
		return fmt.Errorf("insert settings: %w", err)
	}
	if err := tx.Client.AssignmentState.Create().SetID(tx.NewID()).Exec(ctx); err != nil {
		return fmt.Errorf("insert position: %w", err)
	}
	if err := tx.Client.HistoryHead.Create().SetID(tx.NewID()).Exec(ctx); err != nil {
		return fmt.Errorf("insert head of history: %w", err)
	}
	if err := createPresets(ctx, tx); err != nil {
		return err
	}
	tx.Record(store.Event{Action: "COMPANY_CREATED", TargetKind: ident.Tenant, Target: id,
		Changes: []store.Change{{Field: "name", After: n.Name}, {Field: "kind", After: n.Kind}}})
	return keepSettings(tx, settings)
}

func createPresets(ctx context.Context, tx *store.Tx) error {
	var rows []*db.RoleCreate
	for _, p := range presets() {
		rows = append(rows, tx.Client.Role.Create().SetID(tx.NewID()).SetName(p.name).SetPermissions(p.names()).
			SetGrants(notNil(p.grants)).SetPreset(true))
	}
	if err := tx.Client.Role.CreateBulk(rows...).Exec(ctx); err != nil {
		return fmt.Errorf("insert roles: %w", err)
	}
	return nil
}

// companySettings reads the one row of the tenant.
func companySettings(ctx context.Context, c *db.Client) (*db.CompanySettings, error) {
	row, err := c.CompanySettings.Query().Order(companysettings.ByID()).First(ctx)
	if err != nil {
		return nil, fmt.Errorf("load settings: %w", err)
	}
	return row, nil
}
