package sso

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/attempt"
	"mandate/directory/factor"
	"mandate/fault"
)

// showCompany is a company's own sign-in page: its connections and local accounts.
func (h *Handler) showCompany(w http.ResponseWriter, r *http.Request) {
	c, err := h.companyBySlug(r.Context(), r.PathValue("tenant"))
	if err != nil {
		h.fail(w, r, err)
		return
	}
	h.companyPage(w, r, c, http.StatusOK, view{Return: returnTo(r.URL.Query().Get("return"))})
}

func (h *Handler) companyPage(w http.ResponseWriter, r *http.Request, c company, status int, v view) {
	doors, err := h.doorsOf(r.Context(), c, v.Return, "")
	if err != nil {
		h.fail(w, r, err)
		return
	}
	v.Title, v.Tenant, v.Slug, v.Doors, v.Account.Passkeys = "company.title", c.Name, c.Slug, doors, h.Factors.Passkeys()
	h.show(w, r, status, "company", v, c.Language)
}

// enterByPassword takes the first step of a local account. Whatever is wrong is said in
// the same words after the same work, so that nobody learns which accounts exist.
func (h *Handler) enterByPassword(w http.ResponseWriter, r *http.Request) {
	c, err := h.companyBySlug(r.Context(), r.PathValue("tenant"))
	if err != nil {
		h.fail(w, r, err)
		return
	}
	login, back := printable(strings.TrimSpace(r.PostFormValue("login")), maxAddress), returnTo(r.PostFormValue("return"))
	var account directory.Account
	if err = h.mayBegin(w, r, c); err == nil {
		account, err = h.checkPassword(r, c, login)
	}
	if err == nil {
		err = h.proceed(w, r, c, factor.Step{Person: account.ID, Methods: []string{methodPassword}, ReturnTo: back, State: factor.State{Compared: account.Compared()}})
	}
	if err == nil {
		return
	}
	if _, known := reasonFor(err); known {
		h.refusedHere(w, r, refusedAt{company: c, person: account.ID}, err, view{Login: login, Return: back})
		return
	}
	h.fail(w, r, err)
}

// refusedHere shows the form again; the reason goes to history.
func (h *Handler) refusedHere(w http.ResponseWriter, r *http.Request, at refusedAt, err error, v view) {
	reason, _ := reasonFor(err)
	h.Log.InfoContext(r.Context(), "sign-in refused", "request", actor.RequestOf(r.Context()), "tenant", at.company.Slug, "reason", reason)
	status := http.StatusUnauthorized
	v.Trouble = "company.wrong"
	if reason == slowed {
		status, v.Trouble = http.StatusTooManyRequests, "company.slowed"
		w.Header().Set("Retry-After", strconv.Itoa(retryAfter(err)))
	}
	if own := new(Refusal); errors.As(err, &own) && reason != slowed { // a flood must not flood history
		h.recordRefusal(r, at, own)
	}
	h.companyPage(w, r, at.company, status, v)
}

func (h *Handler) checkPassword(r *http.Request, c company, login string) (directory.Account, error) {
	ctx := inTenant(r.Context(), c.ID)
	try, err := h.Attempts.Count(ctx, attempt.Password(login, h.Address(r)))
	if err != nil {
		return directory.Account{}, tooSoon(err)
	}
	account, err := h.Directory.LocalAccount(ctx, login)
	unknown := err != nil && fault.As(err).Kind == fault.NotFound
	if err != nil && !unknown {
		return account, err
	}
	right, err := h.Credentials.Passwords.Matches(ctx, r.PostFormValue("password"), account.PasswordHash)
	if err != nil {
		return account, err
	}
	if err := judgeAccount(account, unknown, right, c.SSO, h.Store.Now()); err != nil {
		return account, err
	}
	return account, h.Attempts.TakeBack(ctx, try)
}

// tooSoon makes a refusal of a try that came too early.
func tooSoon(err error) error {
	f := fault.As(err)
	if f.Kind != fault.Throttled {
		return err
	}
	seconds, _ := f.Params["seconds"].(int)
	return &Refusal{Reason: slowed, Wait: time.Duration(seconds) * time.Second}
}

// judgeAccount decides on a local sign-in once the password has been compared.
func judgeAccount(a directory.Account, unknown, right, sso bool, now time.Time) error {
	switch {
	case unknown:
		return refuse(unknownPerson, "local account")
	case a.PasswordHash == "":
		return refuse(noPassword, "")
	case !right:
		return refuse(wrongPassword, "")
	case a.Temporary && a.Expires != nil && !now.Before(*a.Expires):
		return refuse(oldTemporary, "at %s", a.Expires.Format(time.RFC3339))
	}
	return judgeStanding(a, sso, now)
}

// judgeStanding decides whether an account may come in by itself at all. Where the
// directory decides who is active, that is break-glass accounts alone.
func judgeStanding(a directory.Account, sso bool, now time.Time) error {
	switch {
	case sso && !a.BreakGlass:
		return refuse(ssoEnforced, "")
	case !a.Active:
		return refuse(inactivePerson, "")
	case now.Before(a.Blocked):
		return refuse(blockedPerson, "until %s", a.Blocked.Format(time.RFC3339))
	}
	return nil
}

// methodPassword is the authentication method of a local account (RFC 8176).
const methodPassword = "pwd"
