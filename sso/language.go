package sso

import (
	"net/http"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// languageCookie remembers the language that somebody chose on a page.
const languageCookie = "__Host-mandate_language"

// languageLink is one language of a page's switch.
type languageLink struct {
	Tag, Name, Address string
	Here               bool
}

// languageNames are what the languages call themselves, in the order of languages.
var languageNames = [...]string{"English", "Deutsch", "Français"}

// languagesFor are the links of a page's switch: the page's own address with lang. A
// page that ends a protocol has none: its address holds a code, which nothing repeats,
// and it can't be asked for again.
func languagesFor(r *http.Request) []languageLink {
	for _, protocol := range []string{"/sso/saml/", "/sso/oidc/", "/oidc/"} {
		if strings.HasPrefix(r.URL.Path, protocol) {
			return nil
		}
	}
	list := make([]languageLink, len(languages))
	for i, tag := range languages {
		query := r.URL.Query()
		query.Set("lang", baseOf(tag))
		list[i] = languageLink{Tag: tag.String(), Name: languageNames[i], Address: r.URL.Path + "?" + query.Encode()}
	}
	return list
}

func baseOf(tag language.Tag) string {
	base, _ := tag.Base()
	return base.String()
}

// chosenLanguage is the language that somebody chose: on this page, or earlier.
func chosenLanguage(r *http.Request) string {
	for _, text := range []string{r.URL.Query().Get("lang"), cookieOf(r, languageCookie)} {
		if slices.ContainsFunc(languages, func(t language.Tag) bool { return baseOf(t) == text }) {
			return text
		}
	}
	return ""
}

func cookieOf(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// keepLanguage remembers a choice made with the switch.
func (h *Handler) keepLanguage(w http.ResponseWriter, r *http.Request) {
	if lang := chosenLanguage(r); lang != "" && r.URL.Query().Get("lang") != "" {
		http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: lang, Path: "/", MaxAge: 365 * 24 * 3600, Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
}
