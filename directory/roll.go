package directory

import (
	"crypto/sha256"
	"database/sql/driver"
	"fmt"
	"sync"
	"time"

	"mandate/ident"
	"mandate/store"
)

// A roll is a whole list of people: their ids, in its order. A page deep in a list is
// cut from it, where a statement would walk all who come before, and count all others.
// It is good while nothing has happened in the tenant (store.Horizon): each page is read
// by a statement that finds nobody once something has.
type roll struct {
	ids  []ident.ID
	seen store.Horizon
	long bool // longer than is kept; ids is empty
	made time.Time
	took time.Duration
	used uint64 // see rolls.turn
}

// restFactor is how many times as long as making a roll took it then rests at the least:
// while people change without pause, a tenth of the time goes into rolls, and the other
// pages are walked.
const restFactor = 9

// due reports whether a roll that no longer stands may be made again.
func (r *roll) due(now time.Time) bool { return !now.Before(r.made.Add(restFactor * r.took)) }

// page cuts out the ids of a page.
func (r *roll) page(offset, limit int) []ident.ID {
	from := min(offset, len(r.ids))
	return r.ids[from:min(from+limit, len(r.ids))]
}

// Bounds of what a process keeps, in ids of 16 bytes.
const (
	rollMost  = 1 << 20 // of one list
	rollsMost = 1 << 22 // of all
)

// makingMost bounds the rolls that are made at once, which nobody counts yet: they take
// memory, and connections for as long as the lists are.
const makingMost = 4

// rollKey names a list by the statement that reads it, with its tenant and directory.
type rollKey [sha256.Size]byte

// keyOfRoll takes the values that a database would be given; ok is false where one has no
// plain value, which could then be another later: such a list has no roll.
func keyOfRoll(text string, args []any) (key rollKey, ok bool) {
	values := make([]driver.Value, len(args))
	for i, arg := range args {
		v, err := driver.DefaultParameterConverter.ConvertValue(arg)
		if err != nil {
			return rollKey{}, false
		}
		values[i] = v
	}
	return sha256.Sum256(fmt.Appendf(nil, "%q%#v", text, values)), true
}

// rolls keeps those used last. Its zero value is empty and ready.
type rolls struct {
	mu     sync.Mutex
	kept   map[rollKey]*roll
	making map[rollKey]bool
	held   int // ids of all
	turn   uint64
}

// get gives the roll of a list, nil where none is kept. Nobody changes what it gives.
func (k *rolls) get(key rollKey) *roll {
	k.mu.Lock()
	defer k.mu.Unlock()
	r := k.kept[key]
	if r != nil {
		k.turn++
		r.used = k.turn
	}
	return r
}

// begin reports whether the caller is to make a roll in place of one that no longer
// stands; it then calls end. Others need not wait for it, and walk the list.
func (k *rolls) begin(key rollKey, old *roll, now time.Time) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.making) >= makingMost || k.making[key] || k.kept[key] != old || old != nil && !old.due(now) {
		return false
	}
	if k.making == nil {
		k.making = map[rollKey]bool{}
	}
	k.making[key] = true
	return true
}

// end keeps what was made; nil: it was not.
func (k *rolls) end(key rollKey, made *roll) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.making, key)
	if made == nil {
		return
	}
	if k.kept == nil {
		k.kept = map[rollKey]*roll{}
	}
	k.drop(key)
	k.turn++
	made.used = k.turn
	k.kept[key] = made
	k.held += made.size()
	for k.held > rollsMost {
		k.drop(k.oldest())
	}
}

func (k *rolls) drop(key rollKey) {
	if r := k.kept[key]; r != nil {
		k.held -= r.size()
		delete(k.kept, key)
	}
}

func (k *rolls) oldest() (key rollKey) {
	least := ^uint64(0)
	for at, r := range k.kept {
		if r.used < least {
			key, least = at, r.used
		}
	}
	return key
}

// size counts a roll as no less than what keeping it takes besides its ids.
func (r *roll) size() int { return len(r.ids) + 64 }
