package store

import (
	"context"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ident"
)

// Foremost are the first people of a company whom Matching finds, in the order of their list (first
// name, id) and whatever else is asked of them: as many as least to most, or fewer where these are all. It
// is for texts of which AsksWords is true.
func (s *Store) Foremost(ctx context.Context, c *db.Client, text string, least, most int) (ids []ident.ID, all bool, err error) {
	words := searched(text).words
	if s.pools.Kind == string(dialectSQLite) {
		return foremostInSQLite(ctx, c, words, least, most)
	}
	ask := question{"SELECT mandate_people_foremost($1, $2, $3, $4)", append(inGramsOfWords(words), most)}
	ids, err = ask.ids(ctx, c)
	return ids, len(ids) < most, err
}

// Found narrows users to some of those whom Foremost has found for a text.
func Found(text string, ids []ident.ID) func(*entsql.Selector) {
	return func(s *entsql.Selector) {
		searched(text).named(s)
		if s.Dialect() == dialect.SQLite {
			foundFirst(s, ids)
			return
		}
		id := s.C("id")
		s.Where(entsql.P(func(b *entsql.Builder) { b.Ident(id).WriteString(" = ANY (").Arg(ids).WriteByte(')') }))
	}
}

// foundFirst has the rows of some ids read before anything else is asked of them: SQLite would rather
// go through the list in its order if it has no statistics yet. It takes no select with a limit apart.
func foundFirst(s *entsql.Selector, ids []ident.ID) {
	all := make([]any, len(ids))
	for i, id := range ids {
		all[i] = id
	}
	found := entsql.Dialect(s.Dialect()).Select().From(entsql.Table(s.TableName())).Where(entsql.In("id", all...)).Limit(len(ids) + 1)
	s.From(found.As(s.TableName()))
}
