package directory

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/pendingchange"
	"mandate/ident"
	"mandate/store"
)

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

func errFirst(err error, run func() error) error {
	if err != nil {
		return err
	}
	return run()
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
