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
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// Export says which people are written, and how. The door knows the filters of its list;
// it keeps them in Where, and gives back what they mean when the job runs.
type Export struct {
	Format string          `json:"format"`
	Where  json.RawMessage `json:"where,omitempty"`
}

// Exporter does the job of USERS_EXPORT; Filter reads Export.Where.
type Exporter struct {
	Directory *directory.Directory
	Filter    func(where json.RawMessage) (predicate.User, error)
}

const peopleAtOnce = 2000

// Export is the job.Work of USERS_EXPORT: people by id, page by page, each page with its
// part of the file. The cursor is the last id written.
func (o Exporter) Export(ctx context.Context, run *job.Run) error {
	var in Export
	if err := run.Asked(&in); err != nil {
		return err
	}
	if err := managing(run); err != nil {
		return err
	}
	filter, err := o.Filter(in.Where)
	if err != nil {
		return err
	}
	w := writer{run: run, lines: in.Format == JSONL}
	for {
		n, last, err := o.page(ctx, run, filter, &w)
		if err != nil {
			return err
		}
		if err := run.Save(ctx, last); err != nil || n < peopleAtOnce {
			return err
		}
	}
}

func (o Exporter) page(ctx context.Context, run *job.Run, filter predicate.User, w *writer) (n int, last string, err error) {
	after := ident.ID{}
	if run.Cursor != "" {
		if after, err = ident.Parse(ident.User, run.Cursor); err != nil {
			return 0, "", fmt.Errorf("read cursor: %w", err)
		}
	}
	last = run.Cursor
	err = o.Directory.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		if run.Cursor == "" {
			if run.Total, err = c.User.Query().Where(user.DeletedAtIsNil(), filter).Count(ctx); err != nil {
				return fmt.Errorf("count people: %w", err)
			}
			if err := w.begin(ctx, c); err != nil {
				return err
			}
		} else if err := w.resume(ctx, c); err != nil {
			return err
		}
		rows, err := c.User.Query().Where(user.DeletedAtIsNil(), filter, user.IDGT(after)).Order(user.ByID()).Limit(peopleAtOnce).
			WithGrants().WithLimits().WithPreferences().All(ctx)
		if err != nil {
			return fmt.Errorf("load people: %w", err)
		}
		if err := w.managers(ctx, c, rows); err != nil {
			return err
		}
		for _, u := range rows {
			if err := w.person(u); err != nil {
				return err
			}
			last = u.ID.Text(ident.User)
		}
		n = len(rows)
		run.Progress += n
		return w.flush()
	})
	return n, last, err
}

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
