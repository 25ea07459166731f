package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/emailreservation"
	"mandate/ent/db/pendingchange"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// How long a temporary credential lives (PR-2), and the links of a reset and of a change
// of address.
const (
	temporaryTime = 72 * time.Hour
	resetTime     = 30 * time.Minute
	emailTime     = 24 * time.Hour
)

// Create makes an account of Mandate's own and sends WELCOME. Refused: EMAIL_TAKEN
// by somebody living, EMAIL_RESERVED for somebody deleted (LC-5), a phone that is
// no number, roles beyond RO-4 or without role.assign (FORBIDDEN). How many people there
// are is not bounded, but for break-glass accounts; one address is one login (RO-5).
func (d *Directory) Create(ctx context.Context, p NewPerson) (ident.ID, []fault.Code, error) {
	p, err := p.normal()
	if err != nil {
		return ident.ID{}, nil, err
	}
	key, err := d.Store.Secrets.NewPersonKey()
	if err != nil {
		return ident.ID{}, nil, fmt.Errorf("make person key: %w", err)
	}
	var id ident.ID
	var warnings []fault.Code
	err = d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		id, err = Once(ctx, tx, func() (ident.ID, error) {
			made, warned, err := d.create(ctx, tx, p, key)
			warnings = warned
			return made, err
		})
		return err
	})
	if store.IsTaken(err) {
		err = emailTaken()
	}
	return id, warnings, err
}

func (d *Directory) create(ctx context.Context, tx *store.Tx, p NewPerson, key []byte) (ident.ID, []fault.Code, error) {
	if err := freeAddress(ctx, tx, p.Email); err != nil {
		return ident.ID{}, nil, err
	}
	if err := p.roomForBreakGlass(ctx, tx.Client); err != nil {
		return ident.ID{}, nil, err
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return ident.ID{}, nil, fmt.Errorf("load roles: %w", err)
	}
	roles, _ := difference(nil, p.Roles)
	if err := grantable(tx.Actor, book, roles); err != nil {
		return ident.ID{}, nil, err
	}
	boss, err := loadManager(ctx, tx.Client, p.Manager)
	if err != nil {
		return ident.ID{}, nil, err
	}
	if p, err = p.withoutCredential(ctx, tx); err != nil {
		return ident.ID{}, nil, err
	}
	u, err := insertLocal(ctx, tx, p, key, boss)
	if err != nil {
		return ident.ID{}, nil, err
	}
	if err := suited(u, book, roles); err != nil {
		return ident.ID{}, nil, err
	}
	warnings := managerWarnings(boss)
	given, err := giveFirst(ctx, tx, u, book, roles)
	if err != nil {
		return ident.ID{}, nil, err
	}
	p.record(tx, u, book.names(given))
	if len(given) < len(roles) {
		warnings = append(warnings, fault.WarnRolesPending)
	}
	if err := start(ctx, tx, u, book, given); err != nil {
		return ident.ID{}, nil, err
	}
	return u.ID, warnings, d.afterCreate(ctx, tx, u)
}

// giveFirst gives somebody new their roles: at once, or with dual control once a second
// person has confirmed them. Their starting limits come with them: a holder of
// limits.manage has put them into the role.
func giveFirst(ctx context.Context, tx *store.Tx, u *db.User, book roleBook, roles []ident.ID) ([]ident.ID, error) {
	if len(roles) == 0 {
		return roles, nil
	}
	if err := permitted(tx.Actor, actor.RoleAssign, "roles"); err != nil {
		return nil, err
	}
	waits, err := dual(ctx, tx)
	if err != nil || !waits {
		return roles, errFirst(err, func() error { return grantRoles(ctx, tx, u.ID, roles) })
	}
	_, err = wait(ctx, tx, u, pendingchange.KindROLES, facts{"roles": []string{}}, facts{"roles": book.names(roles)})
	return nil, err
}

// freeAddress judges an address of PR-2 and LC-5. The unique indexes decide
// between two at once.
func freeAddress(ctx context.Context, tx *store.Tx, email string) error {
	key := Fold(email)
	taken, err := tx.Client.User.Query().Where(user.DeletedAtIsNil(), user.Or(user.UserNameKey(key), user.EmailKey(key))).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up address: %w", err)
	}
	if taken {
		return emailTaken()
	}
	reserved, err := tx.Client.EmailReservation.Query().Where(emailreservation.AddressHash(addressHash(tx.Actor.Tenant, key))).Exist(ctx)
	if err != nil {
		return fmt.Errorf("look up reservation: %w", err)
	}
	if reserved {
		return fault.New(fault.Conflict, fault.CodeEmailReserved,
			"This address belonged to somebody who was deleted. For people who may come back, deactivate instead of deleting.").On("email")
	}
	return nil
}

func emailTaken() *fault.Fault {
	return fault.New(fault.Conflict, fault.CodeEmailTaken, "Somebody has this address already.").On("email")
}

func insertLocal(ctx context.Context, tx *store.Tx, p NewPerson, key []byte, boss *db.User) (*db.User, error) {
	if p.ID.IsZero() {
		p.ID = tx.NewID()
	}
	row := tx.Client.User.Create().SetID(p.ID).SetSource(user.SourceLOCAL).SetPersonKey(key).SetActivatedAt(tx.Now).
		SetMfaRequired(p.MFARequired || p.breakGlass).SetBreakGlass(p.breakGlass)
	if p.Contact {
		row.SetKind(user.KindCONTACT)
	}
	if boss != nil {
		row.SetManagerID(boss.ID).SetManagerKey(NameKey(boss))
	}
	if p.PasswordHash != "" {
		row.SetPasswordHash(p.PasswordHash).SetPasswordTemporary(true).SetPasswordExpiresAt(tx.Now.Add(temporaryTime))
	}
	profileColumns(row.Mutation(), p.profile(), true)
	u, err := row.Save(ctx)
	if err != nil {
		return nil, fmt.Errorf("insert person: %w", err)
	}
	return u, nil
}

func (d *Directory) afterCreate(ctx context.Context, tx *store.Tx, u *db.User) error {
	now, err := Authorities(ctx, tx.Client, []ident.ID{u.ID})
	if err != nil {
		return err
	}
	if err := keep(tx, u.ID, now[u.ID], true); err != nil {
		return err
	}
	return d.follow(ctx, tx, Change{Kind: Created, User: u.ID, Source: sourceOf(tx.Actor)})
}

// managerWarnings are what VI-5 says of a manager who is named.
func managerWarnings(boss *db.User) []fault.Code {
	if boss != nil && !boss.Active {
		return []fault.Code{fault.WarnManagerInactive}
	}
	return nil
}
