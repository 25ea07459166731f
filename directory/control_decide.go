package directory

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/group"
	"mandate/ent/db/groupmember"
	"mandate/ent/db/grouprole"
	"mandate/ent/db/pendingchange"
	"mandate/ent/db/rolegrant"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// ConfirmChange puts a change that waits into force. Refused: one's own (SELF_CONFIRM),
// one about oneself (SELF_GRANT), without the permission or by a program (FORBIDDEN,
// RO-4), one that no longer waits (CHANGE_NOT_PENDING). One whose figures or roles were
// changed meanwhile is void from then on.
func (d *Directory) ConfirmChange(ctx context.Context, id ident.ID, expected int64) error {
	void := false
	err := d.settle(ctx, func(ctx context.Context, tx *store.Tx) error {
		void = false
		return once(ctx, tx, id, func() error {
			row, err := decidable(ctx, tx, id, expected)
			if err != nil {
				return err
			}
			if err := mayConfirm(tx.Actor, row); err != nil {
				return err
			}
			same, err := d.confirm(ctx, tx, row)
			if err != nil || same {
				return err
			}
			void = true
			return supersede(ctx, tx, row.UserID, row.Kind)
		})
	})
	if err == nil && void {
		return changeEnded()
	}
	return err
}

// RejectChange ends a change that waits. Who asked for it takes it back so.
// A program decides nothing (FORBIDDEN).
func (d *Directory) RejectChange(ctx context.Context, id ident.ID, expected int64, why string) error {
	return d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			row, err := decidable(ctx, tx, id, expected)
			if err != nil {
				return err
			}
			asked, err := Asked(tx.Actor, row)
			if err != nil {
				return err
			}
			if !tx.Actor.InPerson() || !tx.Actor.Can(decides(row.Kind)) && !asked {
				return mayNotDecide()
			}
			return decided(ctx, tx, row, pendingchange.StateREJECTED, why)
		})
	})
}

func decidable(ctx context.Context, tx *store.Tx, id ident.ID, expected int64) (*db.PendingChange, error) {
	row, err := tx.Client.PendingChange.Query().Where(pendingchange.ID(id)).Only(ctx)
	if db.IsNotFound(err) {
		return nil, unknown("change").On("changeId")
	}
	if err != nil {
		return nil, fmt.Errorf("load change: %w", err)
	}
	if row.State != pendingchange.StatePENDING {
		return nil, changeEnded()
	}
	return row, expect(expected, row.Version)
}

func mayNotDecide() *fault.Fault {
	return fault.New(fault.Denied, fault.CodeForbidden, "Your roles do not let you decide this; it takes a person, who does it themselves.")
}

func mayConfirm(a actor.Actor, row *db.PendingChange) error {
	asked, err := Asked(a, row)
	switch {
	case err != nil:
		return err
	case !a.InPerson() || !a.Can(decides(row.Kind)):
		return mayNotDecide()
	case asked:
		return fault.New(fault.Denied, fault.CodeSelfConfirm, "Somebody else has to confirm what you asked for.")
	case a.Self(row.UserID):
		return selfGrant()
	}
	return nil
}

// confirm makes the change if what it changes is as it was when it was asked for.
func (d *Directory) confirm(ctx context.Context, tx *store.Tx, row *db.PendingChange) (same bool, err error) {
	if row.Kind == pendingchange.KindLIMITS {
		same, err = d.confirmLimits(ctx, tx, row)
	} else {
		same, err = d.confirmRoles(ctx, tx, row)
	}
	if fault.Is(err, fault.CodeUnknownUser) {
		return false, nil // was deleted meanwhile
	}
	if err != nil || !same {
		return same, err
	}
	return true, decided(ctx, tx, row, pendingchange.StateCONFIRMED, "")
}

func (d *Directory) confirmLimits(ctx context.Context, tx *store.Tx, row *db.PendingChange) (bool, error) {
	now, err := heldLimits(ctx, tx.Client, row.UserID)
	if err != nil {
		return false, err
	}
	was, will := now, now
	if err := overlay(row, &was, &will); err != nil || was != now {
		return false, err
	}
	return true, d.setLimits(ctx, tx, row.UserID, 0, LimitsUpdate{MaxCapacity: &will.MaxCapacity, MaxDiscretionBps: &will.MaxDiscretionBps,
		LoanAmount: &will.LoanAmount, MortgageSecured: &will.MortgageSecured, NonMortgageSecured: &will.NonMortgageSecured,
		BridgeSecured: &will.BridgeSecured, TotalConnection: &will.TotalConnection})
}

