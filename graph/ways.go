package graph

import "entgo.io/ent/dialect/sql"

// oneOf makes of a statement's rows those that are found in one of several ways: each is
// read in the statement's order and to its limit. then narrows what each has found.
func oneOf[P ~func(*sql.Selector)](ways []P, then func(*sql.Selector)) func(*sql.Selector) {
	return func(s *sql.Selector) {
		if len(ways) == 0 {
			then(s)
			return
		}
		var found *sql.Selector
		for _, way := range ways {
			few := s.Clone().Select(s.C("id"))
			way(few)
			then(few)
			one := sql.Dialect(s.Dialect()).Select("id").From(few.As("few"))
			if found == nil {
				found = one
			} else {
				found.UnionAll(one)
			}
		}
		page := s.Clone().Select(s.C("id")).SetP(nil).From(found.As(s.TableName()))
		s.SetP(sql.In(s.C("id"), page)) // which have passed all conditions
	}
}
