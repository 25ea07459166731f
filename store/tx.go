package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ident"
)

// Tx is a transaction as an operation sees it.
type Tx struct {
	Client    *db.Client
	Now       time.Time // of this operation, UTC, whole microseconds
	Actor     actor.Actor
	Position  int64 // TX-1: of this Settle; 0 in a Write
	Rehearsal bool  // all of it is undone: see Rehearse

	store       *Store
	batch       *batch
	first       bool // nobody in the batch has left anything to write before
	written     bool // there was history, which WriteOn has written
	wrote       map[string]bool
	quiet       map[string]bool
	events      []Event
	notices     []Notice
	authority   []authorityVersion
	authorityAt places
	settings    []settingsVersion
	deals       []DealState
	dealAt      places
	deltas      [][]byte
	onCommit    []func()
	onRollback  []func()
}

type txKey struct{}

var errNoTx = errors.New("no transaction in the context")

func txOf(ctx context.Context) (*Tx, error) {
	tx, ok := ctx.Value(txKey{}).(*Tx)
	if !ok {
		return nil, errNoTx
	}
	return tx, nil
}

func (s *Store) newTx(c *db.Client, a actor.Actor) *Tx {
	return &Tx{Client: c, Now: s.Now(), Actor: a, store: s, batch: &batch{}, wrote: map[string]bool{}, quiet: map[string]bool{}}
}

// NewID makes an id; ids of one process rise.
func (tx *Tx) NewID() ident.ID { return tx.store.ids.next(tx.Now) }

// Kind is that of the store.
func (tx *Tx) Kind() string { return tx.store.Kind() }

// Secrets seals what must be readable again.
func (tx *Tx) Secrets() *Secrets { return tx.store.Secrets }

// OnCommit runs fn after the commit: the place for what a process keeps in memory.
func (tx *Tx) OnCommit(fn func()) { tx.onCommit = append(tx.onCommit, fn) }

// OnRollback runs fn when what this transaction did is undone.
func (tx *Tx) OnRollback(fn func()) { tx.onRollback = append(tx.onRollback, fn) }

// Delta appends a bench change, which other replicas read by position (Settle only).
func (tx *Tx) Delta(change []byte) { tx.deltas = append(tx.deltas, change) }

// silent names the kinds of rows whose writing needs no history event: traces of
// sign-ins and keys under way, counters, and what the floor itself keeps.
var silent = map[string]bool{
	db.TypeSignInRequest: true, db.TypeAssertionSeen: true, db.TypeThrottle: true, db.TypeIdempotencyKey: true,
	db.TypeHistoryEntry: true, db.TypeHistorySeal: true, db.TypeHistoryHead: true, db.TypeAuthorityVersion: true,
	db.TypeSettingsVersion: true, db.TypeDealVersion: true, db.TypeBenchDelta: true, db.TypeAssignmentState: true,
	db.TypeNotification: true, db.TypeLease: true, db.TypeProvisioningEvent: true, db.TypeProvisioningTally: true,
	db.TypeDirectoryConflict: true, db.TypeDeparture: true, db.TypeEventDelivery: true,
	db.TypeChallenge: true, db.TypeTestRun: true, db.TypeAuthorizationRequest: true, db.TypeAccessToken: true, db.TypeRefreshToken: true,
	db.TypeSigningKey: true, db.TypeMail: true, db.TypeWebhookDelivery: true, db.TypeJobFile: true, db.TypeJobRow: true, db.TypeSavedView: true,
}

// Silence says that this transaction only keeps a trace (last use of a token or a
// session) and changes nothing that history speaks of.
func (tx *Tx) Silence(types ...string) {
	for _, t := range types {
		tx.quiet[t] = true
	}
}

func (tx *Tx) check() error {
	if tx.hasHistory() {
		return nil
	}
	for kind := range tx.wrote {
		if !silent[kind] && !tx.quiet[kind] {
			return fmt.Errorf("%s written without a history event", kind)
		}
	}
	return nil
}

func (tx *Tx) hasHistory() bool { return tx.written || len(tx.events) > 0 }

func (tx *Tx) dirty() bool {
	return len(tx.wrote) > 0
}

func run(fns []func()) {
	for _, fn := range fns {
		fn()
	}
}
