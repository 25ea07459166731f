package directory

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/eventdelivery"
	"mandate/ent/db/eventstream"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
)

// Stream is who is told, with what is needed to tell them.
type Stream struct {
	ID, Directory           ident.ID
	Push                    bool
	Endpoint, Authorization string
	Audience                string
	Key                     []byte // PKCS #8
	PublicKey               []byte // PKIX
}

// EventStreams lists the streams of the actor's tenant that are switched on.
func (d *Directory) EventStreams(ctx context.Context) ([]Stream, error) {
	var out []Stream
	err := d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.EventStream.Query().Where(eventstream.StateEQ(eventstream.StateENABLED)).Order(eventstream.ByID()).All(ctx)
		if err != nil {
			return fmt.Errorf("list streams: %w", err)
		}
		for _, row := range rows {
			s := Stream{ID: row.ID, Directory: row.DirectoryID, Push: row.Method == eventstream.MethodPUSH, Endpoint: row.Endpoint, Audience: row.Audience, PublicKey: row.PublicKey}
			if s.Key, err = d.Store.Secrets.Open(streamKeyName(row.ID), row.KeySealed); err != nil {
				return fmt.Errorf("open signing key: %w", err)
			}
			if row.AuthorizationSealed != nil {
				header, err := d.Store.Secrets.Open(streamHeaderName(row.ID), row.AuthorizationSealed)
				if err != nil {
					return fmt.Errorf("open authorization: %w", err)
				}
				s.Authorization = string(header)
			}
			out = append(out, s)
		}
		return nil
	})
	return out, err
}

// Deliveries gives the next events of a stream, in order, and says whether there are
// more.
func (d *Directory) Deliveries(ctx context.Context, stream ident.ID, most int) (list []Delivery, more bool, err error) {
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.EventDelivery.Query().Where(eventdelivery.StreamID(stream), eventdelivery.StateEQ(eventdelivery.StateQUEUED)).
			Order(eventdelivery.BySeq()).Limit(most + 1).All(ctx)
		if err != nil {
			return fmt.Errorf("list deliveries: %w", err)
		}
		more = len(rows) > most
		list, err = d.readDeliveries(ctx, c, rows[:min(len(rows), most)])
		return err
	})
	return list, more, err
}

// DeadEvents lists the events of a stream that were given up.
func (d *Directory) DeadEvents(ctx context.Context, stream ident.ID) (list []Delivery, err error) {
	err = d.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		rows, err := c.EventDelivery.Query().Where(eventdelivery.StreamID(stream), eventdelivery.StateEQ(eventdelivery.StateDEAD)).Order(eventdelivery.BySeq()).All(ctx)
		if err != nil {
			return fmt.Errorf("list dead events: %w", err)
		}
		list, err = d.readDeliveries(ctx, c, rows)
		return err
	})
	return list, err
}

func (d *Directory) readDeliveries(ctx context.Context, c *db.Client, rows []*db.EventDelivery) ([]Delivery, error) {
	ids := make([]ident.ID, len(rows))
	for i, row := range rows {
		ids[i] = row.EntryID
	}
	entries, err := c.HistoryEntry.Query().Where(historyentry.IDIn(ids...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load entries: %w", err)
	}
	byID := map[ident.ID]*db.HistoryEntry{}
	var targets []ident.ID
	for _, e := range entries {
		byID[e.ID] = e
		targets = append(targets, e.TargetID)
	}
	keys, err := personKeys(ctx, c, targets)
	if err != nil {
		return nil, err
	}
	var list []Delivery
	for _, row := range rows {
		e := byID[row.EntryID]
		if e == nil {
			continue
		}
		changes, err := d.Store.Changes(e.Changes, keys[e.TargetID])
		if err != nil {
			return nil, fmt.Errorf("read changes: %w", err)
		}
		list = append(list, Delivery{ID: row.ID, Seq: row.Seq, Attempts: row.Attempts, Next: row.NextAttemptAt, Error: row.Error, Action: e.Action, Kind: ident.Prefix(e.TargetKind),
			Target: e.TargetID, At: e.At, Request: e.RequestID, Fields: slices.Sorted(maps.Keys(changes))})
	}
	return list, nil
}

func personKeys(ctx context.Context, c *db.Client, ids []ident.ID) (map[ident.ID][]byte, error) {
	people, err := c.User.Query().Where(user.IDIn(ids...)).Select(user.FieldID, user.FieldPersonKey).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load keys: %w", err)
	}
	keys := make(map[ident.ID][]byte, len(people))
	for _, u := range people {
		keys[u.ID] = u.PersonKey
	}
	return keys, nil
}

// AckEvents forgets events that a receiver has; unknown ones are no error.
func (d *Directory) AckEvents(ctx context.Context, stream ident.ID, ids []ident.ID) error {
	if len(ids) == 0 {
		return nil
	}
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Client.EventDelivery.Delete().Where(eventdelivery.StreamID(stream), eventdelivery.IDIn(ids...)).Exec(ctx)
		return err
	})
}

// FailEvent remembers that a receiver did not take an event, and when it is offered
// again; a zero instant gives it up.
func (d *Directory) FailEvent(ctx context.Context, stream, id ident.ID, why string, again time.Time) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		up := tx.Client.EventDelivery.Update().Where(eventdelivery.StreamID(stream), eventdelivery.ID(id)).AddAttempts(1).SetError(why)
		if again.IsZero() {
			up.SetState(eventdelivery.StateDEAD)
		} else {
			up.SetNextAttemptAt(again)
		}
		return up.Exec(ctx)
	})
}

// RequeueEvent offers an event that was given up again.
func (d *Directory) RequeueEvent(ctx context.Context, id ident.ID) error {
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		return once(ctx, tx, id, func() error {
			n, err := tx.Client.EventDelivery.Update().Where(eventdelivery.ID(id), eventdelivery.StateEQ(eventdelivery.StateDEAD)).
				SetState(eventdelivery.StateQUEUED).SetAttempts(0).SetNextAttemptAt(tx.Now).Save(ctx)
			if err != nil {
				return fmt.Errorf("requeue event: %w", err)
			}
			if n == 0 {
				return unknown("event")
			}
			return nil
		})
	})
}
