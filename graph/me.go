package graph

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/credential"
	"mandate/directory/factor"
	"mandate/ent/db"
	"mandate/ent/db/passkey"
	"mandate/ent/db/recoverycode"
	"mandate/ent/db/totp"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

// steppedUpFor mirrors how long directory.SteppedUp takes a proof.
const steppedUpFor = 10 * time.Minute

// own gives the person of a session; a key has nothing of its own here.
func own(ctx context.Context) (sight, error) {
	who := sightOf(ctx)
	if who.Kind != actor.User || who.SessionID.IsZero() {
		return who, directory.OnlySignedIn()
	}
	return who, nil
}

// proven is own for what needs a recent proof (STEP_UP_REQUIRED).
func (s *Server) proven(ctx context.Context) (sight, error) {
	who, err := own(ctx)
	if err == nil {
		err = directory.SteppedUp(who.Actor, s.Now())
	}
	return who, err
}

// mySignIn loads how the person of the session signs in.
func (s *Server) mySignIn(ctx context.Context) (*gql.SignInMethods, error) {
	who, err := own(ctx)
	if err != nil {
		return nil, nil // a key, which has nothing of the kind
	}
	var u *db.User
	out := &gql.SignInMethods{Passkeys: []*gql.Passkey{}, SmsOffered: s.Factors.Send != nil, PasskeysOffered: s.Factors.Passkeys()}
	err = s.Store.Read(ctx, func(ctx context.Context, c *db.Client) error {
		if u, err = c.User.Query().Where(user.ID(who.ID)).Only(ctx); err != nil {
			return err
		}
		if out.Totp, err = c.Totp.Query().Where(totp.UserID(u.ID), totp.ConfirmedAtNotNil()).Exist(ctx); err != nil {
			return err
		}
		if out.RecoveryCodesLeft, err = c.RecoveryCode.Query().Where(recoverycode.UserID(u.ID), recoverycode.UsedAtIsNil()).Count(ctx); err != nil {
			return err
		}
		keys, err := c.Passkey.Query().Where(passkey.UserID(u.ID)).Order(passkey.ByID()).All(ctx)
		for _, k := range keys {
			out.Passkeys = append(out.Passkeys, passkeyNode(k))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	tenant, err := s.Store.TenantByID(ctx, who.Tenant)
	if err != nil {
		return nil, err
	}
	ofPerson(out, u)
	out.StepUpAddress = "/login/" + tenant.Slug + "/step-up"
	if until := who.SteppedUp.Add(steppedUpFor); s.Now().Before(until) {
		out.SteppedUpUntil = &until
	}
	return out, nil
}

func ofPerson(out *gql.SignInMethods, u *db.User) {
	out.Local, out.PasswordChangedAt = u.PasswordHash != "", u.PasswordChangedAt
	out.MfaRequired, out.Method, out.PhoneIsMobile = u.MfaRequired || u.BreakGlass, string(u.MfaMethod), u.PhoneIsMobile
	out.Sms = u.MfaMethod == user.MfaMethodSMS
	out.PasswordMinLength = credential.MinAlone
	if out.MfaRequired || u.MfaMethod != user.MfaMethodNONE {
		out.PasswordMinLength = credential.MinFactor
	}
}

func passkeyNode(k *db.Passkey) *gql.Passkey {
	return &gql.Passkey{ID: k.ID.Text(ident.Passkey), Name: k.Name, CreatedAt: k.ID.Time(), LastUsedAt: k.LastUsedAt}
}

// onSignIn runs a change to how the person of the session signs in.
func (s *Server) onSignIn(ctx context.Context, run func(ctx context.Context, who sight) error) (*gql.SignInPayload, error) {
	who, err := own(ctx)
	if err == nil {
		afresh(ctx)
		err = run(ctx, who)
	}
	errs, err := s.userErrors(ctx, err, nil)
	if err != nil {
		return nil, err
	}
	now, err := s.mySignIn(ctx)
	return &gql.SignInPayload{SignIn: now, UserErrors: errs}, err
}

// onSignInOnce is onSignIn for what takes an idempotency key.
func (s *Server) onSignInOnce(ctx context.Context, key graphql.Omittable[*string], run func(ctx context.Context, who sight) error) (*gql.SignInPayload, error) {
	return s.onSignIn(ctx, func(ctx context.Context, who sight) error {
		return s.unlessDone(ctx, key, func(ctx context.Context) error { return run(ctx, who) })
	})
}

// onProvenOnce is onProven for what takes an idempotency key: the proof is asked for first.
func (s *Server) onProvenOnce(ctx context.Context, key graphql.Omittable[*string], run func(ctx context.Context, who sight) error) (*gql.SignInPayload, error) {
	return s.onProven(ctx, func(ctx context.Context, who sight) error {
		return s.unlessDone(ctx, key, func(ctx context.Context) error { return run(ctx, who) })
	})
}

// onProven is onSignIn for what needs a recent proof.
func (s *Server) onProven(ctx context.Context, run func(ctx context.Context, who sight) error) (*gql.SignInPayload, error) {
	return s.onSignIn(ctx, func(ctx context.Context, who sight) error {
		if err := directory.SteppedUp(who.Actor, s.Now()); err != nil {
			return err
		}
		return run(ctx, who)
	})
}

// account is the person of the session as their credentials see them.
func (s *Server) account(ctx context.Context, who sight) (directory.Account, error) {
	a, err := s.Directory.AccountOf(ctx, who.ID)
	if err == nil && a.PasswordHash == "" {
		err = fault.New(fault.Denied, fault.CodeSSOManaged, "You sign in through your company, which holds your factors.")
	}
	return a, err
}

// step is a step of the session under way.
func (s *Server) step(ctx context.Context, who sight, purpose string) (factor.Step, error) {
	st, err := s.Factors.OfSession(ctx, who.SessionID, purpose)
	if fault.Is(err, factor.CodeStep) {
		err = fault.New(fault.Invalid, factor.CodeStep, "This took too long. Start again.")
	}
	return st, err
}
