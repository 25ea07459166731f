package directory

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/pendingchange"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

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
