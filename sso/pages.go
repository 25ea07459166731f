package sso

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

//go:embed page text asset
var files embed.FS

// languages are those of the pages, the first where nobody asked for any.
var languages = []language.Tag{language.English, language.German, language.CanadianFrench}

// pages renders what people see before they are signed in: plain HTML, no inline
// script or style, usable without scripts.
type pages struct {
	templates map[string]*template.Template
	texts     []map[string]string // by the index of languages
	matcher   language.Matcher
}

func loadPages() (*pages, error) {
	p := &pages{templates: map[string]*template.Template{}, matcher: language.NewMatcher(languages)}
	for _, name := range []string{"start", "company", "password", "leave", "refused", "plain", "factor", "enrol", "codes", "forgotten", "reset", "email", "passkey", "stepup", "goodbye", "tested", "setup"} {
		t, err := template.ParseFS(files, "page/layout.html", "page/"+name+".html")
		if err != nil {
			return nil, fmt.Errorf("read page %s: %w", name, err)
		}
		p.templates[name] = t
	}
	for _, tag := range languages {
		base, _ := tag.Base()
		texts := map[string]string{}
		for _, part := range []string{"", "account-"} {
			raw, err := files.ReadFile("text/" + part + base.String() + ".json")
			if err != nil {
				return nil, fmt.Errorf("read texts: %w", err)
			}
			if err := json.Unmarshal(raw, &texts); err != nil {
				return nil, fmt.Errorf("read texts in %s: %w", base, err)
			}
		}
		p.texts = append(p.texts, texts)
	}
	return p, nil
}

// view is what a page shows. Its zero fields are simply not there.
type view struct {
	Title, Body, Trouble string // keys of texts
	Tenant, Phone, Slug  string
	Login, Return        string
	Doors                []door
	Forward              string // leave at once for this address
	Action, Message      string // leave by a form
	Field, Relay         string // name of the message; RelayState, if any
	Submit               bool
	Fields               url.Values // of a form that leads on
	Tested               *tested
	Setup                *setup
	Onward               bool // where the form goes leads further, over addresses not known here
	Reference            string
	Again, Back, Home    string // ways on: to try once more, to sign in, to the console
	Unknown              bool

	Account   accountView
	Languages []languageLink

	Lang  string
	texts map[string]string
}

// door is one connection on a company's page.
type door struct{ Name, Address string }

// Say gives a text in the page's language.
func (v view) Say(key string) (string, error) {
	text, ok := v.texts[key]
	if !ok {
		return "", fmt.Errorf("no text %q in %s", key, v.Lang)
	}
	return strings.NewReplacer("{tenant}", v.Tenant, "{phone}", v.Phone, "{least}", strconv.Itoa(v.Account.Least)).Replace(text), nil
}

// Say1 gives a text with one value put in.
func (v view) Say1(key, name, value string) (string, error) {
	text, err := v.Say(key)
	return strings.ReplaceAll(text, "{"+name+"}", value), err
}

// tag is the language of a request: what the browser asks for, else the company's.
func (p *pages) tag(r *http.Request, company string) int {
	_, index := language.MatchStrings(p.matcher, chosenLanguage(r), r.Header.Get("Accept-Language"), company)
	return index
}

func (p *pages) render(name string, v view, lang int) ([]byte, error) {
	v.Lang, v.texts = languages[lang].String(), p.texts[lang]
	var b bytes.Buffer
	if err := p.templates[name].ExecuteTemplate(&b, name+".html", v); err != nil {
		return nil, fmt.Errorf("render page %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// policyFor is the Content-Security-Policy of a page; form is the one foreign place
// that its form may go to, if any.
func policyFor(v view) string {
	script, form := "'none'", "'self'"
	if v.Submit || v.Account.Options != "" {
		script = "'self'"
	}
	if v.Action != "" {
		form = originOf(v.Action)
	}
	if v.Onward { // form-action binds the redirects that follow a form
		form += " 'self' https:"
	}
	return "default-src 'none'; style-src 'self'; img-src 'self'; script-src " + script + "; form-action " + form +
		"; base-uri 'none'; frame-ancestors 'none'"
}

// secure sets the headers of every answer of this door.
func secure(h http.Header) {
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}

// asset serves the style sheet, the mark and the one script.
func asset(w http.ResponseWriter, r *http.Request) {
	secure(w.Header())
	w.Header().Set("Cache-Control", "public, max-age=3600")
	http.ServeFileFS(w, r, files, path.Join("asset", path.Base(r.PathValue("name"))))
}
