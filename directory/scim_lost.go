package directory

import (
	"context"
	"fmt"
	"net/http"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/predicate"
	"mandate/ent/db/provisioningevent"
	"mandate/ident"
)

// lostAtOnce is how many events LostProvisioning gives.
const lostAtOnce = 200

// LostProvisioning lists what Replayable lets through and no replay has made up for, in the
// order in which it was asked for, from behind an event on. A replay that was refused is not
// listed beside what it was of.
func (d *Directory) LostProvisioning(ctx context.Context, after ident.ID) (list []ProvisioningEvent, more bool, err error) {
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.ProvisioningEvent.Query().Where(provisioningevent.IDGT(after), provisioningevent.ReplayOfIsNil(), lostChange(), notMadeUp).
			Order(provisioningevent.ByID()).Limit(lostAtOnce).All(ctx)
		if err != nil {
			return fmt.Errorf("list lost changes: %w", err)
		}
		for _, row := range rows {
			list = append(list, eventOf(row))
		}
		return nil
	})
	return list, len(list) == lostAtOnce, err
}

// lostChange is Replayable as a condition.
func lostChange() predicate.ProvisioningEvent {
	return provisioningevent.And(
		provisioningevent.OutcomeIn(provisioningevent.OutcomeREFUSED, provisioningevent.OutcomeFAILED, provisioningevent.OutcomePREVIEWED),
		provisioningevent.StatusNEQ(http.StatusPreconditionFailed),
		provisioningevent.Or(provisioningevent.BodySealedNotNil(), provisioningevent.Method("DELETE")))
}

// notMadeUp leaves out what was made once more since.
func notMadeUp(s *sql.Selector) {
	again := sql.Table(provisioningevent.Table)
	s.Where(sql.NotIn(s.C(provisioningevent.FieldID), sql.Select(again.C(provisioningevent.FieldReplayOf)).From(again).Where(sql.And(
		sql.NotNull(again.C(provisioningevent.FieldReplayOf)),
		sql.In(again.C(provisioningevent.FieldOutcome), OutcomeCreated, OutcomeChanged, OutcomeUnchanged, OutcomeDeleted)))))
}
