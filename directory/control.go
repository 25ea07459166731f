package directory

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/pendingchange"
	"mandate/ent/db/rolegrant"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// AskRoles is SetRoles for a company with dual control: then nothing changes, and the
// change waits for a second holder of role.assign. waits is its id; zero: it was made at
// once. What is asked of somebody a second time takes the place of the first. Refused
// besides: without role.assign (FORBIDDEN).
func (d *Directory) AskRoles(ctx context.Context, id ident.ID, expected int64, roles []ident.ID) (waits ident.ID, err error) {
	return d.ask(ctx, id, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		return d.askRoles(ctx, tx, id, expected, roles)
	})
}

// AskLimits is SetLimits for a company with dual control, as AskRoles: the second person
// holds limits.manage, as the first does (FORBIDDEN).
func (d *Directory) AskLimits(ctx context.Context, id ident.ID, expected int64, change LimitsUpdate) (waits ident.ID, err error) {
	return d.ask(ctx, id, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		if err := inCurrency(ctx, tx.Client, change.Currency); err != nil {
			return ident.ID{}, err
		}
		return d.askLimits(ctx, tx, id, expected, change)
	})
}

// ask runs a change that may have to wait. A repeated call gives what waits now.
func (d *Directory) ask(ctx context.Context, id ident.ID, run func(context.Context, *store.Tx) (ident.ID, error)) (waits ident.ID, err error) {
	err = d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		waits = ident.ID{}
		return once(ctx, tx, id, func() error {
			var err error
			waits, err = run(ctx, tx)
			return err
		})
	})
	return waits, err
}

// dual reports whether changes of limits and roles by this actor wait for a second
// person. The command line is the operator's, and waits for nobody.
func dual(ctx context.Context, tx *store.Tx) (bool, error) {
	if tx.Actor.Kind == actor.System {
		return false, nil
	}
	s, err := companySettings(ctx, tx.Client)
	if err != nil {
		return false, err
	}
	return s.LimitsDualControl, nil
}

// together refuses, where changes wait for a second person, one that no PendingChange can
// hold: it would give many people roles or limits by one person alone. The operator
// switches dual control off for it.
func together(ctx context.Context, tx *store.Tx) error {
	waits, err := dual(ctx, tx)
	if err != nil || !waits {
		return err
	}
	return dualControl()
}

func (d *Directory) askRoles(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, roles []ident.ID) (ident.ID, error) {
	if err := permitted(tx.Actor, actor.RoleAssign, "roles"); err != nil {
		return ident.ID{}, err
	}
	waits, err := dual(ctx, tx)
	if err != nil || !waits {
		return ident.ID{}, errFirst(err, func() error { return d.setRoles(ctx, tx, id, expected, roles) })
	}
	u, err := loadUser(ctx, tx.Client, id, 0)
	if err != nil {
		return ident.ID{}, err
	}
	if tx.Actor.Self(id) {
		return ident.ID{}, selfGrant()
	}
	if err := expect(expected, u.Version); err != nil {
		return ident.ID{}, err
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return ident.ID{}, fmt.Errorf("load roles: %w", err)
	}
	held, err := grantedRoles(ctx, tx.Client, id)
	if err != nil {
		return ident.ID{}, err
	}
	added, removed := difference(held, roles)
	if err := grantable(tx.Actor, book, slices.Concat(added, removed)); err != nil || len(added)+len(removed) == 0 {
		return ident.ID{}, err
	}
	return wait(ctx, tx, u, pendingchange.KindROLES, facts{"roles": book.names(held)}, facts{"roles": book.names(roles)})
}

func (d *Directory) askLimits(ctx context.Context, tx *store.Tx, id ident.ID, expected int64, change LimitsUpdate) (ident.ID, error) {
	if err := permitted(tx.Actor, actor.LimitsManage, "limits"); err != nil {
		return ident.ID{}, err
	}
	waits, err := dual(ctx, tx)
	if err != nil || !waits {
		return ident.ID{}, errFirst(err, func() error { return d.setLimits(ctx, tx, id, expected, change) })
	}
	u, err := loadStaff(ctx, tx.Client, id, 0)
	if err != nil {
		return ident.ID{}, err
	}
	if tx.Actor.Self(id) {
		return ident.ID{}, selfGrant()
	}
	if err := expect(expected, u.Version); err != nil {
		return ident.ID{}, err
	}
	before, err := heldLimits(ctx, tx.Client, id)
	if err != nil {
		return ident.ID{}, err
	}
	after, err := change.Over(before)
	if err != nil {
		return ident.ID{}, err
	}
	was, will := facts{}, facts{}
	for _, c := range limitChanges(before, after) {
		was[c.Field], will[c.Field] = c.Before, c.After
	}
	if len(will) == 0 {
		return ident.ID{}, nil
	}
	return wait(ctx, tx, u, pendingchange.KindLIMITS, was, will)
}

func heldLimits(ctx context.Context, c *db.Client, id ident.ID) (assign.Limits, error) {
	row, err := c.LendingLimits.Query().Where(lendinglimits.UserID(id)).Only(ctx)
	if err != nil && !db.IsNotFound(err) {
		return assign.Limits{}, fmt.Errorf("load limits: %w", err)
	}
	return LimitsOf(row)
}

func errFirst(err error, run func() error) error {
	if err != nil {
		return err
	}
	return run()
}

