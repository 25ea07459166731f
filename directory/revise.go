package directory

import (
	"context"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Revision is everything that a file or a bulk change says of one person; what is nil
// stays.
type Revision struct {
	PersonUpdate
	Active      *bool
	Roles       *[]ident.ID // exactly these
	AddRoles    []ident.ID
	RemoveRoles []ident.ID
	Limits      LimitsUpdate
	Preferences PreferencesUpdate
	Why         string // in words, where a status changes
	DryRun      bool   // judges everything, and writes nothing
	Row         string // names the row of a job that says it; what waits is asked for once by it
	Insists     bool   // one's own roles and limits are refused (SELF_GRANT) also where they would stay; a file may repeat them
}

// Revised is what became of it.
type Revised struct {
	Changed  bool // something was written, or asked of a second person
	Waits    bool // limits or roles are as before until a second person confirms them; the rest is written
	Warnings []fault.Code

	asked ident.ID // a change that waits
}

// kept is what an idempotency key keeps of it: the person who was changed, the change that
// waits, or the zero id where everything was so already.
func (r Revised) kept(person ident.ID) ident.ID {
	switch {
	case !r.Changed:
		return ident.ID{}
	case !r.asked.IsZero():
		return r.asked
	}
	return person
}

// Revise changes one person in one step: all of it or nothing, with every rule of the
// single operations.
func (d *Directory) Revise(ctx context.Context, id ident.ID, r Revision) (Revised, error) {
	var out Revised
	err := d.settleOrRehearse(ctx, r.DryRun, func(ctx context.Context, tx *store.Tx) error {
		out = Revised{}
		kept, err := Once(ctx, tx, func() (_ ident.ID, err error) {
			out, err = d.reviseRow(ctx, tx, id, r)
			return out.kept(id), err
		})
		out.Changed = !kept.IsZero()
		out.Waits = out.Waits || out.Changed && kept != id
		return err
	})
	if store.IsTaken(err) {
		err = emailTaken()
	}
	return out, err
}

func (d *Directory) revise(ctx context.Context, tx *store.Tx, id ident.ID, r Revision) (out Revised, err error) {
	err = d.asOneEvent(ctx, tx, func(ctx context.Context) error {
		out, err = d.reviseParts(ctx, tx, id, r)
		return err
	})
	return out, err
}

func (d *Directory) reviseParts(ctx context.Context, tx *store.Tx, id ident.ID, r Revision) (out Revised, err error) {
	before, err := loadUser(ctx, tx.Client, id, 0)
	if err != nil {
		return out, err
	}
	if r.PersonUpdate != (PersonUpdate{}) {
		if out.Warnings, err = d.update(ctx, tx, id, 0, r.PersonUpdate); err != nil {
			return out, err
		}
	}
	for _, do := range []func(context.Context, *store.Tx, ident.ID, Revision) (ident.ID, error){d.reviseRoles, d.revisePreferences, d.reviseLimits, d.reviseStatus} {
		waits, err := do(ctx, tx, id, r)
		if err != nil {
			return out, err
		}
		if !waits.IsZero() {
			out.Waits, out.asked = true, waits
		}
	}
	after, err := loadUser(ctx, tx.Client, id, 0)
	out.Changed = err == nil && after.Version != before.Version || out.Waits
	return out, err
}

func (d *Directory) reviseRoles(ctx context.Context, tx *store.Tx, id ident.ID, r Revision) (ident.ID, error) {
	if r.Roles == nil && len(r.AddRoles)+len(r.RemoveRoles) == 0 {
		return ident.ID{}, nil
	}
	held, err := grantedRoles(ctx, tx.Client, id)
	if err != nil {
		return ident.ID{}, err
	}
	want := held
	if r.Roles != nil {
		want = *r.Roles
	}
	want = slices.DeleteFunc(slices.Concat(want, r.AddRoles), func(role ident.ID) bool { return slices.Contains(r.RemoveRoles, role) })
	if added, removed := difference(held, want); len(added)+len(removed) == 0 && !r.Insists {
		return ident.ID{}, nil
	}
	return d.askRoles(ctx, tx, id, 0, want)
}

func (d *Directory) reviseLimits(ctx context.Context, tx *store.Tx, id ident.ID, r Revision) (ident.ID, error) {
	if r.Limits == (LimitsUpdate{}) {
		return ident.ID{}, nil
	}
	if err := inCurrency(ctx, tx.Client, r.Limits.Currency); err != nil {
		return ident.ID{}, err
	}
	before, err := heldLimits(ctx, tx.Client, id)
	if err != nil {
		return ident.ID{}, err
	}
	if after, err := r.Limits.Over(before); err == nil && after == before && !r.Insists {
		return ident.ID{}, nil // a file says again what is there: nothing is set
	}
	return d.askLimits(ctx, tx, id, 0, r.Limits)
}

func (d *Directory) revisePreferences(ctx context.Context, tx *store.Tx, id ident.ID, r Revision) (ident.ID, error) {
	if r.Preferences == (PreferencesUpdate{}) {
		return ident.ID{}, nil
	}
	return ident.ID{}, d.setPreferences(ctx, tx, id, 0, r.Preferences)
}

func (d *Directory) reviseStatus(ctx context.Context, tx *store.Tx, id ident.ID, r Revision) (ident.ID, error) {
	if r.Active == nil {
		return ident.ID{}, nil
	}
	u, err := loadUser(ctx, tx.Client, id, 0)
	if err != nil || u.Active == *r.Active {
		return ident.ID{}, err
	}
	return ident.ID{}, d.statusOf(ctx, tx, u, 0, d.statusTo(*r.Active, r.Why))
}

func (d *Directory) statusTo(active bool, why string) statusStep {
	if active {
		return d.activating(why)
	}
	return d.deactivating(why)
}

// CreateRevised makes an account and says of it what a file says, in one step.
func (d *Directory) CreateRevised(ctx context.Context, p NewPerson, r Revision) (ident.ID, Revised, error) {
	p, err := p.normal()
	if err != nil {
		return ident.ID{}, Revised{}, err
	}
	key, err := d.Store.Secrets.NewPersonKey()
	if err != nil {
		return ident.ID{}, Revised{}, err
	}
	var id ident.ID
	var out Revised
	err = d.settleOrRehearse(ctx, r.DryRun, func(ctx context.Context, tx *store.Tx) error {
		var warned []fault.Code
		err := d.asOneEvent(ctx, tx, func(ctx context.Context) error {
			if id, warned, err = d.create(ctx, tx, p, key); err != nil {
				return err
			}
			out, err = d.reviseRow(ctx, tx, id, r)
			return err
		})
		if err != nil {
			return err
		}
		out.Warnings = append(warned, out.Warnings...)
		if r.Row != "" && slices.Contains(warned, fault.WarnRolesPending) {
			return markRow(ctx, tx, sha("row", r.Row), id)
		}
		return nil
	})
	if store.IsTaken(err) {
		err = emailTaken()
	}
	if r.DryRun {
		id = ident.ID{}
	}
	return id, out, err
}

// FindPerson finds a living person by user name or address, as files name them; the zero
// id: nobody. An address that several have names nobody.
func FindPerson(ctx context.Context, c *db.Client, name string) (ident.ID, error) {
	key := Fold(name)
	if key == "" {
		return ident.ID{}, nil
	}
	people, err := c.User.Query().Where(user.DeletedAtIsNil(), user.UserNameKey(key)).Limit(1).IDs(ctx)
	if err == nil && len(people) == 0 {
		people, err = c.User.Query().Where(user.DeletedAtIsNil(), user.EmailKey(key)).Limit(2).IDs(ctx)
	}
	if err != nil || len(people) != 1 {
		return ident.ID{}, err
	}
	return people[0], nil
}
