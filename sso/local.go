package sso

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"mandate/actor"
	"mandate/directory"
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
	v.Title, v.Tenant, v.Slug, v.Doors = "company.title", c.Name, c.Slug, doors
	h.show(w, r, status, "company", v, c.Language)
}

// enterByPassword signs a local account in. Whatever is wrong is said in the same
// words after the same work, so that nobody learns which accounts exist.
func (h *Handler) enterByPassword(w http.ResponseWriter, r *http.Request) {
	c, err := h.companyBySlug(r.Context(), r.PathValue("tenant"))
	if err != nil {
		h.fail(w, r, err)
		return
	}
	login, back := printable(strings.TrimSpace(r.PostFormValue("login")), maxAddress), returnTo(r.PostFormValue("return"))
	account, err := h.checkPassword(r, c, login)
	if err == nil {
		err = h.enter(w, r, c, account)
	}
	if _, known := reasonFor(err); err != nil && known {
		h.refusedHere(w, r, refusedAt{company: c, person: account.ID}, err, view{Login: login, Return: back})
		return
	}
	if err != nil {
		h.fail(w, r, err)
		return
	}
	to := back
	if account.Temporary {
		to = "/login/" + c.Slug + "/password?" + returnQuery(back)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
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
		h.recordRefusal(r.Context(), at, own)
	}
	h.companyPage(w, r, at.company, status, v)
}

func (h *Handler) checkPassword(r *http.Request, c company, login string) (directory.Account, error) {
	ctx := inTenant(r.Context(), c.ID)
	try := newAttempt(c.ID, login, h.Address(r))
	try, err := h.count(ctx, try)
	if err != nil {
		return directory.Account{}, err
	}
	account, err := h.Directory.LocalAccount(ctx, login)
	unknown := err != nil && fault.As(err).Kind == fault.NotFound
	if err != nil && !unknown {
		return account, err
	}
	right, err := h.Passwords.Matches(ctx, r.PostFormValue("password"), account.PasswordHash)
	if err != nil {
		return account, err
	}
	if err := judgeAccount(account, unknown, right, c.SSO, h.Store.Now()); err != nil {
		return account, err
	}
	return account, h.takeBack(ctx, try)
}

// judgeAccount decides on a local sign-in once the password has been compared.
// Where the directory decides who is active, local passwords open the door for
// break-glass accounts alone.
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
	case sso && !a.BreakGlass:
		return refuse(ssoEnforced, "")
	case !a.Active:
		return refuse(inactivePerson, "")
	}
	return nil
}

// methodPassword is the authentication method of a local account (RFC 8176).
const methodPassword = "pwd"

func (h *Handler) enter(w http.ResponseWriter, r *http.Request, c company, a directory.Account) error {
	_, err := h.open(w, r, c, directory.SignInInput{Person: a.ID, Methods: []string{methodPassword}}, time.Time{})
	return err
}
