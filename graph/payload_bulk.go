package graph

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/99designs/gqlgen/graphql"

	"mandate/directory"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

const mostInline = 200 // of a bulk mutation

// submitDeals takes up to mostInline deals one after the other; more become a job. Each is an operation of its own, with
// a key made of the caller's and its place, so that a repeated call goes on where the
// first one ended.
func (r *mutationResolver) submitDeals(ctx context.Context, input gql.DealsSubmitInput) (*gql.DealsSubmitPayload, error) {
	_, err := keyed(ctx, input.IdempotencyKey)
	if n := len(input.Deals); err == nil && (n == 0 || n > mostSubmitted) {
		err = fault.New(fault.TooLarge, fault.CodeTooLarge, "Give 1 to %d deals at once.", mostSubmitted).On("deals")
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.DealsSubmitPayload{Results: []*gql.DealSubmitted{}, UserErrors: errs}, err
	}
	if len(input.Deals) > mostInline {
		return r.submitLater(ctx, input)
	}
	afresh(ctx)
	results, ids, err := r.submitEach(ctx, input)
	if err != nil {
		return nil, err
	}
	afresh(ctx)
	found, err := dealsByID(ctx, collect(ids, func(id ident.ID) *ident.ID { return &id }))
	for i, result := range results {
		result.Deal = found[ids[i]]
	}
	return &gql.DealsSubmitPayload{Results: results, UserErrors: errs}, err
}

func (r *mutationResolver) submitEach(ctx context.Context, input gql.DealsSubmitInput) ([]*gql.DealSubmitted, []ident.ID, error) {
	results, ids := make([]*gql.DealSubmitted, len(input.Deals)), make([]ident.ID, len(input.Deals))
	stopped := false
	for i, d := range input.Deals {
		results[i] = &gql.DealSubmitted{Index: i, Reference: d.Reference, Tried: !stopped, UserErrors: []*gql.UserError{}}
		if stopped {
			continue
		}
		once, err := keyedAt(ctx, input.IdempotencyKey, i, d)
		if err == nil {
			err = plainSubmission(submission(*d))
		}
		switch {
		case err != nil:
		case input.DryRun:
			err = r.server.Desk.TrySubmit(ctx, submission(*d))
		default:
			ids[i], err = r.server.Desk.Submit(once, submission(*d))
		}
		if results[i].UserErrors, err = r.server.userErrors(ctx, err, nil); err != nil {
			return nil, nil, err
		}
		stopped = len(results[i].UserErrors) > 0 && input.ErrorPolicy == gql.BulkErrorPolicyStop
	}
	return results, ids, nil
}

// keyedAt carries the caller's key for one item of several.
func keyedAt(ctx context.Context, o graphql.Omittable[*string], place int, item any) (context.Context, error) {
	key, ok := value(o)
	if !ok {
		return ctx, nil
	}
	input, err := json.Marshal(item)
	if err != nil {
		return ctx, fmt.Errorf("hash input: %w", err)
	}
	name := graphql.GetFieldContext(ctx).Field.Name
	return directory.WithIdempotencyKey(ctx, directory.IdempotencyKey{Mutation: name, Key: fmt.Sprintf("%s/%d", key, place), Input: input}), nil
}
