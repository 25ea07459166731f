package store

import "context"

type byValueKey struct{}

// PlannedByValue has PostgreSQL plan each query that runs with the context for the very
// values that it asks for. A prepared statement is planned like that five times, and may
// then keep one plan for all values: right where they are alike, as ids are, and two
// hundred times too slow where one value is in two rows and another in a million. It is for
// lists that are searched and filtered; it costs a round trip and a plan.
func PlannedByValue(ctx context.Context) context.Context {
	return context.WithValue(ctx, byValueKey{}, true)
}

func plannedByValue(ctx context.Context) bool {
	on, _ := ctx.Value(byValueKey{}).(bool)
	return on
}
