package graph

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"mandate/directory"
	"mandate/fault"
)

// value gives what an input names; ok is false when it was left out or is null.
func value[T any](o graphql.Omittable[*T]) (v T, ok bool) {
	p, set := o.ValueOK()
	if !set || p == nil {
		return v, false
	}
	return *p, true
}

// changed gives what an input says of a value that can't be null: nil leaves it.
func changed[T any](o graphql.Omittable[*T], field string) (*T, error) {
	p, set := o.ValueOK()
	if set && p == nil {
		return nil, fault.New(fault.Invalid, fault.CodeRequired, "This can be changed, but not taken away.").On(field)
	}
	return p, nil
}

// cleared gives what an input says of a value that null clears: nil leaves it.
func cleared[T any](o graphql.Omittable[*T]) *T {
	p, set := o.ValueOK()
	if set && p == nil {
		return new(T)
	}
	return p
}

// seen is the version that a caller saw, as operations expect it. What no record
// ever has is never the present one: 0 would expect nothing.
func seen(version int) int64 {
	if version < 1 {
		return -1
	}
	return int64(version)
}

// maybeSeen expects nothing when the version was left out.
func maybeSeen(o graphql.Omittable[*int]) int64 {
	if v, ok := value(o); ok {
		return seen(v)
	}
	return 0
}

const maxKey = 200

// keyed carries the caller's idempotency key with the mutation and what it said.
func keyed(ctx context.Context, o graphql.Omittable[*string]) (context.Context, error) {
	key, ok := value(o)
	if !ok {
		return ctx, nil
	}
	if key == "" || len(key) > maxKey {
		return ctx, fault.New(fault.Invalid, fault.CodeInvalid, "An idempotency key has 1 to %d bytes.", maxKey).On("idempotencyKey")
	}
	field := graphql.GetFieldContext(ctx).Field
	input, err := json.Marshal(field.ArgumentMap(graphql.GetOperationContext(ctx).Variables))
	if err != nil {
		return ctx, fmt.Errorf("hash input: %w", err)
	}
	return directory.WithIdempotencyKey(ctx, directory.IdempotencyKey{Mutation: field.Name, Key: key, Input: input}), nil
}
