package store

import (
	"container/list"
	"database/sql/driver"
	"errors"
)

const (
	maxStatements = 256
	// Longer texts are bulk inserts and long IN lists: rarely the same twice.
	maxStatementText = 8 << 10
)

// statements are the prepared statements of one connection by their text, the
// least recently used leaving first. The zero value is ready; database/sql
// lets one goroutine at a time use a connection, so there is no lock.
type statements struct {
	byText map[string]*list.Element
	recent list.List // front: used last
}

type statement struct {
	text string
	stmt driver.Stmt
}

// isCacheable says whether a call is worth a prepared statement: those without
// arguments are schema changes, settings and scripts.
func isCacheable(query string, args []driver.NamedValue) bool {
	return len(args) > 0 && len(query) <= maxStatementText
}

// get finds a statement, and leaves it in the cache.
func (s *statements) get(text string) (driver.Stmt, bool) {
	e, ok := s.byText[text]
	if !ok {
		return nil, false
	}
	s.recent.MoveToFront(e)
	return e.Value.(statement).stmt, true
}

// take finds a statement and removes it, for databases where a statement is
// busy until its rows are closed.
func (s *statements) take(text string) (driver.Stmt, bool) {
	e, ok := s.byText[text]
	if !ok {
		return nil, false
	}
	s.recent.Remove(e)
	delete(s.byText, text)
	return e.Value.(statement).stmt, true
}

// put keeps a statement, and closes the one that it displaces.
func (s *statements) put(text string, stmt driver.Stmt) error {
	if _, ok := s.byText[text]; ok {
		return stmt.Close()
	}
	if s.byText == nil {
		s.byText = make(map[string]*list.Element)
	}
	s.byText[text] = s.recent.PushFront(statement{text, stmt})
	if s.recent.Len() <= maxStatements {
		return nil
	}
	oldest, _ := s.take(s.recent.Back().Value.(statement).text)
	return oldest.Close()
}

// forget empties the cache without closing what was in it.
func (s *statements) forget() {
	s.byText = nil
	s.recent.Init()
}

// close closes every statement.
func (s *statements) close() error {
	var errs []error
	for e := s.recent.Front(); e != nil; e = e.Next() {
		errs = append(errs, e.Value.(statement).stmt.Close())
	}
	s.forget()
	return errors.Join(errs...)
}
