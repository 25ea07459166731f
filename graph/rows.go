package graph

import (
	"context"

	"entgo.io/ent/dialect/sql"

	"mandate/graph/model"
	"mandate/ident"
)

// index finds rows by an id of theirs.
func index[R any, K comparable](rows []R, id func(R) K) map[K]R {
	found := make(map[K]R, len(rows))
	for _, row := range rows {
		found[id(row)] = row
	}
	return found
}

// collect lists ids, each once and without the missing ones.
func collect[R any](rows []R, ids ...func(R) *ident.ID) []ident.ID {
	var list []ident.ID
	seen := map[ident.ID]bool{}
	for _, row := range rows {
		for _, of := range ids {
			if id := of(row); id != nil && !id.IsZero() && !seen[*id] {
				seen[*id] = true
				list = append(list, *id)
			}
		}
	}
	return list
}

// shared gives what load finds for one of some kin; it loads for all of them.
func shared[P, V any](ctx context.Context, kin *model.Kin[P], name string, id ident.ID, load func(context.Context, []P) (map[ident.ID]V, error)) (V, error) {
	found, err := model.Load(kin, name, func(rows []P) (map[ident.ID]V, error) { return load(ctx, rows) })
	return found[id], err
}

// linked gives the record that an optional id of a row names, and loads those of all
// its kin; nil when there is none that the caller may see.
func linked[P, V any](ctx context.Context, kin *model.Kin[P], name string, of func(P) *ident.ID, row P, load func(context.Context, []ident.ID) (map[ident.ID]V, error)) (V, error) {
	var none V
	id := of(row)
	if id == nil {
		return none, nil
	}
	found, err := model.Load(kin, name, func(rows []P) (map[ident.ID]V, error) { return load(ctx, collect(rows, of)) })
	return found[*id], err
}

// one gives one record by its outside id; nil when there is none of this type that
// the caller may see.
func one[N any](ctx context.Context, p ident.Prefix, text string, load func(context.Context, []ident.ID) (map[ident.ID]N, error)) (N, error) {
	var none N
	id, err := ident.Parse(p, text)
	if err != nil {
		return none, nil // nobody has it
	}
	found, err := load(ctx, []ident.ID{id})
	return found[id], err
}

// firstOfEach narrows a query to the first rows of each parent: one statement
// serves all parents. among narrows the rows that are ranked.
func firstOfEach(parent string, parents []ident.ID, by order, n int, among func(*sql.Selector)) func(*sql.Selector) {
	return func(s *sql.Selector) {
		ids := make([]any, len(parents))
		for i, id := range parents {
			ids[i] = id
		}
		t := sql.Table(s.TableName())
		ranked := sql.Dialect(s.Dialect()).Select(t.C("id")).From(t)
		ranked.Where(sql.In(t.C(parent), ids...))
		among(ranked)
		direction := sql.Asc
		if by.desc {
			direction = sql.Desc
		}
		rank := sql.RowNumber().PartitionBy(t.C(parent))
		for _, c := range by.columns(ranked) {
			rank.OrderBy(direction(c))
		}
		ranked.AppendSelectExprAs(rank, "place").As("ranked")
		few := sql.Dialect(s.Dialect()).Select("id").From(ranked).Where(sql.LTE("place", n))
		s.Where(sql.In(s.C("id"), few))
	}
}

func each[R, N any](rows []R, node func(R) N) []N {
	nodes := make([]N, len(rows))
	for i, row := range rows {
		nodes[i] = node(row)
	}
	return nodes
}

// chosen lists ids that rows name, each once.
func chosen[R any](rows []R, ids func(R) []ident.ID) []ident.ID {
	var all []ident.ID
	for _, row := range rows {
		all = append(all, ids(row)...)
	}
	return collect(all, func(id ident.ID) *ident.ID { return &id })
}

// orEmpty is an empty list for nil, which a list that is never null must not be.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
