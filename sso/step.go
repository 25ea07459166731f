package sso

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"mandate/directory"
	"mandate/directory/factor"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// stepCookie holds the secret of a sign-in under way. It opens nothing by itself.
const stepCookie = "__Host-mandate_step"

// A local sign-in is a chain of steps, each a row that its browser holds the secret of:
// what has been shown is in the row, never in the page. This file decides what comes
// next; each page shows one step and comes back here.

// pageOf is the last part of the address of each step's page.
var pageOf = map[string]string{factor.ShowFactor: "factor", factor.EnrolFactor: "enrol", factor.NewPassword: "password", factor.StepUp: "step-up"}

// missing is the purpose of the next step of somebody who has shown these factors;
// empty: none, they may come in.
func missing(a directory.Account, held factor.Held, shown string) string {
	switch {
	case shown == "" && held.Any():
		return factor.ShowFactor
	case a.Temporary:
		return factor.NewPassword
	case shown == "" && a.FactorNeeded:
		return factor.EnrolFactor
	}
	return ""
}

// proceed brings a sign-in to its next step, or to its session. done is the step that
// the person has just passed; the first time it has no id.
func (h *Handler) proceed(w http.ResponseWriter, r *http.Request, c company, done factor.Step) error {
	to, err := h.advance(w, r, c, done)
	if err == nil {
		http.Redirect(w, r, to, http.StatusSeeOther)
	}
	return err
}

// advance does what proceed does and gives the address to go to.
func (h *Handler) advance(w http.ResponseWriter, r *http.Request, c company, done factor.Step) (string, error) {
	ctx := inTenant(r.Context(), c.ID)
	account, err := h.Directory.AccountOf(ctx, done.Person)
	if err != nil {
		return "", err
	}
	if err := judgeStanding(account, c.SSO, h.Store.Now()); err != nil {
		return "", err
	}
	held, err := h.Factors.Of(ctx, done.Person)
	if err != nil {
		return "", err
	}
	next := done
	if next.Purpose = missing(account, held, done.State.Factor); next.Purpose == "" {
		return h.comeIn(w, r, c, done)
	}
	next.State = factor.State{Factor: done.State.Factor, Compared: done.State.Compared}
	var secret store.Credential
	if done.ID.IsZero() {
		secret, err = h.Factors.Start(ctx, c.ID, next)
	} else {
		secret, err = h.Factors.Next(ctx, c.ID, done, next)
	}
	if fault.Is(err, directory.RefusedPassword) { // changed since it was compared
		err = refuse(wrongPassword, "")
	}
	if err != nil {
		return "", err
	}
	h.holdStep(w, secret.Text)
	return "/login/" + c.Slug + "/" + pageOf[next.Purpose], nil
}

// comeIn makes the session at the end of the chain.
func (h *Handler) comeIn(w http.ResponseWriter, r *http.Request, c company, done factor.Step) (string, error) {
	if !done.ID.IsZero() {
		if err := h.Factors.Done(inTenant(r.Context(), c.ID), done); err != nil {
			return "", err
		}
	}
	in := directory.SignInInput{Person: done.Person, Compared: done.State.Compared, Methods: methodsOf(done), Factor: done.State.Factor}
	if _, err := h.open(w, r, c, in, time.Time{}); err != nil {
		return "", err
	}
	h.holdStep(w, "")
	return returnTo(done.ReturnTo), nil
}

// methodsOf are the methods of a step; more than one factor is "mfa" (RFC 8176).
func methodsOf(s factor.Step) []string {
	if s.State.Factor == "" {
		return s.Methods
	}
	return append(append([]string{}, s.Methods...), "mfa")
}

// holdStep gives the browser the secret of a step, or takes it away.
func (h *Handler) holdStep(w http.ResponseWriter, secret string) {
	cookie := &http.Cookie{Name: stepCookie, Value: secret, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if secret == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
}

// stepOf finds the step of a browser in a company. None, one that is past, and one for
// another purpose are factor.CodeStep.
func (h *Handler) stepOf(r *http.Request, c company, purposes ...string) (factor.Step, error) {
	cookie, err := r.Cookie(stepCookie)
	if err != nil {
		return factor.Step{}, noStep()
	}
	tenant, hash, ok := store.ParseCredential(store.StepToken, cookie.Value)
	if !ok || tenant != c.ID {
		return factor.Step{}, noStep()
	}
	s, err := h.Factors.Step(inTenant(r.Context(), c.ID), hash)
	if err != nil {
		return s, err
	}
	for _, purpose := range purposes {
		if s.Purpose == purpose {
			return s, nil
		}
	}
	return s, noStep()
}

func noStep() *fault.Fault {
	return fault.New(fault.Unauthenticated, factor.CodeStep, "Start again.")
}

// at is a step's page as its handler finds it: the company, the step, whose it is.
type at struct {
	company company
	step    factor.Step
	account directory.Account
}

func (a at) ctx(r *http.Request) context.Context { return inTenant(r.Context(), a.company.ID) }

// onStep runs a handler on the step that the browser is at. Without one the browser
// begins again at the company's page.
func (h *Handler) onStep(fn func(w http.ResponseWriter, r *http.Request, a at) error, purposes ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c, err := h.companyBySlug(r.Context(), r.PathValue("tenant"))
		if err != nil {
			h.fail(w, r, err)
			return
		}
		a := at{company: c}
		if a.step, err = h.stepOf(r, c, purposes...); err == nil {
			if a.account, err = h.Directory.AccountOf(a.ctx(r), a.step.Person); err == nil {
				err = fn(w, r, a)
			}
		}
		if fault.Is(err, factor.CodeStep) {
			http.Redirect(w, r, h.beginAgain(c, a.step), http.StatusSeeOther)
			return
		}
		if err != nil {
			h.refused(w, r, refusedAt{company: c, person: a.step.Person}, err)
		}
	}
}

func (h *Handler) beginAgain(c company, s factor.Step) string {
	to := "/login/" + c.Slug
	if back := returnTo(s.ReturnTo); back != "/" {
		to += "?" + url.Values{"return": {back}}.Encode()
	}
	return to
}

// login is what somebody signs in with, for password managers.
func loginOf(a directory.Account) string {
	if a.Email != "" {
		return a.Email
	}
	return a.UserName
}

func idText(id ident.ID) string { return id.Text(ident.User) }
