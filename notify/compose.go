package notify

import (
	"bytes"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"net/url"
	"strconv"
	"strings"
	texttemplate "text/template"
	"time"

	"mandate/directory/mail"
)

// letter is what a message is made of.
type letter struct {
	language string
	company  string
	slug     string
	base     string // address of the installation, without a slash at the end
	zone     *time.Location
	name     string // of the recipient; may be empty
	userName string // of the recipient
	parts    []part
}

// part is one notice of a letter.
type part struct {
	kind      string
	subjectID string // outside form; empty: none
	subject   string // name of the person, reference of the deal
	facts     map[string]string
	secret    string
}

//go:embed layout.txt layout.html
var layouts embed.FS

// composer writes letters. It is safe for concurrent use.
type composer struct {
	wordings wordings
	text     *texttemplate.Template
	html     *htmltemplate.Template
}

func newComposer() (*composer, error) {
	words, err := loadWordings()
	if err != nil {
		return nil, err
	}
	text, err := texttemplate.ParseFS(layouts, "layout.txt")
	if err != nil {
		return nil, fmt.Errorf("read layout: %w", err)
	}
	html, err := htmltemplate.ParseFS(layouts, "layout.html")
	if err != nil {
		return nil, fmt.Errorf("read layout: %w", err)
	}
	return &composer{words, text, html}, nil
}

// page is what the layouts show.
type page struct {
	Language, Subject, Greeting, Foot, Choose, Copy string
	Sections                                        []section
}

type section struct {
	Title, Action, Link, Label, Code string
	Lines                            []string
}

// compose gives subject and body.
func (c *composer) compose(l letter) (string, mail.Body, error) {
	p := c.page(l)
	var text, html bytes.Buffer
	if err := c.text.Execute(&text, p); err != nil {
		return "", mail.Body{}, fmt.Errorf("write text: %w", err)
	}
	if err := c.html.Execute(&html, p); err != nil {
		return "", mail.Body{}, fmt.Errorf("write HTML: %w", err)
	}
	body := mail.Body{Text: text.String(), HTML: html.String()}
	for _, one := range l.parts {
		body.Credential = body.Credential || one.secret != ""
	}
	return p.Subject, body, nil
}

func (c *composer) page(l letter) page {
	w := c.wordings.in(l.language)
	p := page{Language: l.language, Greeting: w.Frame.Nameless, Copy: w.Frame.Copy}
	if greeting, whole := fill(w.Frame.Greeting, map[string]string{"name": oneLine(l.name)}); whole {
		p.Greeting = greeting
	}
	p.Foot, _ = fill(w.Frame.Foot, map[string]string{"company": oneLine(l.company)})
	choose := false
	for _, one := range l.parts {
		p.Sections = append(p.Sections, w.section(l, one))
		choose = choose || optional(one.kind)
	}
	if choose {
		p.Choose, _ = fill(w.Frame.Choose, map[string]string{"address": l.base + noticesPage})
	}
	p.Subject = w.subject(p.Sections)
	return p
}

func (w wording) subject(sections []section) string {
	title := sections[0].Title
	if len(sections) == 1 {
		return title
	}
	text, more := w.Frame.More, len(sections)-1
	if more == 1 {
		text = w.Frame.MoreOne
	}
	out, _ := fill(text, map[string]string{"title": title, "more": strconv.Itoa(more)})
	return out
}

func (w wording) section(l letter, one part) section {
	n, values := w.notice(one.kind), w.values(l, one)
	s := section{Lines: fillLines(n.Lines, values), Action: n.Action}
	s.Title, _ = fill(n.Title, values)
	s.Title = oneLine(s.Title)
	if k := kindOf(one.kind); k.page != "" && (one.subjectID != "" || !strings.Contains(k.page, "{id}")) {
		s.Link = l.base + strings.NewReplacer("{id}", one.subjectID, "{slug}", l.slug).Replace(k.page)
	}
	if one.secret != "" {
		s.Lines = append(s.Lines, fillLines(n.SecretLines, values)...)
	}
	switch {
	case isLink(one.secret):
		s.Link = one.secret
	case one.secret != "":
		s.Label, s.Code = n.Secret, one.secret
	}
	if s.Link == "" || s.Action == "" {
		s.Link, s.Action = "", ""
	}
	return s
}

// values are what placeholders stand for: facts in the reader's form.
func (w wording) values(l letter, one part) map[string]string {
	values := map[string]string{"subject": oneLine(one.subject), "company": oneLine(l.company), "base": l.base, "userName": oneLine(l.userName)}
	for name, v := range one.facts {
		switch name {
		case "until", "expires", "at":
			v = moment(v, l.language, l.zone)
		default:
			if word, ok := w.Words[v]; ok {
				v = word
			}
			v = oneLine(v)
		}
		values[name] = v
	}
	if values["subject"] == "" {
		values["subject"] = w.Words["UNNAMED"]
	}
	return values
}

func isLink(secret string) bool {
	u, err := url.Parse(secret)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(secret, " \t\r\n<>\"")
}