func grantedRoles(ctx context.Context, c *db.Client, id ident.ID) ([]ident.ID, error) {
	rows, err := c.RoleGrant.Query().Where(rolegrant.UserID(id)).Order(rolegrant.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load grants: %w", err)
	}
	held := make([]ident.ID, len(rows))
	for i, g := range rows {
		held[i] = g.RoleID
	}
	return held, nil
}

// facts are fields with their values, as a change that waits keeps them.
type facts map[string]any

func (f facts) changes(after facts) []store.Change {
	var list []store.Change
	for _, field := range slices.Sorted(maps.Keys(after)) {
		list = append(list, store.Change{Field: field, Before: f[field], After: after[field]})
	}
	return list
}

// wait keeps a change for a second person, and tells those who may confirm it.
func wait(ctx context.Context, tx *store.Tx, u *db.User, kind pendingchange.Kind, before, after facts) (ident.ID, error) {
	if err := supersede(ctx, tx, u.ID, kind); err != nil {
		return ident.ID{}, err
	}
	was, err := json.Marshal(before.through(tx.Actor))
	if err != nil {
		return ident.ID{}, fmt.Errorf("write change: %w", err)
	}
	will, err := json.Marshal(after)
	if err != nil {
		return ident.ID{}, fmt.Errorf("write change: %w", err)
	}
	id := tx.NewID()
	err = tx.Client.PendingChange.Create().SetID(id).SetKind(kind).SetUserID(u.ID).SetRequestedBy(requester(tx.Actor)).
		SetBefore(was).SetChange(will).SetExpectedVersion(u.Version).Exec(ctx)
	if err != nil {
		return id, fmt.Errorf("insert change: %w", err)
	}
	tx.Record(store.Event{Action: "CHANGE_REQUESTED", TargetKind: ident.User, Target: u.ID, Source: sourceOf(tx.Actor), Reason: string(kind),
		Changes: before.changes(after)})
	return id, tellDeciders(ctx, tx, id, u.ID, kind)
}

// requester is who asks: the person, else who answers for the key, else the key.
func requester(a actor.Actor) ident.ID {
	if p := makerOf(a); !p.IsZero() {
		return p
	}
	return a.ID
}

// answering is the fact that keeps who answers for a key that asked for somebody: they
// have asked as well. No limit is called so, and it is no list of roles.
const answering = "answering"

func (f facts) through(a actor.Actor) facts {
	if a.OnBehalfOf.IsZero() || a.Responsible.IsZero() {
		return f
	}
	kept := maps.Clone(f)
	kept[answering] = a.Responsible
	return kept
}

// Asked reports whether the actor is among those who asked for a change.
func Asked(a actor.Actor, row *db.PendingChange) (bool, error) {
	var through struct {
		Answering ident.ID `json:"answering"`
	}
	if err := json.Unmarshal(row.Before, &through); err != nil {
		return false, fmt.Errorf("read change: %w", err)
	}
	return a.Self(row.RequestedBy) || a.Self(through.Answering), nil
}

func supersede(ctx context.Context, tx *store.Tx, person ident.ID, kind pendingchange.Kind) error {
	n, err := tx.Client.PendingChange.Update().Where(pendingchange.UserID(person), pendingchange.KindEQ(kind),
		pendingchange.StateEQ(pendingchange.StatePENDING)).SetState(pendingchange.StateVOID).SetDecidedAt(tx.Now).AddVersion(1).Save(ctx)
	if err != nil {
		return fmt.Errorf("void change: %w", err)
	}
	if n > 0 {
		tx.Record(store.Event{Action: "CHANGE_VOIDED", TargetKind: ident.User, Target: person, System: true, Reason: string(kind)})
	}
	return nil
}

// voidNaming ends the changes that wait and name a role that is gone or called otherwise
// from now on: nobody confirms another role by its name.
func voidNaming(ctx context.Context, tx *store.Tx, role string) error {
	rows, err := tx.Client.PendingChange.Query().Where(pendingchange.KindEQ(pendingchange.KindROLES), pendingchange.StateEQ(pendingchange.StatePENDING)).
		Order(pendingchange.ByID()).All(ctx)
	if err != nil {
		return fmt.Errorf("list changes that wait: %w", err)
	}
	for _, row := range rows {
		var was, will struct{ Roles []string }
		if err := errors.Join(json.Unmarshal(row.Before, &was), json.Unmarshal(row.Change, &will)); err != nil {
			return fmt.Errorf("read change: %w", err)
		}
		if !slices.Contains(was.Roles, role) && !slices.Contains(will.Roles, role) {
			continue
		}
		if err := supersede(ctx, tx, row.UserID, row.Kind); err != nil {
			return err
		}
	}
	return nil
}

// mostDeciders bounds how many people are told of one change.
const mostDeciders = 50

func tellDeciders(ctx context.Context, tx *store.Tx, id, about ident.ID, kind pendingchange.Kind) error {
	people, err := holdersOf(ctx, tx.Client, decides(kind), mostDeciders)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p != about && !tx.Actor.Self(p) {
			tx.Notify(store.Notice{Type: "CHANGE_REQUESTED", Recipient: p, Subject: id, Facts: map[string]string{"change": string(kind)}})
		}
	}
	return nil
}

func decides(kind pendingchange.Kind) actor.Permission {
	if kind == pendingchange.KindLIMITS {
		return actor.LimitsManage
	}
	return actor.RoleAssign
}

func changeEnded() *fault.Fault {
	return fault.New(fault.Conflict, fault.CodeChangeNotPending, "This change no longer waits for a decision.").On("changeId")
}
