package store

import (
	"bytes"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"

	"modernc.org/sqlite"
)

// peopleAmong compares the rows of people_words where SQLite has them. Each row that is handed out to
// database/sql is copied first: 12 MB a search among 100,000 people, which the collector of memory
// takes as long to clear away as the words take to compare.
const peopleAmong = "mandate_people_among"

// registerPeopleAmong makes the function known to connections that are opened from then on.
var registerPeopleAmong = sync.OnceValue(func() error {
	return sqlite.RegisterFunction(peopleAmong, &sqlite.FunctionImpl{NArgs: 3, VolatileArgs: true,
		MakeAggregate: func(sqlite.FunctionContext) (sqlite.AggregateFunction, error) { return &amongRows{}, nil }})
})

// amongRows is one search. What a row is given with is SQLite's again when Step returns: nothing of it
// is kept but the ids and places that foremostPlaced copies.
type amongRows struct {
	sought []needle
	found  foremostPlaced
}

// Step compares the people of one row: its words, how many people are asked for, and the words sought.
func (a *amongRows) Step(_ *sqlite.FunctionContext, row []driver.Value) error {
	part, isPart := row[0].([]byte)
	most, isMost := row[1].(int64)
	sought, isSought := row[2].([]byte)
	if !isPart || !isMost || !isSought {
		return fmt.Errorf("%s(%T, %T, %T): want a row of words, a number and the words sought", peopleAmong, row[0], row[1], row[2])
	}
	if a.sought == nil {
		a.sought, a.found.most = needles(bytes.Split(bytes.Clone(sought), betweenWords), part), int(most)
	}
	return a.found.among(part, a.sought)
}

// betweenWords is in no word: bytes that no database keeps end one.
var betweenWords = []byte{0}

// WindowValue gives the ids of those found, one after the other.
func (a *amongRows) WindowValue(*sqlite.FunctionContext) (driver.Value, error) {
	var all []byte
	for _, id := range a.found.ids() {
		all = append(all, id[:]...)
	}
	return all, nil
}

// WindowInverse would take a row back.
func (a *amongRows) WindowInverse(*sqlite.FunctionContext, []driver.Value) error {
	return errors.New(peopleAmong + " is no window function")
}

// Final is called when the search is over.
func (a *amongRows) Final(*sqlite.FunctionContext) {}
