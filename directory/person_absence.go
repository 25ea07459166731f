package directory

import (
	"context"
	"fmt"

	"mandate/ent/db"
	"mandate/ent/db/absence"
	"mandate/ident"
	"mandate/store"
)

// endAbsence ends the out-of-office period that a deleted person had not ended.
func endAbsence(ctx context.Context, tx *store.Tx, h holding) error {
	if h.absence == nil {
		return nil
	}
	state := absence.StateENDED
	if h.absence.State == absence.StateSCHEDULED {
		state = absence.StateCANCELLED
	}
	err := tx.Client.Absence.Update().Where(absence.ID(h.absence.ID)).SetState(state).SetEndReason(absence.EndReasonDELETED).
		SetEndedAt(tx.Now).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("end absence: %w", err)
	}
	return nil
}

// loseDelegate takes a deleted delegate from the periods that have not ended, and
// gives the people whose periods they are, by id (LC-4). Those who are not away yet can
// still name somebody else: they and their managers are told (NO-2).
func loseDelegate(ctx context.Context, tx *store.Tx, delegate ident.ID) ([]ident.ID, error) {
	naming := tx.Client.Absence.Query().Where(absence.DelegateID(delegate)).WithUser().Order(absence.ByUserID())
	notEnded(naming)
	rows, err := naming.All(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	err = tx.Client.Absence.Update().Where(absence.DelegateID(delegate), absence.StateIn(absence.StateSCHEDULED, absence.StateACTIVE)).
		ClearDelegateID().AddVersion(1).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("clear delegate: %w", err)
	}
	left := make([]ident.ID, len(rows))
	for i, row := range rows {
		left[i] = row.UserID
		if row.State == absence.StateSCHEDULED {
			if err := tellDelegateLost(ctx, tx, row.Edges.User); err != nil {
				return nil, err
			}
		}
	}
	return left, KeepAuthorities(ctx, tx, left)
}

func tellDelegateLost(ctx context.Context, tx *store.Tx, u *db.User) error {
	for _, to := range []*ident.ID{&u.ID, u.ManagerID} {
		if to == nil {
			continue
		}
		if err := TellActive(ctx, tx, store.Notice{Type: "DELEGATE_LOST", Recipient: *to, Subject: u.ID}); err != nil {
			return err
		}
	}
	return nil
}
