package directory

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/provisioningevent"
	"mandate/ent/db/provisioningtally"
	"mandate/ident"
	"mandate/store"
)

// Outcomes of a directory's request.
const (
	OutcomeRead      = string(provisioningevent.OutcomeREAD)
	OutcomeCreated   = string(provisioningevent.OutcomeCREATED)
	OutcomeChanged   = string(provisioningevent.OutcomeCHANGED)
	OutcomeUnchanged = string(provisioningevent.OutcomeUNCHANGED)
	OutcomeDeleted   = string(provisioningevent.OutcomeDELETED)
	OutcomePreviewed = string(provisioningevent.OutcomePREVIEWED) // would have been made
	OutcomeRefused   = string(provisioningevent.OutcomeREFUSED)   // 4xx
	OutcomeFailed    = string(provisioningevent.OutcomeFAILED)    // 5xx, 429, a paused directory
)

// ProvisioningEvent is one request as the log of its directory shows it. Names of
// attributes are in it, their values are not.
type ProvisioningEvent struct {
	ID, Directory    ident.ID
	At               time.Time
	Request          string // id of the request, as the directory was told it
	Method, Path     string // the values of filters are left out
	Dialect          string
	ResourceKind     string // User or Group
	Resource         ident.ID
	Subject          string // userName or displayName
	Outcome          string
	Status           int
	ScimType, Detail string
	Bent, Dropped    []string // by normalisation
	Changed          []string // attributes
	Took             time.Duration
	Replayable       bool
	ReplayOf         ident.ID
	Body             []byte // only to write: of a change that did not happen, without password
}

// LogProvisioning keeps what directories of the actor's tenant asked for.
func (d *Directory) LogProvisioning(ctx context.Context, events []ProvisioningEvent) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		rows := make([]*db.ProvisioningEventCreate, len(events))
		for i, e := range events {
			row, err := e.row(tx)
			if err != nil {
				return err
			}
			rows[i] = row
		}
		if err := tx.Insert(ctx, provisioningevent.Table, store.Rows(rows)); err != nil {
			return err
		}
		return tally(ctx, tx, events)
	})
}

func (e ProvisioningEvent) row(tx *store.Tx) (*db.ProvisioningEventCreate, error) {
	row := tx.Client.ProvisioningEvent.Create().SetID(e.ID).SetDirectoryID(e.Directory).SetAt(e.At).SetRequestID(e.Request).SetMethod(e.Method).
		SetPath(e.Path).SetDialect(e.Dialect).SetResourceKind(e.ResourceKind).SetSubject(e.Subject).SetSubjectKey(Fold(e.Subject)).
		SetOutcome(provisioningevent.Outcome(e.Outcome)).SetStatus(e.Status).SetScimType(e.ScimType).SetDetail(e.Detail).
		SetBent(none(e.Bent)).SetDropped(none(e.Dropped)).SetChanged(none(e.Changed)).SetMicroseconds(e.Took.Microseconds())
	if !e.Resource.IsZero() {
		row.SetResourceID(e.Resource)
	}
	if !e.ReplayOf.IsZero() {
		row.SetReplayOf(e.ReplayOf)
	}
	if e.Body == nil {
		return row, nil
	}
	sealed, err := tx.Secrets().Seal(bodyName(e.ID), e.Body)
	if err != nil {
		return nil, fmt.Errorf("seal body: %w", err)
	}
	return row.SetBodySealed(sealed), nil
}

// none is an empty list for nil, which the column does not take.
func none(texts []string) []string {
	if texts == nil {
		return []string{}
	}
	return texts
}

func bodyName(id ident.ID) string { return "provisioning_event:" + id.String() + ":body" }

// cause groups failures: by scimType, else by status.
func (e ProvisioningEvent) cause() string {
	switch {
	case e.Status < 400:
		return ""
	case e.ScimType != "":
		return e.ScimType
	}
	return fmt.Sprint(e.Status)
}

// tally counts the events by hour, so that the health of a directory needs no scan
// of its log.
func tally(ctx context.Context, tx *store.Tx, events []ProvisioningEvent) error {
	type slot struct {
		directory      ident.ID
		hour           time.Time
		outcome, cause string
	}
	counts := map[slot]int64{}
	for _, e := range events {
		counts[slot{e.Directory, e.At.UTC().Truncate(time.Hour), e.Outcome, e.cause()}]++
	}
	for s, n := range counts {
		err := tx.Client.ProvisioningTally.Create().SetID(tx.NewID()).SetDirectoryID(s.directory).SetHour(s.hour).SetOutcome(s.outcome).
			SetCause(s.cause).SetRequests(n).
			OnConflict(sql.ConflictColumns(provisioningtally.FieldDirectoryID, provisioningtally.FieldHour, provisioningtally.FieldOutcome, provisioningtally.FieldCause)).
			Update(func(up *db.ProvisioningTallyUpsert) { up.AddRequests(n) }).Exec(ctx)
		if err != nil {
			return fmt.Errorf("count provisioning events: %w", err)
		}
	}
	return nil
}
