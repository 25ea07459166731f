package graph

import (
	"context"

	"mandate/directory"
	"mandate/directory/attempt"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// updateProfile changes what a person may change of themselves. Codes by SMS go to the
// number, so that another one needs a recent proof.
func (r *mutationResolver) updateProfile(ctx context.Context, input gql.ProfileUpdateInput) (*gql.UserPayload, error) {
	who := sightOf(ctx)
	return r.onUser(ctx, who.Person().Text(ident.User), input.IdempotencyKey, func(ctx context.Context, id ident.ID) ([]fault.Code, error) {
		change := directory.PersonUpdate{FirstName: cleared(input.FirstName), LastName: cleared(input.LastName), Phone: cleared(input.Phone), Locale: cleared(input.Locale), PhoneIsMobile: cleared(input.PhoneIsMobile)}
		if change.Phone != nil || change.PhoneIsMobile != nil {
			if err := directory.SteppedUp(who.Actor, r.server.Now()); err != nil {
				return nil, err
			}
		}
		return r.server.Directory.Update(ctx, id, seen(input.ExpectedVersion), change)
	})
}

func (s *Server) askEmail(ctx context.Context, input gql.EmailChangeAskInput) (*gql.SignInPayload, error) {
	return s.onProvenOnce(ctx, input.IdempotencyKey, func(ctx context.Context, who sight) error {
		if _, err := s.Attempts.Count(ctx, attempt.Mail("email:"+who.ID.String(), who.ID.String())); err != nil {
			return err
		}
		return s.Credentials.AskEmail(ctx, input.Email)
	})
}

func (s *Server) changePassword(ctx context.Context, input gql.PasswordChangeInput) (*gql.SignInPayload, error) {
	return s.onSignInOnce(ctx, input.IdempotencyKey, func(ctx context.Context, who sight) error {
		try := attempt.SecondFactor(who.ID).SentAs(s.Directory.CallName(ctx))
		return s.tried(ctx, try, func() error { return s.Credentials.Change(ctx, input.Present, input.Password) })
	})
}

// resetFactors takes the factors of somebody who has lost them.
func (r *mutationResolver) resetFactors(ctx context.Context, input gql.UserStatusInput) (*gql.UserPayload, error) {
	return r.setStatus(ctx, input, func(ctx context.Context, id ident.ID, expected int64, _ string) error {
		return r.server.Factors.Reset(ctx, id, expected)
	})
}
