package sso

import (
	"encoding/json"
	"net/http"

	"mandate/directory/attempt"
	"mandate/directory/factor"
	"mandate/fault"
)

// showPasskey asks the browser for a passkey, which says who it is: no name is typed,
// so that nothing can be learnt of accounts.
func (h *Handler) showPasskey(w http.ResponseWriter, r *http.Request) {
	h.inCompany(w, r, func(c company) error {
		if !h.Factors.Passkeys() {
			h.absent(w, r)
			return nil
		}
		return h.passkeyPage(w, r, c, http.StatusOK, returnTo(r.URL.Query().Get("return")), "")
	})
}

func (h *Handler) passkeyPage(w http.ResponseWriter, r *http.Request, c company, status int, back, trouble string) error {
	ctx, s := inTenant(r.Context(), c.ID), factor.Step{Purpose: factor.ShowPasskey, ReturnTo: back}
	options, err := h.Factors.AskPasskey(ctx, &s)
	if err != nil {
		return err
	}
	secret, err := h.Factors.Start(ctx, c.ID, s)
	if err != nil {
		return err
	}
	h.holdStep(w, secret.Text)
	v := view{Title: "passkey.title", Tenant: c.Name, Slug: c.Slug, Return: back, Trouble: trouble}
	v.Account = accountView{Options: optionsOf(options), Page: "passkey"}
	h.show(w, r, status, "passkey", v, c.Language)
	return nil
}

// takePasskey signs in who has shown a passkey: it is both factors at once, because its
// holder was verified.
func (h *Handler) takePasskey(w http.ResponseWriter, r *http.Request) {
	h.inCompany(w, r, func(c company) error {
		s, err := h.stepOf(r, c, factor.ShowPasskey)
		if fault.Is(err, factor.CodeStep) {
			http.Redirect(w, r, "/login/"+c.Slug, http.StatusSeeOther)
			return nil
		}
		if err != nil {
			return err
		}
		return h.passkeyShown(w, r, c, s)
	})
}

func (h *Handler) passkeyShown(w http.ResponseWriter, r *http.Request, c company, s factor.Step) error {
	ctx := inTenant(r.Context(), c.ID)
	try, err := h.Attempts.Count(ctx, attempt.Password("passkey", h.Address(r)))
	if err != nil {
		return h.passkeyPage(w, r, c, http.StatusTooManyRequests, s.ReturnTo, "company.slowed")
	}
	person, shown, err := h.Factors.ShowPasskey(ctx, s, []byte(r.PostFormValue("response")))
	at := refusedAt{company: c, person: person}
	if err != nil && fault.As(err).Kind != fault.Internal && fault.As(err).Kind != fault.Unavailable {
		h.recordRefusal(r, at, &Refusal{Reason: wrongFactor, Detail: factor.Passkey})
		return h.passkeyPage(w, r, c, http.StatusUnauthorized, s.ReturnTo, "passkey.wrong")
	}
	if err != nil {
		return err
	}
	if err := h.Attempts.TakeBack(ctx, try); err != nil {
		return err
	}
	s.Person, s.Methods, s.State.Factor = person, []string{shown.Method, "user"}, shown.Factor
	if err := h.proceed(w, r, c, s); err != nil {
		h.refused(w, r, at, err)
	}
	return nil
}

// optionsOf writes what a browser needs for a ceremony, for the page's script.
func optionsOf(options any) string {
	text, err := json.Marshal(options)
	if err != nil {
		return ""
	}
	return string(text)
}
