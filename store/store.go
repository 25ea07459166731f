package store

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"sync"
	"time"

	"mandate/ent/db"
	"mandate/ident"
)

// Options say how the floor is opened. Now and Random are values so that tests
// and scenarios can choose them; nil is the machine's own.
type Options struct {
	Address string // sqlite:PATH or postgres://…
	Secret  []byte // 32 bytes: seals secrets, signs the head of history
	Now     func() time.Time
	Random  io.Reader
	Log     *slog.Logger
}

// Store is the floor of one process. Its methods are safe for concurrent use.
type Store struct {
	Secrets    *Secrets
	Log        *slog.Logger
	Boundaries Boundaries // what is due by the clock before a Settle is judged; nil: nothing ever

	pools   pools
	address string
	client  *db.Client
	glances *db.Client // see Glance
	now     func() time.Time
	ids     idMaker
	settler drain
	gather  drain
	inTurn  drain
	dirty   dirtyTenants
	heads   heads
}

// Open connects to the database. It does not migrate: MigrateUp does.
func Open(ctx context.Context, o Options) (*Store, error) {
	o = o.withDefaults()
	secrets, err := NewSecrets(o.Secret)
	if err != nil {
		return nil, err
	}
	p, err := openPools(ctx, o.Address)
	if err != nil {
		return nil, err
	}
	s := &Store{Secrets: secrets, Log: o.Log, pools: p, address: o.Address, now: o.Now}
	s.ids.random = o.Random
	s.dirty.wake = make(chan struct{}, 1)
	s.client, s.glances = newClient(starter{&s.pools}), newClient(glancer{starter{&s.pools}})
	s.settler.lanes, s.settler.once = 1, s.settleOnce // the tenant's lock is one
	s.gather.lanes, s.gather.once = gatherLanes, s.gatherOnce
	s.inTurn.lanes, s.inTurn.once = 1, s.gatherOnce
	return s, nil
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return o
}

// Close closes the connections; running transactions end first.
func (s *Store) Close() error { return s.pools.Close() }

// Kind is "postgres" or "sqlite".
func (s *Store) Kind() string { return s.pools.Kind }

// Now is the clock's instant, in UTC and whole microseconds, as both databases keep it.
func (s *Store) Now() time.Time { return s.now().UTC().Truncate(time.Microsecond) }

// NewID makes an id greater than every one made before by this process.
func (s *Store) NewID() ident.ID { return s.ids.next(s.Now()) }

// Ping asks the database for a sign of life.
func (s *Store) Ping(ctx context.Context) error {
	return s.explain(s.pools.Read.PingContext(ctx))
}

// idMaker gives ids that rise, so that rows of one transaction keep their order.
type idMaker struct {
	mu     sync.Mutex
	last   ident.ID
	random io.Reader
}

func (m *idMaker) next(now time.Time) ident.ID {
	m.mu.Lock()
	defer m.mu.Unlock()
	made := ident.New(now, m.random)
	if string(made[:]) <= string(m.last[:]) {
		made = m.last.Next()
	}
	m.last = made
	return made
}
