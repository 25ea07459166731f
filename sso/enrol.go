package sso

import (
	"net/http"

	"mandate/directory/factor"
	"mandate/fault"
	"mandate/ident"
)

// issuer is the name that authenticator apps show beside the account.
func issuer(c company) string { return "Mandate " + c.Name }

// showEnrol makes somebody who must have a second factor enrol one: the sign-in ends
// only after that (PR-2).
func (h *Handler) showEnrol(w http.ResponseWriter, r *http.Request, a at) error {
	if err := h.holdsNone(r, a); err != nil {
		return err
	}
	return h.enrolPage(w, r, a, http.StatusOK, r.URL.Query().Get("by"), "")
}

// holdsNone refuses the step to who has a factor by now: they show it instead.
func (h *Handler) holdsNone(r *http.Request, a at) error {
	held, err := h.Factors.Of(a.ctx(r), a.step.Person)
	if err == nil && held.Any() {
		err = noStep()
	}
	return err
}

func (h *Handler) enrolPage(w http.ResponseWriter, r *http.Request, a at, status int, by, trouble string) error {
	v := view{Title: "enrol.title", Tenant: a.company.Name, Slug: a.company.Slug, Trouble: trouble}
	v.Account = accountView{By: factor.TOTP, Passkeys: h.Factors.Passkeys(), Number: masked(a.step.State.Number), Page: "enrol",
		SMS: h.Factors.Send != nil && a.account.PhoneIsMobile && a.account.Phone != ""}
	var err error
	switch {
	case by == factor.SMS && v.Account.SMS:
		v.Account.By = factor.SMS
	case by == factor.Passkey && v.Account.Passkeys:
		v.Account.By = factor.Passkey
		var options any
		if options, err = h.Factors.OfferPasskey(a.ctx(r), &a.step); err == nil {
			v.Account.Options = optionsOf(options)
			err = h.Factors.Keep(a.ctx(r), a.step)
		}
	default:
		var app factor.App
		if app, err = h.Factors.PendingTOTP(a.ctx(r), &a.step, loginOf(a.account), issuer(a.company)); err == nil {
			v.Account.Secret, v.Account.Address = spaced(app.Secret), app.Address
			v.Account.Picture, err = factor.PictureOf(app.Address)
		}
	}
	if err != nil {
		return err
	}
	h.show(w, r, status, "enrol", v, a.company.Language)
	return nil
}

// takeEnrol takes the first answer of a new factor, shows the recovery codes and opens
// the session.
func (h *Handler) takeEnrol(w http.ResponseWriter, r *http.Request, a at) error {
	if err := h.holdsNone(r, a); err != nil {
		return err
	}
	by := r.PostFormValue("by")
	if by == factor.SMS && r.PostFormValue("code") == "" {
		return h.sendCode(w, r, a)
	}
	shown, err := h.enrol(r, &a, by)
	if fault.Is(err, factor.CodeWrong) {
		return h.enrolPage(w, r, a, http.StatusUnprocessableEntity, by, "factor.wrong")
	}
	if err != nil {
		return err
	}
	codes, err := h.Factors.NewRecoveryCodes(a.ctx(r), a.step.Person)
	if err != nil {
		return err
	}
	a.step.State.Factor, a.step.Methods = shown.Factor, append(a.step.Methods, shown.Method)
	to, err := h.advance(w, r, a.company, a.step)
	if err != nil {
		return err
	}
	v := view{Title: "codes.title", Tenant: a.company.Name, Slug: a.company.Slug, Again: to}
	v.Account.Codes = codes
	h.show(w, r, http.StatusOK, "codes", v, a.company.Language)
	return nil
}

// enrol adds the factor and uses the step up with it.
func (h *Handler) enrol(r *http.Request, a *at, by string) (factor.Shown, error) {
	var err error
	used := a.step
	switch by {
	case factor.SMS:
		if err = h.Factors.ConfirmSMS(a.ctx(r), used, r.PostFormValue("code")); err == nil {
			a.step.ID = ident.ID{}
		}
		return factor.Shown{Factor: factor.SMS, Method: "sms"}, err
	case factor.Passkey:
		if err = h.Factors.AddPasskey(a.ctx(r), used, []byte(r.PostFormValue("response")), ""); err == nil {
			a.step.ID = ident.ID{}
		}
		return factor.Shown{Factor: factor.Passkey, Method: "pop"}, err
	}
	if err = h.Factors.ConfirmApp(a.ctx(r), used, r.PostFormValue("code")); err == nil {
		a.step.ID = ident.ID{}
	}
	return factor.Shown{Factor: factor.TOTP, Method: "otp"}, err
}

// spaced writes a secret in groups of four, for people who type it.
func spaced(secret string) string {
	out := make([]byte, 0, len(secret)*5/4)
	for i := range len(secret) {
		if i > 0 && i%4 == 0 {
			out = append(out, ' ')
		}
		out = append(out, secret[i])
	}
	return string(out)
}
