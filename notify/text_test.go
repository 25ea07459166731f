package notify

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// every gives a value to every placeholder that texts may hold.
var every = map[string]string{"until": "2026-09-01T12:00:00Z", "expires": "2026-09-01T12:00:00Z", "at": "2026-09-01T12:00:00Z", "days": "7",
	"change": "ADDED", "factor": "TOTP",
	"connection": "Okta", "domain": "acme.test", "job": "USERS_EXPORT", "state": "DONE", "done": "1", "failed": "0", "webhook": "LOS", "host": "los.acme.test", "gone": "los.acme.test", "sealed": "LOS", "count": "2", "directory": "Okta"}

func TestEveryNoticeInEveryLanguage(t *testing.T) {
	t.Parallel()
	c, err := newComposer()
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for kind := range maps.Keys(kinds) {
		for _, language := range languages {
			l := letter{language: language, company: "Acme", slug: "acme", base: "https://m.test", zone: zone, name: "Ann", userName: "ann",
				parts: []part{{kind: kind, subject: "A-1", subjectID: "deal_1", facts: every, secret: "one-time"}}}
			subject, body, err := c.compose(l)
			if err != nil {
				t.Fatal(err)
			}
			if subject == "" || seen[subject] != "" {
				t.Errorf("%s in %s is called %q, as is %s", kind, language, subject, seen[subject])
			}
			seen[subject] = kind + " in " + language
			if strings.ContainsAny(body.Text, "{}") || strings.Contains(body.Text, "<no value>") || !strings.Contains(body.HTML, `<html lang="`+language+`">`) {
				t.Errorf("%s in %s: %s", kind, language, body.Text)
			}
			n := c.wordings[language].notice(kind)
			if missing := len(n.Lines) - len(fillLines(n.Lines, c.wordings[language].values(l, l.parts[0]))); missing != 0 {
				t.Errorf("%s in %s: %d lines name a value that nobody gives", kind, language, missing)
			}
		}
	}
}

// TestLanguagesSayTheSame is CO-7 for what is mailed: each text in each language, with the
// same values.
func TestLanguagesSayTheSame(t *testing.T) {
	t.Parallel()
	all, err := loadWordings()
	if err != nil {
		t.Fatal(err)
	}
	want := all["en"]
	for _, language := range languages {
		got := all[language]
		if !slices.Equal(slices.Sorted(maps.Keys(got.Notices)), slices.Sorted(maps.Keys(want.Notices))) || !slices.Equal(slices.Sorted(maps.Keys(got.Words)), slices.Sorted(maps.Keys(want.Words))) {
			t.Errorf("%s has other texts than en", language)
		}
		for kind, n := range got.Notices {
			en := want.Notices[kind]
			if len(n.Lines) != len(en.Lines) || len(n.SecretLines) != len(en.SecretLines) || (n.Action == "") != (en.Action == "") || (n.Secret == "") != (en.Secret == "") {
				t.Errorf("%s in %s has other parts than in en", kind, language)
				continue
			}
			for i, line := range n.Lines {
				if a, b := placeholder.FindAllString(line, -1), placeholder.FindAllString(en.Lines[i], -1); !slices.Equal(a, b) {
					t.Errorf("%s in %s, line %d names %v, in en %v", kind, language, i, a, b)
				}
			}
		}
	}
	for kind := range kinds {
		if _, there := want.Notices[kind]; !there {
			t.Errorf("%s has no text", kind)
		}
	}
}

func TestWhatPeopleTypedStaysText(t *testing.T) {
	t.Parallel()
	c, err := newComposer()
	if err != nil {
		t.Fatal(err)
	}
	l := letter{language: "en", company: "Acme\r\nBcc: x", base: "https://m.test", zone: time.UTC, name: "<b>Ann</b>",
		parts: []part{{kind: "DEAL_ASSIGNED", subject: "A\r\n<script>1", subjectID: "deal_1"}, {kind: "PASSWORD_RESET", secret: "javascript:alert(1)"}}}
	subject, body, err := c.compose(l)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(subject, "\r\n") {
		t.Errorf("subject %q", subject)
	}
	for _, bad := range []string{"<script>", "<b>Ann", `href="javascript`, "Acme\r"} {
		if strings.Contains(body.HTML, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if !strings.Contains(body.HTML, "javascript:alert(1)") || !strings.Contains(body.HTML, "&lt;script&gt;1") {
		t.Error("what was typed is lost")
	}
}

func TestMoment(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	for language, want := range map[string]string{"en": "August 31, 2026, 20:30 (EDT)", "de": "31. August 2026, 20:30 Uhr (EDT)", "fr": "31 août 2026, 20 h 30 (EDT)"} {
		if got := moment("2026-09-01T00:30:00Z", language, zone); got != want {
			t.Errorf("%s: %q", language, got)
		}
	}
	if got := moment("2026-09-01T12:00:00Z", "fr", zone); got != "1er septembre 2026, 08 h 00 (EDT)" {
		t.Errorf("first of a month: %q", got)
	}
	if got := moment("soon", "en", zone); got != "soon" {
		t.Errorf("no instant: %q", got)
	}
}

func TestWaitsEnd(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	var sum time.Duration
	for tries := 1; ; tries++ {
		next, again := after(tries, now)
		if !again {
			if tries != len(waits)+1 || sum < 24*time.Hour || sum >= 72*time.Hour {
				t.Errorf("given up after %d tries and %s", tries, sum)
			}
			return
		}
		sum += next.Sub(now)
	}
}
