package sso

import (
	"context"
	"time"

	"mandate/directory/attempt"
	"mandate/fault"
)

// seekers bounds how many addresses are looked up in all companies at once.
const seekers = 2

// tellWhere mails an address that no proven domain leads on where it can sign in: one
// message by each company that knows it, since none learns of another. The page says the
// same to everybody and takes as long, so that it tells nothing of the person.
func (h *Handler) tellWhere(ctx context.Context, email, address string) {
	began := time.Now()
	// It looks into every company, so that neither one network nor all may ask without end.
	if ok, _ := h.seeks.Admit("", address, h.Store.Now()); ok {
		h.seek(ctx, email, address)
	}
	select {
	case <-time.After(pace - time.Since(began)):
	case <-ctx.Done():
	}
}

func (h *Handler) seek(ctx context.Context, email, address string) {
	select {
	case h.seeking <- struct{}{}:
		if err := h.tellAll(ctx, email, address); err != nil && ctx.Err() == nil {
			h.Log.ErrorContext(ctx, "tell where an address signs in", "error", err)
		}
		<-h.seeking
	case <-time.After(pace): // many ask at once; they may ask again
	}
}

func (h *Handler) tellAll(ctx context.Context, email, address string) error {
	tenants, err := h.Store.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		within := inTenant(ctx, t.ID)
		people, err := h.Directory.KnownAt(within, email)
		if err == nil && len(people) > 0 && t.Kind != "SCENARIO" {
			if _, err = h.Attempts.Count(within, attempt.Mail(email, address)); err == nil {
				err = h.Directory.TellSignIn(within, people)
			}
		}
		if err != nil && fault.As(err).Kind != fault.Throttled {
			return err
		}
	}
	return nil
}
