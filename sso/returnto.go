package sso

import (
	"net/url"
	"strings"
	"unicode"
)

// maxReturn bounds a return address, in bytes.
const maxReturn = 2048

// returnTo gives the place to go to after signing in: a path of this installation,
// or "/". Browsers read "\" as "/" and drop control characters, so neither may be
// there, nor may a second slash make a host of the first segment.
func returnTo(text string) string {
	if len(text) > maxReturn || !strings.HasPrefix(text, "/") || strings.HasPrefix(text, "//") {
		return "/"
	}
	if strings.Contains(text, `\`) || strings.ContainsFunc(text, unicode.IsControl) {
		return "/"
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || strings.HasPrefix(u.Path, "//") || strings.Contains(u.Path, `\`) {
		return "/"
	}
	return text
}
