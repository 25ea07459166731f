package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"mandate/graph/gql"
	"mandate/ident"
)

func (r *mutationResolver) startTest(ctx context.Context, in gql.SsoTestStartInput) (*gql.SsoTestPayload, error) {
	var run ident.ID
	id, err := parseID(ident.Connection, in.ConnectionID, "connectionId")
	if err == nil {
		err = once(ctx, in.IdempotencyKey, func(ctx context.Context) (err error) {
			run, err = r.server.Directory.StartTest(ctx, id)
			return err
		})
	}
	errs, err := r.server.userErrors(ctx, err, nil)
	if err != nil || len(errs) > 0 {
		return &gql.SsoTestPayload{UserErrors: errs}, err
	}
	found, err := present(ctx, run, testRunsByID)
	if err != nil {
		return nil, err
	}
	of, err := present(ctx, id, connectionsByID)
	if err != nil || of == nil { // sent again after the connection was deleted
		return &gql.SsoTestPayload{TestRun: found, UserErrors: errs}, err
	}
	a, err := r.server.addressesOf(ctx, of)
	if err != nil {
		return nil, err
	}
	address := a.StartURL + "?test=" + run.Text(ident.TestRun)
	return &gql.SsoTestPayload{TestRun: found, URL: &address, UserErrors: errs}, nil
}

func maybeConnection(o graphql.Omittable[*string]) (ident.ID, error) {
	text, ok := value(o)
	if !ok {
		return ident.ID{}, nil
	}
	return parseID(ident.Connection, text, "connectionId")
}
