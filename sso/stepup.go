package sso

import (
	"net/http"

	"mandate/directory"
	"mandate/directory/attempt"
	"mandate/directory/factor"
	"mandate/ent/db/connection"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// showStepUp asks somebody who is signed in to prove again that it is they: by a second
// factor if they have one, by their password otherwise, and at their IdP if they came
// from there.
func (h *Handler) showStepUp(w http.ResponseWriter, r *http.Request) {
	h.inCompany(w, r, func(c company) error {
		row, err := h.goodSession(r, c)
		if err != nil {
			return h.toSignIn(w, r, c, err)
		}
		back := returnTo(r.URL.Query().Get("return"))
		if !row.ConnectionID.IsZero() {
			http.Redirect(w, r, againAt(row, back), http.StatusSeeOther)
			return nil
		}
		return h.beginStepUp(w, r, c, row, back)
	})
}

func (h *Handler) beginStepUp(w http.ResponseWriter, r *http.Request, c company, row store.SessionRow, back string) error {
	ctx := inTenant(r.Context(), c.ID)
	s := factor.Step{Purpose: factor.StepUp, Person: row.User, Session: row.ID, ReturnTo: back}
	held, err := h.Factors.Of(ctx, row.User)
	if err != nil {
		return err
	}
	if s, err := h.stepOf(r, c, factor.StepUp); err == nil && s.Session == row.ID && r.URL.Query().Get("by") != "" {
		return h.stepUpPage(w, r, at{company: c, step: s}, held, http.StatusOK, "")
	}
	secret, err := h.Factors.Start(ctx, c.ID, s)
	if err != nil {
		return err
	}
	h.holdStep(w, secret.Text)
	if s, err = h.Factors.Step(ctx, secret.Hash); err != nil {
		return err
	}
	return h.stepUpPage(w, r, at{company: c, step: s}, held, http.StatusOK, "")
}

func (h *Handler) stepUpPage(w http.ResponseWriter, r *http.Request, a at, held factor.Held, status int, trouble string) error {
	account, err := h.Directory.AccountOf(a.ctx(r), a.step.Person)
	if err != nil {
		return err
	}
	if a.account = account; held.Any() {
		return h.factorPage(w, r, a, status, r.URL.Query().Get("by"), trouble)
	}
	v := view{Title: "stepup.title", Tenant: a.company.Name, Slug: a.company.Slug, Login: loginOf(account), Trouble: trouble}
	h.show(w, r, status, "stepup", v, a.company.Language)
	return nil
}

// takeStepUp judges the proof. It counts for the session that asked, and for no other
// that the browser may hold by now.
func (h *Handler) takeStepUp(w http.ResponseWriter, r *http.Request, a at) error {
	row, err := h.goodSession(r, a.company)
	if err != nil || row.ID != a.step.Session {
		return noStep()
	}
	held, err := h.Factors.Of(a.ctx(r), a.step.Person)
	if err != nil {
		return err
	}
	if held.Any() {
		return h.takeFactor(w, r, a)
	}
	try, err := h.Attempts.Count(a.ctx(r), attempt.SecondFactor(a.step.Person))
	if err != nil {
		return h.stepUpPage(w, r, a, held, http.StatusTooManyRequests, "company.slowed")
	}
	right, err := h.Credentials.Passwords.Matches(a.ctx(r), r.PostFormValue("password"), a.account.PasswordHash)
	if err != nil {
		return err
	}
	if !right {
		h.recordRefusal(r, refusedAt{company: a.company, person: a.step.Person}, &Refusal{Reason: wrongPassword, Detail: factor.StepUp})
		return h.stepUpPage(w, r, a, held, http.StatusUnauthorized, "stepup.wrong")
	}
	if err := h.Attempts.TakeBack(a.ctx(r), try); err != nil {
		return err
	}
	a.step.Methods, a.step.State.Compared = []string{methodPassword}, a.account.Compared()
	return h.steppedUp(w, r, a)
}

// steppedUp notes the proof; the session goes on under another identifier. Who proved it by
// a password that was changed meanwhile starts again, as the change has ended their steps;
// history says that it was the wrong one.
func (h *Handler) steppedUp(w http.ResponseWriter, r *http.Request, a at) error {
	token := store.NewCredential(store.SessionToken, a.company.ID)
	err := h.Factors.Done(a.ctx(r), a.step)
	if err == nil {
		err = h.Directory.StepUp(a.ctx(r), a.step.Session, token.Hash, a.step.Methods, a.step.State.Compared)
	}
	if fault.Is(err, directory.RefusedPassword) {
		h.recordRefusal(r, refusedAt{company: a.company, person: a.step.Person}, &Refusal{Reason: wrongPassword, Detail: factor.StepUp})
		return noStep()
	}
	if err != nil {
		return err
	}
	http.SetCookie(w, sessionCookie(token.Text))
	h.holdStep(w, "")
	http.Redirect(w, r, returnTo(a.step.ReturnTo), http.StatusSeeOther)
	return nil
}

// goodSession is the session of a browser in a company.
func (h *Handler) goodSession(r *http.Request, c company) (store.SessionRow, error) {
	row, err := h.sessionOf(r)
	if err == nil && (row.Tenant != c.ID || !sessionGood(row, h.Store.Now()) || mustChoosePassword(row)) {
		err = unauthenticated()
	}
	return row, err
}

func (h *Handler) toSignIn(w http.ResponseWriter, r *http.Request, c company, err error) error {
	if fault.As(err).Kind != fault.Unauthenticated {
		return err
	}
	http.Redirect(w, r, "/login/"+c.Slug+"?"+returnQuery(returnTo(r.URL.Query().Get("return"))), http.StatusSeeOther)
	return nil
}

// againAt is where somebody signs in once more at the IdP that they came from.
func againAt(row store.SessionRow, back string) string {
	path := "/sso/saml/"
	if row.ConnectionKind == string(connection.KindOIDC) {
		path = "/sso/oidc/"
	}
	return path + row.ConnectionID.Text(ident.Connection) + "/start?reauthenticate=1&" + returnQuery(back)
}
