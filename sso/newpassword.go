package sso

import (
	"net/http"

	"mandate/fault"
	"mandate/ident"
)

// showPassword asks for a password of one's own, after a temporary one.
func (h *Handler) showPassword(w http.ResponseWriter, r *http.Request, a at) error {
	h.passwordPage(w, r, a, http.StatusOK, "")
	return nil
}

func (h *Handler) passwordPage(w http.ResponseWriter, r *http.Request, a at, status int, trouble string) {
	v := view{Title: "password.title", Tenant: a.company.Name, Slug: a.company.Slug, Login: loginOf(a.account), Trouble: trouble}
	v.Account.Least = leastLength(a.account.FactorNeeded)
	h.show(w, r, status, "password", v, a.company.Language)
}

// changePassword replaces the temporary password and goes on with the sign-in.
func (h *Handler) changePassword(w http.ResponseWriter, r *http.Request, a at) error {
	err := h.twice(r)
	if err == nil {
		a.step.State.Compared, err = h.Credentials.Replace(a.ctx(r), a.step.Person, a.step.ID, r.PostFormValue("password"))
	}
	if f := fault.As(err); err != nil && f.Kind == fault.Invalid {
		h.passwordPage(w, r, a, http.StatusUnprocessableEntity, "password."+string(f.Code))
		return nil
	}
	if err != nil {
		return err
	}
	a.step.ID = ident.ID{} // used up with the old password
	return h.proceed(w, r, a.company, a.step)
}

// differ is the code of two entries that are not the same.
const differ fault.Code = "differ"

// twice compares the two entries of a new password.
func (h *Handler) twice(r *http.Request) error {
	if r.PostFormValue("password") != r.PostFormValue("again") {
		return fault.New(fault.Invalid, differ, "The two passwords are not the same.").On("again")
	}
	return nil
}
