package sso

import (
	"net/http"
	"strconv"

	"mandate/directory/attempt"
	"mandate/directory/factor"
	"mandate/fault"
)

// showFactor asks for a second factor that the person has.
func (h *Handler) showFactor(w http.ResponseWriter, r *http.Request, a at) error {
	return h.factorPage(w, r, a, http.StatusOK, r.URL.Query().Get("by"), "")
}

// factorPage shows one way of showing a second factor, and links to the others.
func (h *Handler) factorPage(w http.ResponseWriter, r *http.Request, a at, status int, by, trouble string) error {
	held, err := h.Factors.Of(a.ctx(r), a.step.Person)
	if err != nil {
		return err
	}
	v := view{Title: "factor.title", Tenant: a.company.Name, Slug: a.company.Slug, Trouble: trouble}
	v.Account = accountView{By: wayOf(held, by, a.account.Method, h.Factors), Held: held, Passkeys: held.Passkeys > 0 && h.Factors.Passkeys(),
		SMS: held.SMS && h.Factors.Send != nil, Number: masked(a.step.State.Number), Page: pageOf[a.step.Purpose]}
	if v.Account.By == factor.Passkey {
		options, err := h.Factors.AskPasskey(a.ctx(r), &a.step)
		if err != nil {
			return err
		}
		if err := h.Factors.Keep(a.ctx(r), a.step); err != nil {
			return err
		}
		v.Account.Options = optionsOf(options)
	}
	h.show(w, r, status, "factor", v, a.company.Language)
	return nil
}

// wayOf is the way to show a factor that a page offers: the one asked for, else the one
// that the person prefers, else one that they have.
func wayOf(held factor.Held, asked, preferred string, f *factor.Factors) string {
	has := map[string]bool{factor.TOTP: held.TOTP, factor.SMS: held.SMS && f.Send != nil, factor.Passkey: held.Passkeys > 0 && f.Passkeys(), factor.Recovery: true}
	for _, way := range []string{asked, preferred, factor.TOTP, factor.Passkey, factor.SMS} {
		if has[way] {
			return way
		}
	}
	return factor.Recovery
}

// takeFactor judges the factor that was shown and goes on.
func (h *Handler) takeFactor(w http.ResponseWriter, r *http.Request, a at) error {
	by := r.PostFormValue("by")
	if by == factor.SMS && r.PostFormValue("code") == "" {
		return h.sendCode(w, r, a)
	}
	try, err := h.Attempts.Count(a.ctx(r), attempt.SecondFactor(a.step.Person))
	if err != nil {
		return h.factorWrong(w, r, a, by, tooSoon(err))
	}
	shown, err := h.judgeFactor(r, a, by)
	if err != nil {
		return h.factorWrong(w, r, a, by, err)
	}
	if err := h.Attempts.TakeBack(a.ctx(r), try); err != nil {
		return err
	}
	a.step.State.Factor, a.step.Methods = shown.Factor, append(a.step.Methods, shown.Method)
	if a.step.Purpose == factor.StepUp {
		return h.steppedUp(w, r, a)
	}
	return h.proceed(w, r, a.company, a.step)
}

func (h *Handler) judgeFactor(r *http.Request, a at, by string) (factor.Shown, error) {
	if by != factor.Passkey {
		return h.Factors.ShowCode(a.ctx(r), a.step, by, r.PostFormValue("code"))
	}
	_, shown, err := h.Factors.ShowPasskey(a.ctx(r), a.step, []byte(r.PostFormValue("response")))
	return shown, err
}

// factorWrong shows the page again; the reason goes to history.
func (h *Handler) factorWrong(w http.ResponseWriter, r *http.Request, a at, by string, err error) error {
	reason, _ := reasonFor(err)
	switch {
	case reason == slowed:
		w.Header().Set("Retry-After", strconv.Itoa(retryAfter(err)))
		return h.factorPage(w, r, a, http.StatusTooManyRequests, by, "company.slowed")
	case !fault.Is(err, factor.CodeWrong):
		return err
	}
	h.recordRefusal(r, refusedAt{company: a.company, person: a.step.Person}, &Refusal{Reason: wrongFactor, Detail: printable(by, maxWay)})
	if _, gone := h.stepOf(r, a.company, a.step.Purpose); gone != nil {
		return gone
	}
	return h.factorPage(w, r, a, http.StatusUnprocessableEntity, by, "factor.wrong")
}

// maxWay bounds what is kept of a way that a form names.
const maxWay = 20

// sendCode sends a code by SMS, so many times and no more.
func (h *Handler) sendCode(w http.ResponseWriter, r *http.Request, a at) error {
	if _, err := h.Attempts.Count(a.ctx(r), attempt.Mail("sms:"+a.step.Person.String(), h.Address(r))); err != nil {
		return h.factorWrong(w, r, a, factor.SMS, tooSoon(err))
	}
	text := h.pages.texts[h.pages.tag(r, a.company.Language)]["sms.text"]
	number, err := h.Factors.SendCode(a.ctx(r), a.step, text)
	if fault.Is(err, factor.CodeNoSMS) {
		h.Log.WarnContext(r.Context(), "code not sent", "person", idText(a.step.Person), "error", fault.As(err).Cause)
		return h.factorPage(w, r, a, http.StatusServiceUnavailable, factor.SMS, "factor.unsent")
	}
	if err != nil {
		return err
	}
	a.step.State.Number = number
	if a.step.Purpose == factor.EnrolFactor {
		return h.enrolPage(w, r, a, http.StatusOK, factor.SMS, "")
	}
	return h.factorPage(w, r, a, http.StatusOK, factor.SMS, "")
}

// masked shows the last digits of a number.
func masked(number string) string {
	if len(number) < 4 {
		return ""
	}
	return "•••• " + number[len(number)-3:]
}
