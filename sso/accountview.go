package sso

import (
	"html/template"

	"mandate/directory/factor"
)

// accountView is what the pages of local accounts show beside the rest.
type accountView struct {
	Page     string // last part of the page's own address
	By       string // the way of showing a factor that the page offers
	Held     factor.Held
	Passkeys bool // passkeys can be used here
	SMS      bool // codes by SMS can be used here
	Number   string
	Least    int    // length of a new password
	Secret   string // of a link, or of an app that is being enrolled
	Address  string // of an app that is being enrolled, for who opens it on the same device
	Picture  factor.Picture
	Options  string // of a passkey's ceremony, JSON
	Codes    []string
}

// App is the address of an app, which is no web address: it opens an authenticator.
func (a accountView) App() template.URL { return template.URL(a.Address) } //nolint:gosec // made by package factor, never of input
