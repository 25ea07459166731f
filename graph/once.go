package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
)

// once runs a change under the caller's idempotency key.
func once(ctx context.Context, key graphql.Omittable[*string], run func(context.Context) error) error {
	ctx, err := keyed(ctx, key)
	if err != nil {
		return err
	}
	return run(ctx)
}

// unlessDone is once for a change of which a part comes before its transaction, or is judged
// by what the change has altered: an IdP that is asked, a try at a password that counts, a
// code that is used up. Where the key has its answer nothing of it is done again, and where it
// has got one meanwhile, from an equal call, that is the answer. Rights and a recent proof are
// asked for before.
func (s *Server) unlessDone(ctx context.Context, key graphql.Omittable[*string], run func(context.Context) error) error {
	return once(ctx, key, func(ctx context.Context) error {
		if done, err := s.Directory.Answered(ctx); err != nil || done {
			return err
		}
		err := run(ctx)
		if err == nil {
			return nil
		}
		if done, lost := s.Directory.Answered(ctx); lost == nil && done {
			return nil
		}
		return err
	})
}
