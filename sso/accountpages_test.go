package sso

import (
	"maps"

	"mandate/directory/factor"
)

// shownAccounts are the pages of local accounts with everything that they can show.
func shownAccounts() map[string]shownPage {
	base := func(title string, a accountView) view {
		return view{Title: title, Tenant: "Alpha Bank", Slug: "alpha", Login: "ada@alpha.test", Return: "/users", Account: a}
	}
	held := factor.Held{TOTP: true, SMS: true, Passkeys: 1}
	picture := factor.Picture{Size: 9, Path: "M4 4h1v1h-1z"}
	pages := map[string]shownPage{}
	for _, by := range []string{factor.TOTP, factor.SMS, factor.Passkey, factor.Recovery} {
		v := base("factor.title", accountView{By: by, Held: held, Passkeys: true, SMS: true, Number: "•••• 123", Page: "factor"})
		if by == factor.Passkey {
			v.Account.Options = `{"publicKey":{}}`
		}
		pages["factor "+by] = shownPage{"factor", v}
		v.Title, v.Account.Page, v.Account.Secret, v.Account.Picture, v.Account.Address = "enrol.title", "enrol", "ABCD EFGH", picture, "otpauth://totp/a"
		pages["enrol "+by] = shownPage{"enrol", v}
	}
	for name, s := range map[string]struct{ page, title, body, trouble string }{
		"factor wrong":     {"factor", "factor.title", "", "factor.wrong"},
		"factor unsent":    {"factor", "factor.title", "", "factor.unsent"},
		"password common":  {"password", "password.title", "", "password.PASSWORD_COMMON"},
		"forgotten":        {"forgotten", "forgotten.title", "", ""},
		"forgotten sent":   {"plain", "forgotten.title", "forgotten.sent", ""},
		"reset":            {"reset", "reset.title", "reset.ask", "password.PASSWORD_SHORT"},
		"invited":          {"reset", "invited.title", "invited.ask", ""},
		"invited done":     {"plain", "invited.done", "invited.lead", ""},
		"reset done":       {"plain", "reset.done", "reset.lead", ""},
		"e-mail":           {"email", "email.title", "", ""},
		"e-mail done":      {"plain", "email.done", "email.lead", ""},
		"link gone":        {"plain", "gone.title", "gone.lead", ""},
		"passkey wrong":    {"passkey", "passkey.title", "", "passkey.wrong"},
		"step-up wrong":    {"stepup", "stepup.title", "", "stepup.wrong"},
		"recovery codes":   {"codes", "codes.title", "", ""},
		"company passkeys": {"company", "company.title", "", ""},
	} {
		v := base(s.title, accountView{Least: 15, Secret: "mlnk_x", Passkeys: true, Page: "passkey", Options: "{}", Codes: []string{"abcd-efgh-jkmn-pqrs"}})
		v.Body, v.Trouble, v.Back = s.body, s.trouble, "/login/alpha"
		if s.page == "codes" {
			v.Again = v.Back
		}
		pages[name] = shownPage{s.page, v}
	}
	return pages
}

// shownPage is a page with a view.
type shownPage struct {
	page string
	view view
}

func withAccounts(pages map[string]shownPage) map[string]shownPage {
	maps.Copy(pages, shownAccounts())
	return pages
}
