package graph

import (
	"context"
	"encoding/json"

	"mandate/directory/attempt"
	"mandate/directory/factor"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

func (s *Server) enrollTotp(ctx context.Context) (*gql.TotpEnrollPayload, error) {
	out := &gql.TotpEnrollPayload{}
	who, err := s.proven(ctx)
	if err == nil {
		err = s.newApp(ctx, who, out)
	}
	out.UserErrors, err = s.userErrors(ctx, err, nil)
	return out, err
}

func (s *Server) newApp(ctx context.Context, who sight, out *gql.TotpEnrollPayload) error {
	a, err := s.account(ctx, who)
	if err != nil {
		return err
	}
	tenant, err := s.Store.TenantByID(ctx, who.Tenant)
	if err != nil {
		return err
	}
	app, err := s.Factors.EnrolTOTP(ctx, who.ID, a.UserName, "Mandate "+tenant.Name)
	if err != nil {
		return err
	}
	picture, err := factor.PictureOf(app.Address)
	out.Secret, out.Address, out.QRCode = &app.Secret, &app.Address, &gql.QRCode{Size: picture.Size, Path: picture.Path}
	return err
}

func (s *Server) confirmTotp(ctx context.Context, input gql.FactorConfirmInput) (*gql.SignInPayload, error) {
	return s.onSignInOnce(ctx, input.IdempotencyKey, func(ctx context.Context, who sight) error {
		return s.tried(ctx, attempt.SecondFactor(who.ID), func() error { return s.Factors.ConfirmTOTP(ctx, who.ID, input.Code) })
	})
}

// tried counts a try before it is judged, and takes it back when it was right.
func (s *Server) tried(ctx context.Context, try attempt.Try, run func() error) error {
	try, err := s.Attempts.Count(ctx, try)
	if err != nil {
		return err
	}
	if err := run(); err != nil {
		return err
	}
	return s.Attempts.TakeBack(ctx, try)
}

// textSMS is the message that brings a code; its %s is the code.
const textSMS fault.Code = "SMS_TEXT"

func (s *Server) enrollSms(ctx context.Context) (*gql.SignInPayload, error) {
	return s.onProven(ctx, func(ctx context.Context, who sight) error {
		if _, err := s.account(ctx, who); err != nil {
			return err
		}
		if _, err := s.Attempts.Count(ctx, attempt.Mail("sms:"+who.ID.String(), who.ID.String())); err != nil {
			return err
		}
		if _, err := s.Factors.Start(ctx, who.Tenant, factor.Step{Purpose: factor.AddSMS, Person: who.ID, Session: who.SessionID}); err != nil {
			return err
		}
		st, err := s.step(ctx, who, factor.AddSMS)
		if err != nil {
			return err
		}
		_, err = s.Factors.SendCode(ctx, st, s.texts.of(who.Language, textSMS, nil))
		return err
	})
}

func (s *Server) confirmSms(ctx context.Context, input gql.FactorConfirmInput) (*gql.SignInPayload, error) {
	return s.onSignInOnce(ctx, input.IdempotencyKey, func(ctx context.Context, who sight) error {
		st, err := s.step(ctx, who, factor.AddSMS)
		if err != nil {
			return err
		}
		return s.Factors.ConfirmSMS(ctx, st, input.Code)
	})
}

func (s *Server) beginPasskey(ctx context.Context) (*gql.PasskeyRegisterBeginPayload, error) {
	out := &gql.PasskeyRegisterBeginPayload{}
	who, err := s.proven(ctx)
	if err == nil {
		_, err = s.account(ctx, who)
	}
	if err == nil {
		out.Options, err = s.offerPasskey(ctx, who)
	}
	out.UserErrors, err = s.userErrors(ctx, err, nil)
	return out, err
}

func (s *Server) offerPasskey(ctx context.Context, who sight) (*string, error) {
	st := factor.Step{Purpose: factor.AddPasskey, Person: who.ID, Session: who.SessionID}
	options, err := s.Factors.OfferPasskey(ctx, &st)
	if err != nil {
		return nil, err
	}
	if _, err := s.Factors.Start(ctx, who.Tenant, st); err != nil {
		return nil, err
	}
	text, err := json.Marshal(options)
	shown := string(text)
	return &shown, err
}

func (s *Server) registerPasskey(ctx context.Context, input gql.PasskeyRegisterInput) (*gql.SignInPayload, error) {
	return s.onSignInOnce(ctx, input.IdempotencyKey, func(ctx context.Context, who sight) error {
		st, err := s.step(ctx, who, factor.AddPasskey)
		if err != nil {
			return err
		}
		return s.Factors.AddPasskey(ctx, st, []byte(input.Response), input.Name)
	})
}

func (s *Server) removePasskey(ctx context.Context, input gql.PasskeyRemoveInput) (*gql.SignInPayload, error) {
	return s.onProvenOnce(ctx, input.IdempotencyKey, func(ctx context.Context, who sight) error {
		id, err := parseID(ident.Passkey, input.PasskeyID, "passkeyId")
		if err != nil {
			return err
		}
		return s.Factors.RemovePasskey(ctx, who.ID, id)
	})
}

func (s *Server) makeRecoveryCodes(ctx context.Context) (*gql.RecoveryCodesPayload, error) {
	out := &gql.RecoveryCodesPayload{}
	done, err := s.onProven(ctx, func(ctx context.Context, who sight) error {
		if _, err := s.account(ctx, who); err != nil {
			return err
		}
		codes, err := s.Factors.NewRecoveryCodes(ctx, who.ID)
		out.Codes = codes
		return err
	})
	if err != nil {
		return nil, err
	}
	out.SignIn, out.UserErrors = done.SignIn, done.UserErrors
	return out, nil
}
