package directory

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/predicate"
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
		if err := tx.Client.ProvisioningEvent.CreateBulk(rows...).Exec(ctx); err != nil {
			return fmt.Errorf("insert provisioning events: %w", err)
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
		rows, err := c.ProvisioningEvent.Query().Where(q.where()...).Order(provisioningevent.ByID(sql.OrderDesc())).Limit(min(max(q.First, 0), 200) + zeroIs(q.First, 50)).All(ctx)
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

func zeroIs(n, other int) int {
	if n == 0 {
		return other
	}
	return 0
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
	e.Replayable = e.undone() && (row.BodySealed != nil || row.Method == "DELETE")
	return e
}

// undone reports that the event is a change that did not happen.
func (e ProvisioningEvent) undone() bool {
	return e.Outcome == OutcomeRefused || e.Outcome == OutcomeFailed || e.Outcome == OutcomePreviewed
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

// asDirectory is the actor that a directory's own requests have.
func asDirectory(row *db.Directory, request string) actor.Actor {
	return actor.Actor{Kind: actor.Directory, Tenant: row.TenantID, ID: row.ID, Name: row.Name, Language: "en", Request: request}
}
