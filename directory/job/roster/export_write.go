package roster

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mandate/assign"
	"mandate/directory"
	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
)

// writer writes people as rows.
type writer struct {
	run      *job.Run
	lines    bool
	sheet    job.Sheet
	ready    bool
	currency string
	roles    map[ident.ID]string
	boss     map[ident.ID]string
}

func heading() []string { return slices.Concat(passed, columns) }

func (w *writer) begin(ctx context.Context, c *db.Client) error {
	if err := w.resume(ctx, c); err != nil {
		return err
	}
	if !w.lines {
		w.sheet.Row(heading()...)
	}
	return nil
}

func (w *writer) resume(ctx context.Context, c *db.Client) error {
	if w.ready {
		return nil
	}
	w.ready, w.sheet, w.roles = true, job.NewSheet(w.run), map[ident.ID]string{}
	settings, err := c.CompanySettings.Query().Only(ctx)
	if err != nil {
		return fmt.Errorf("load settings: %w", err)
	}
	w.currency = settings.Currency
	roles, err := c.Role.Query().All(ctx)
	for _, r := range roles {
		w.roles[r.ID] = r.Name
	}
	return err
}

// managers looks up what the managers of a page are called.
func (w *writer) managers(ctx context.Context, c *db.Client, rows []*db.User) error {
	ids := map[ident.ID]bool{}
	for _, u := range rows {
		if u.ManagerID != nil {
			ids[*u.ManagerID] = true
		}
	}
	list := make([]ident.ID, 0, len(ids))
	for id := range ids {
		list = append(list, id)
	}
	bosses, err := c.User.Query().Where(user.IDIn(list...)).Select(user.FieldID, user.FieldUserName).All(ctx)
	if err != nil {
		return fmt.Errorf("load managers: %w", err)
	}
	w.boss = make(map[ident.ID]string, len(bosses))
	for _, b := range bosses {
		w.boss[b.ID] = b.UserName
	}
	return nil
}

func (w *writer) person(u *db.User) error {
	r, err := w.record(u)
	if err != nil {
		return err
	}
	if w.lines {
		line, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("write row: %w", err)
		}
		_, err = w.run.Write(append(line, '\n'))
		return err
	}
	cells := make([]string, 0, len(passed)+len(columns))
	for _, c := range heading() {
		cells = append(cells, r[c])
	}
	w.sheet.Row(cells...)
	return nil
}

func (w *writer) flush() error {
	if w.lines {
		return nil
	}
	return w.sheet.Flush()
}

func (w *writer) record(u *db.User) (record, error) {
	limits, err := directory.LimitsOf(u.Edges.Limits)
	if err != nil {
		return nil, err
	}
	likes, err := directory.PreferencesOf(u.Edges.Preferences)
	if err != nil {
		return nil, err
	}
	r := record{"id": u.ID.Text(ident.User), "name": directory.ShownName(u), "status": "INACTIVE", "source": string(u.Source),
		"createdAt": u.CreatedAt.UTC().Format(time.RFC3339), "userName": u.UserName, "email": u.Email, "firstName": u.FirstName,
		"lastName": u.LastName, "phone": u.Phone, "locale": u.Locale, "roles": w.rolesOf(u), "mfaRequired": strconv.FormatBool(u.MfaRequired),
		"active": strconv.FormatBool(u.Active)}
	if u.Active {
		r["status"] = "ACTIVE"
	}
	if u.LastLoginAt != nil {
		r["lastLoginAt"] = u.LastLoginAt.UTC().Format(time.RFC3339)
	}
	if u.ManagerID != nil {
		r["manager"] = w.boss[*u.ManagerID]
	}
	if u.Kind == user.KindSTAFF {
		w.likes(r, likes)
		w.limits(r, limits)
	}
	return r, nil
}

func (w *writer) rolesOf(u *db.User) string {
	var names []string
	for _, g := range u.Edges.Grants {
		names = append(names, w.roles[g.RoleID])
	}
	slices.Sort(names)
	return strings.Join(names, ";")
}

func (w *writer) likes(r record, p assign.Preferences) {
	types := make([]string, len(p.PropertyTypes))
	for i, t := range p.PropertyTypes {
		types[i] = string(t)
	}
	r["autoAssign"] = strconv.FormatBool(p.AutoAssign)
	r["locations"], r["propertyTypes"], r["languages"] = strings.Join(p.Locations, ";"), strings.Join(types, ";"), strings.Join(p.Languages, ";")
}

func (w *writer) limits(r record, l assign.Limits) {
	for column, m := range map[string]assign.Maximum{"maxCapacity": l.MaxCapacity, "maxDiscretionBps": l.MaxDiscretionBps} {
		if m.Set {
			r[column] = strconv.Itoa(m.N)
		}
	}
	for column, a := range map[string]assign.Limit{"loanAmount": l.LoanAmount, "mortgageSecured": l.MortgageSecured,
		"nonMortgageSecured": l.NonMortgageSecured, "bridgeSecured": l.BridgeSecured, "totalConnection": l.TotalConnection} {
		if minor, ok := a.Amount(); ok {
			r[column] = assign.Money{Amount: minor, Currency: w.currency}.Decimal()
		} else if a.IsUnlimited() {
			r[column] = unlimited
		}
	}
}
