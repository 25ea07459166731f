package store

import (
	"context"
	"fmt"

	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ident"
)

// Foremost are the first so many people of a company whom Matching finds, in the order of their
// list (first name, id) and whatever else is asked of them, and whether these are all. It is for texts
// of which FindsForemost is true.
func Foremost(ctx context.Context, c *db.Client, text string, most int) (ids []ident.ID, all bool, err error) {
	rows, err := c.QueryContext(ctx, "SELECT mandate_people_foremost($1, $2, $3, $4)", append(inGramsOfWords(searched(text).words), most)...)
	if err != nil {
		return nil, false, fmt.Errorf("search people: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id ident.ID
		if err := rows.Scan(&id); err != nil {
			return nil, false, fmt.Errorf("search people: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, len(ids) < most, rows.Err()
}

// Found narrows users to some of those whom Foremost has found for a text.
func Found(text string, ids []ident.ID) func(*entsql.Selector) {
	return func(s *entsql.Selector) {
		searched(text).named(s)
		id := s.C("id")
		s.Where(entsql.P(func(b *entsql.Builder) { b.Ident(id).WriteString(" = ANY (").Arg(ids).WriteByte(')') }))
	}
}

// FindsForemost says whether an index finds a text among the words of people in the order
// of their list: that of PostgreSQL does.
func (s *Store) FindsForemost(text string) bool {
	return s.pools.Kind != string(dialectSQLite) && AsksWords(text)
}
