package desk

import (
	"context"
	"fmt"
	"maps"
	"sync"
	"time"

	"entgo.io/ent/dialect"

	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ident"
	"mandate/store"
)

// lateOwners puts off, to the end of an import, what it changes in the rows of owners: who
// gets many of its deals is written once, and no part of it waits for names. Until then
// deals are listed by names that may be outdated. The change at the end locks the owners'
// rows and tells their names: deals under another one get theirs, and who changes a name
// later waits for the import, and finds its deals. It is for an import that writes on: no
// deal that was there before is on a tray with its own, and one import of a commit at most
// goes by the names of those before.
type lateOwners struct {
	mu   sync.Mutex
	keys map[ident.ID]string    // of names, from imports before too
	used map[ident.ID]string    // those that are on deals of this one
	last map[ident.ID]time.Time // as in tray
}

// putOff begins an import. Names outlive it on PostgreSQL alone, where its end finds out
// what has become of them.
func (i *importing) putOff() {
	if !i.tx.WritesOn() {
		return
	}
	if i.ownerKeys == nil || i.tx.Kind() != dialect.Postgres {
		i.ownerKeys = map[ident.ID]string{}
	}
	i.late = &lateOwners{keys: i.ownerKeys, used: map[ident.ID]string{}, last: map[ident.ID]time.Time{}}
}

// makeUp lays what was put off on the tray.
func (i *importing) makeUp() {
	if i.late == nil {
		return
	}
	t := trayOf(i.tx)
	t.late, t.lateEnds = i.late, true
}

// take gives the names for the deals of a tray, and takes over when owners got them.
func (l *lateOwners) take(ctx context.Context, c *db.Client, t *tray) (map[ident.ID]string, error) {
	names := l.known(t)
	if err := readNames(ctx, c.User.Query(), t.unnamed(names), names); err != nil {
		return nil, fmt.Errorf("read names of owners: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	maps.Copy(l.keys, names)
	maps.Copy(l.used, names)
	maps.Copy(l.last, t.last)
	return names, nil
}

// known gives the names that need not be read. The function that decides and what is
// written beside it may both be here.
func (l *lateOwners) known(t *tray) map[ident.ID]string {
	l.mu.Lock()
	defer l.mu.Unlock()
	names := map[ident.ID]string{}
	for id := range t.unnamed(nil) {
		if key, known := l.keys[id]; known {
			names[id] = key
		}
	}
	return names
}

// write writes what was put off. SQLite has one writer: no name has changed there.
func (l *lateOwners) write(ctx context.Context, tx *store.Tx) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	end := tray{tenant: tx.Actor.Tenant, last: l.last}
	names, err := end.writeLast(ctx, tx)
	if err != nil {
		return fmt.Errorf("write last assignment: %w", err)
	}
	if tx.Kind() != dialect.Postgres {
		return nil
	}
	if err := readNames(ctx, hold(tx.Client), without(l.used, names), names); err != nil {
		return fmt.Errorf("read names of owners: %w", err)
	}
	return l.correct(ctx, tx.Client, names)
}

// correct lists deals by the names that their owners have by now.
func (l *lateOwners) correct(ctx context.Context, c *db.Client, names map[ident.ID]string) error {
	for id, key := range names {
		if l.keys[id] = key; l.used[id] == key {
			continue
		}
		if err := c.Deal.Update().Where(deal.OwnerID(id), deal.OwnerKeyNEQ(key)).SetOwnerKey(key).Exec(ctx); err != nil {
			return fmt.Errorf("write names of owners: %w", err)
		}
	}
	return nil
}

// without lists who has no name yet.
func without(all, named map[ident.ID]string) map[ident.ID]bool {
	left := map[ident.ID]bool{}
	for id := range all {
		if _, is := named[id]; !is {
			left[id] = true
		}
	}
	return left
}
