package sso

import (
	"net/http"
	"strings"
	"time"

	"mandate/directory/attempt"
	"mandate/directory/credential"
	"mandate/fault"
)

// showForgotten asks whose password is forgotten.
func (h *Handler) showForgotten(w http.ResponseWriter, r *http.Request) {
	h.inCompany(w, r, func(c company) error {
		h.show(w, r, http.StatusOK, "forgotten", view{Title: "forgotten.title", Tenant: c.Name, Slug: c.Slug}, c.Language)
		return nil
	})
}

// pace is how long every answer to a forgotten password takes: longer than the work of
// any, so that the time does not tell which accounts exist.
const pace = 600 * time.Millisecond

// sendReset mails a link to whoever has the account, and says the same to everybody.
func (h *Handler) sendReset(w http.ResponseWriter, r *http.Request) {
	began := time.Now()
	h.inCompany(w, r, func(c company) error {
		if err := h.mayBegin(w, r, c); err != nil {
			return err
		}
		ctx, login := inTenant(r.Context(), c.ID), printable(strings.TrimSpace(r.PostFormValue("login")), maxAddress)
		_, err := h.Attempts.Count(ctx, attempt.Mail(login, h.Address(r)))
		if err == nil {
			err = h.Credentials.Forgot(ctx, login)
		}
		if err != nil && fault.As(err).Kind != fault.Throttled {
			return err
		}
		select {
		case <-time.After(pace - time.Since(began)):
		case <-r.Context().Done():
		}
		h.show(w, r, http.StatusOK, "plain", view{Title: "forgotten.title", Body: "forgotten.sent", Tenant: c.Name, Back: "/login/" + c.Slug}, c.Language)
		return nil
	})
}

// showReset asks for the new password of who holds a link.
func (h *Handler) showReset(w http.ResponseWriter, r *http.Request) {
	h.inCompany(w, r, func(c company) error {
		return h.resetPage(w, r, c, http.StatusOK, r.URL.Query().Get("t"), "")
	})
}

func (h *Handler) resetPage(w http.ResponseWriter, r *http.Request, c company, status int, secret, trouble string) error {
	hash, ok := linkOf(c, secret)
	of, err := h.Credentials.Resettable(inTenant(r.Context(), c.ID), hash)
	if !ok || err != nil || !of.Active {
		return h.linkGone(w, r, c, err)
	}
	words := wordsOfReset(of)
	v := view{Title: words.title, Body: words.ask, Tenant: c.Name, Slug: c.Slug, Login: loginOf(of.Account), Trouble: trouble}
	v.Account.Secret, v.Account.Least = secret, leastLength(of.FactorNeeded)
	h.show(w, r, status, "reset", v, c.Language)
	return nil
}

// takeReset replaces the password by a link. Nobody is signed in by it: the sign-in, with
// its second factor, comes after.
func (h *Handler) takeReset(w http.ResponseWriter, r *http.Request) {
	h.inCompany(w, r, func(c company) error {
		secret := r.PostFormValue("t")
		hash, ok := linkOf(c, secret)
		if !ok {
			return h.linkGone(w, r, c, nil)
		}
		var of credential.Resettable
		err := h.twice(r)
		if err == nil {
			of, err = h.Credentials.Reset(inTenant(r.Context(), c.ID), hash, r.PostFormValue("password"))
		}
		switch f := fault.As(err); {
		case err == nil:
			words := wordsOfReset(of)
			h.show(w, r, http.StatusOK, "plain", view{Title: words.done, Body: words.lead, Tenant: c.Name, Back: "/login/" + c.Slug}, c.Language)
		case f.Kind == fault.Invalid:
			return h.resetPage(w, r, c, http.StatusUnprocessableEntity, secret, "password."+string(f.Code))
		default:
			return h.linkGone(w, r, c, err)
		}
		return nil
	})
}

// resetWords are the texts of a link by which somebody chooses a password.
type resetWords struct{ title, ask, done, lead string }

// wordsOfReset welcome whom an invitation has brought: they have no password to replace.
func wordsOfReset(of credential.Resettable) resetWords {
	if of.Invited {
		return resetWords{"invited.title", "invited.ask", "invited.done", "invited.lead"}
	}
	return resetWords{"reset.title", "reset.ask", "reset.done", "reset.lead"}
}

// showEmail asks for the one click that makes a new address count: mail programs open
// links by themselves, but press no buttons.
func (h *Handler) showEmail(w http.ResponseWriter, r *http.Request) {
	h.inCompany(w, r, func(c company) error {
		v := view{Title: "email.title", Tenant: c.Name, Slug: c.Slug}
		v.Account.Secret = r.URL.Query().Get("t")
		if _, ok := linkOf(c, v.Account.Secret); !ok {
			return h.linkGone(w, r, c, nil)
		}
		h.show(w, r, http.StatusOK, "email", v, c.Language)
		return nil
	})
}

func (h *Handler) takeEmail(w http.ResponseWriter, r *http.Request) {
	h.inCompany(w, r, func(c company) error {
		hash, ok := linkOf(c, r.PostFormValue("t"))
		if !ok {
			return h.linkGone(w, r, c, nil)
		}
		if _, err := h.Directory.ConfirmEmail(inTenant(r.Context(), c.ID), hash); err != nil {
			return h.linkGone(w, r, c, err)
		}
		h.show(w, r, http.StatusOK, "plain", view{Title: "email.done", Body: "email.lead", Tenant: c.Name, Back: "/login/" + c.Slug}, c.Language)
		return nil
	})
}

// linkGone is the one answer to a link that is not good, whatever is wrong with it.
func (h *Handler) linkGone(w http.ResponseWriter, r *http.Request, c company, err error) error {
	switch fault.As(err).Kind {
	case fault.Internal, fault.Unavailable:
		if err != nil {
			return err
		}
	}
	h.show(w, r, http.StatusGone, "plain", view{Title: "gone.title", Body: "gone.lead", Tenant: c.Name, Back: "/login/" + c.Slug}, c.Language)
	return nil
}

func linkOf(c company, secret string) (hash string, ok bool) {
	tenant, hash, ok := credential.Linked(secret)
	return hash, ok && tenant == c.ID
}

// inCompany runs a handler for the company of the address.
func (h *Handler) inCompany(w http.ResponseWriter, r *http.Request, fn func(c company) error) {
	c, err := h.companyBySlug(r.Context(), r.PathValue("tenant"))
	if err == nil {
		err = fn(c)
	}
	if err != nil {
		h.fail(w, r, err)
	}
}

func leastLength(second bool) int {
	if second {
		return credential.MinFactor
	}
	return credential.MinAlone
}
