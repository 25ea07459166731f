package sso

import (
	"context"
	"errors"
	"net/http"

	"mandate/directory"
	"mandate/fault"
	"mandate/store"
)

// sessionPerson is who must replace a temporary password before anything else.
type sessionPerson struct{ store.SessionRow }

// login is what the person signs in with, for password managers.
func (p sessionPerson) login() string {
	if p.Email != "" {
		return p.Email
	}
	return p.UserName
}

// showPassword asks for a password of one's own.
func (h *Handler) showPassword(w http.ResponseWriter, r *http.Request) {
	c, p, ok := h.replacing(w, r)
	if !ok {
		return
	}
	h.passwordPage(w, r, c, p, http.StatusOK, view{Return: returnTo(r.URL.Query().Get("return"))})
}

func (h *Handler) passwordPage(w http.ResponseWriter, r *http.Request, c company, p sessionPerson, status int, v view) {
	v.Title, v.Tenant, v.Slug, v.Login = "password.title", c.Name, c.Slug, p.login()
	h.show(w, r, status, "password", v, c.Language)
}

// replacing loads whose password is being replaced; without such a session the
// browser goes back to the company's page.
func (h *Handler) replacing(w http.ResponseWriter, r *http.Request) (company, sessionPerson, bool) {
	c, err := h.companyBySlug(r.Context(), r.PathValue("tenant"))
	if err != nil {
		h.fail(w, r, err)
		return c, sessionPerson{}, false
	}
	p, err := h.personOf(r, c)
	if err != nil && fault.As(err).Kind == fault.Unauthenticated {
		http.Redirect(w, r, "/login/"+c.Slug, http.StatusSeeOther)
		return c, p, false
	}
	if err != nil {
		h.fail(w, r, err)
		return c, p, false
	}
	return c, p, true
}

// personOf is whose temporary password opened the session of this browser.
func (h *Handler) personOf(r *http.Request, c company) (sessionPerson, error) {
	row, err := h.sessionOf(r)
	if err != nil {
		return sessionPerson{}, err
	}
	if row.Tenant != c.ID || !sessionGood(row, h.Store.Now()) || !mustChoosePassword(row) {
		return sessionPerson{}, unauthenticated()
	}
	return sessionPerson{row}, nil
}

// changePassword replaces the temporary password, ends every session of the person
// and signs them in afresh.
func (h *Handler) changePassword(w http.ResponseWriter, r *http.Request) {
	c, p, ok := h.replacing(w, r)
	if !ok {
		return
	}
	back := returnTo(r.PostFormValue("return"))
	err := h.replacePassword(r, c, p)
	if f := new(fault.Fault); errors.As(err, &f) && f.Kind == fault.Invalid {
		h.passwordPage(w, r, c, p, http.StatusUnprocessableEntity, view{Trouble: "password." + string(f.Code), Return: back})
		return
	}
	if err == nil {
		err = h.enter(w, r, c, directory.Account{ID: p.User})
	}
	if err != nil {
		h.refused(w, r, refusedAt{company: c}, err)
		return
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// differ is the code of two entries that are not the same.
const differ fault.Code = "differ"

func (h *Handler) replacePassword(r *http.Request, c company, p sessionPerson) error {
	password := r.PostFormValue("password")
	if password != r.PostFormValue("again") {
		return fault.New(fault.Invalid, differ, "The two passwords are not the same.").On("again")
	}
	if weak := checkNewPassword(password, p.Email, p.UserName, p.FirstName, p.LastName, c.Name, c.Slug, "Mandate"); weak != nil {
		return weak
	}
	ctx := inTenant(r.Context(), c.ID)
	if err := h.checkDiffers(ctx, p, password); err != nil {
		return err
	}
	hash, err := h.Passwords.Hash(ctx, password, h.Random)
	if err != nil {
		return err
	}
	return h.Directory.ChangePassword(ctx, p.User, p.ID, hash)
}

// checkDiffers refuses the temporary password as the new one.
func (h *Handler) checkDiffers(ctx context.Context, p sessionPerson, password string) error {
	account, err := h.Directory.AccountOf(ctx, p.User)
	if err != nil {
		return err
	}
	same, err := h.Passwords.Matches(ctx, password, account.PasswordHash)
	if err != nil {
		return err
	}
	if same {
		return weak("PASSWORD_SAME", "The new password must differ from the old one.")
	}
	return nil
}