// overlay puts what a change says over present limits: what it was, and what it is to be.
func overlay(row *db.PendingChange, was, will *assign.Limits) error {
	if err := json.Unmarshal(row.Before, was); err != nil {
		return fmt.Errorf("read change: %w", err)
	}
	if err := json.Unmarshal(row.Change, will); err != nil {
		return fmt.Errorf("read change: %w", err)
	}
	return nil
}

func (d *Directory) confirmRoles(ctx context.Context, tx *store.Tx, row *db.PendingChange) (bool, error) {
	var was, will struct{ Roles []string }
	if err := json.Unmarshal(row.Before, &was); err != nil {
		return false, fmt.Errorf("read change: %w", err)
	}
	if err := json.Unmarshal(row.Change, &will); err != nil {
		return false, fmt.Errorf("read change: %w", err)
	}
	book, err := loadRoles(ctx, tx.Client)
	if err != nil {
		return false, fmt.Errorf("load roles: %w", err)
	}
	held, err := grantedRoles(ctx, tx.Client, row.UserID)
	if err != nil {
		return false, err
	}
	roles, known := book.named(will.Roles)
	if !known || !reflect.DeepEqual(notNil(book.names(held)), notNil(was.Roles)) {
		return false, nil
	}
	return true, d.setRoles(ctx, tx, row.UserID, 0, roles)
}

// named finds roles by name; false: one of them is gone.
func (b roleBook) named(names []string) (ids []ident.ID, known bool) {
	for id, r := range b.byID {
		if slices.Contains(names, r.Name) {
			ids = append(ids, id)
		}
	}
	return ids, len(ids) == len(names)
}

// decisions are what history and the notice call them.
var decisions = map[pendingchange.State]string{
	pendingchange.StateCONFIRMED: "CHANGE_CONFIRMED",
	pendingchange.StateREJECTED:  "CHANGE_REJECTED",
}

func decided(ctx context.Context, tx *store.Tx, row *db.PendingChange, to pendingchange.State, why string) error {
	n, err := tx.Client.PendingChange.Update().Where(pendingchange.ID(row.ID), pendingchange.Version(row.Version)).AddVersion(1).
		SetState(to).SetDecidedBy(requester(tx.Actor)).SetDecidedAt(tx.Now).SetComment(why).Save(ctx)
	if err != nil {
		return fmt.Errorf("decide change: %w", err)
	}
	if n == 0 {
		return errMoved
	}
	tx.Record(store.Event{Action: decisions[to], TargetKind: ident.User, Target: row.UserID, User: row.RequestedBy, Reason: string(row.Kind), Comment: why})
	if row.RequestedBy == requester(tx.Actor) {
		return nil
	}
	return TellActive(ctx, tx, store.Notice{Type: decisions[to], Recipient: row.RequestedBy, Subject: row.ID, Facts: map[string]string{"change": string(row.Kind)}})
}

// holdersOf lists active people who hold a permission, by id.
func holdersOf(ctx context.Context, c *db.Client, p actor.Permission, most int) ([]ident.ID, error) {
	book, err := loadRoles(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("load roles: %w", err)
	}
	var roles []ident.ID
	for id, r := range book.byID {
		if permissionSet(r.Permissions).Has(p) {
			roles = append(roles, id)
		}
	}
	byGroup := groupmember.HasGroupWith(group.HasRolesWith(grouprole.RoleIDIn(roles...)))
	people, err := c.User.Query().Where(user.DeletedAtIsNil(), user.Active(true), user.KindEQ(user.KindSTAFF),
		user.Or(user.HasGrantsWith(rolegrant.RoleIDIn(roles...)), user.HasMembershipsWith(byGroup))).Order(user.ByID()).Limit(most).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list holders of %s: %w", p, err)
	}
	return people, nil
}
