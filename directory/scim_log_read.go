package directory

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/predicate"
	"mandate/ent/db/provisioningevent"
	"mandate/ent/db/provisioningtally"
	"mandate/ident"
	"mandate/store"
)

// ProvisioningQuery narrows the log; the zero value is everything, newest first.
type ProvisioningQuery struct {
	Directory, Resource ident.ID
	Outcomes            []string
	Text                string // in the subject, without case
	From, To            time.Time
	First               int      // at most 200; 0: 50
	Before              ident.ID // goes on from an event of the page before
}

// ProvisioningEvents reads the log of the actor's tenant.
func (d *Directory) ProvisioningEvents(ctx context.Context, q ProvisioningQuery) ([]ProvisioningEvent, error) {
	var out []ProvisioningEvent
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.ProvisioningEvent.Query().Where(q.where()...).Order(provisioningevent.ByID(sql.OrderDesc())).Limit(q.limit()).All(ctx)
		if err != nil {
			return fmt.Errorf("list provisioning events: %w", err)
		}
		for _, row := range rows {
			out = append(out, eventOf(row))
		}
		return nil
	})
	return out, err
}

func (q ProvisioningQuery) limit() int {
	if q.First <= 0 {
		return 50
	}
	return min(q.First, 200)
}

func (q ProvisioningQuery) where() []predicate.ProvisioningEvent {
	var list []predicate.ProvisioningEvent
	if !q.Directory.IsZero() {
		list = append(list, provisioningevent.DirectoryID(q.Directory))
	}
	if !q.Resource.IsZero() {
		list = append(list, provisioningevent.ResourceID(q.Resource))
	}
	if len(q.Outcomes) > 0 {
		outcomes := make([]provisioningevent.Outcome, len(q.Outcomes))
		for i, o := range q.Outcomes {
			outcomes[i] = provisioningevent.Outcome(o)
		}
		list = append(list, provisioningevent.OutcomeIn(outcomes...))
	}
	if q.Text != "" {
		list = append(list, provisioningevent.SubjectKeyContains(Fold(q.Text)))
	}
	if !q.From.IsZero() {
		list = append(list, provisioningevent.AtGTE(q.From))
	}
	if !q.To.IsZero() {
		list = append(list, provisioningevent.AtLT(q.To))
	}
	if !q.Before.IsZero() {
		list = append(list, provisioningevent.IDLT(q.Before))
	}
	return list
}

func eventOf(row *db.ProvisioningEvent) ProvisioningEvent {
	e := ProvisioningEvent{
		ID: row.ID, Directory: row.DirectoryID, At: row.At, Request: row.RequestID, Method: row.Method, Path: row.Path, Dialect: row.Dialect,
		ResourceKind: row.ResourceKind, Subject: row.Subject, Outcome: string(row.Outcome), Status: row.Status, ScimType: row.ScimType,
		Detail: row.Detail, Bent: row.Bent, Dropped: row.Dropped, Changed: row.Changed, Took: time.Duration(row.Microseconds) * time.Microsecond,
	}
	if row.ResourceID != nil {
		e.Resource = *row.ResourceID
	}
	if row.ReplayOf != nil {
		e.ReplayOf = *row.ReplayOf
	}
	e.Replayable = Replayable(row)
	return e
}

// Replayable reports that an event is a change that did not happen, and can be made
// once more. One that was refused because things had changed (If-Match, 412) is none: its
// sender asked that it be not made over what others did.
func Replayable(row *db.ProvisioningEvent) bool {
	if row.Status == http.StatusPreconditionFailed {
		return false
	}
	switch row.Outcome {
	case provisioningevent.OutcomeREFUSED, provisioningevent.OutcomeFAILED, provisioningevent.OutcomePREVIEWED:
		return row.BodySealed != nil || row.Method == "DELETE"
	}
	return false
}

// PruneProvisioning removes what the directories of the actor's tenant keep no longer.
func (d *Directory) PruneProvisioning(ctx context.Context) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		rows, err := tx.Client.Directory.Query().Select(directory.FieldID, directory.FieldLogDays).All(ctx)
		if err != nil {
			return fmt.Errorf("list directories: %w", err)
		}
		for _, row := range rows {
			if err := prune(ctx, tx, row.ID, tx.Now.AddDate(0, 0, -row.LogDays)); err != nil {
				return err
			}
		}
		return nil
	})
}

func prune(ctx context.Context, tx *store.Tx, id ident.ID, before time.Time) error {
	_, err := tx.Client.ProvisioningEvent.Delete().Where(provisioningevent.DirectoryID(id), provisioningevent.AtLT(before)).Exec(ctx)
	if err == nil {
		_, err = tx.Client.ProvisioningTally.Delete().Where(provisioningtally.DirectoryID(id), provisioningtally.HourLT(before)).Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("remove old provisioning events: %w", err)
	}
	return nil
}
