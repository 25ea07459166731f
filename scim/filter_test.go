package scim

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"mandate/fault"
)

// text writes a filter back in a canonical form: prefix notation.
func (f *filter) text() string {
	switch f.op {
	case "and", "or", "not":
		parts := make([]string, len(f.args))
		for i, arg := range f.args {
			parts[i] = arg.text()
		}
		return f.op + "(" + strings.Join(parts, ", ") + ")"
	case "has":
		return f.path.String() + "[" + f.args[0].text() + "]"
	case "pr":
		return f.path.String() + " pr"
	}
	value, _ := json.Marshal(f.value)
	return fmt.Sprintf("%s %s %s", f.path, f.op, value)
}

func TestParseFilter(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`userName eq "bjensen"`:                                           `userName eq "bjensen"`,
		`userName Eq "a" AND title PR`:                                    `and(userName eq "a", title pr)`,
		`name.familyName co "O'Malley"`:                                   `name.familyName co "O'Malley"`,
		`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"`:      `urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"`,
		`meta.lastModified gt "2011-05-13T04:42:34Z"`:                     `meta.lastModified gt "2011-05-13T04:42:34Z"`,
		`title pr or userType eq "Intern" and active eq true`:             `or(title pr, and(userType eq "Intern", active eq true))`,
		`userType ne "E" and not (emails co "a" or emails.value co "b")`:  `and(userType ne "E", not(or(emails co "a", emails.value co "b")))`,
		`not(active eq false)`:                                            `not(active eq false)`,
		`emails[type eq "work" and value co "@x"] or ims[type eq "xmpp"]`: `or(emails[and(type eq "work", value co "@x")], ims[type eq "xmpp"])`,
		`emails[type eq "work"].value eq "x"`:                             `emails[and(type eq "work", value eq "x")]`,
		`externalId eq "a\"b\u0041"`:                                      `externalId eq "a\"bA"`,
		`n eq -1.5e3 and x eq NULL and y eq True`:                         `and(n eq -1.5e3, x eq null, y eq true)`,
		`  userName   eq   "a"  `:                                         `userName eq "a"`,
		`notes eq "a"`:                                                    `notes eq "a"`,
		`((userName pr))`:                                                 `userName pr`,
	} {
		f, err := parseFilter(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := f.text(); got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestParseFilterRefuses(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"empty":                 ``,
		"no operator":           `userName`,
		"unknown operator":      `userName is "a"`,
		"no value":              `userName eq`,
		"bare word":             `userName eq bjensen`,
		"open quote":            `userName eq "a`,
		"quote after backslash": `userName eq "a\"`,
		"bad escape":            `userName eq "\x"`,
		"trailing":              `userName eq "a" "b"`,
		"dangling and":          `userName eq "a" and`,
		"not without group":     `not userName eq "a"`,
		"open group":            `(userName eq "a"`,
		"shut group":            `userName eq "a")`,
		"open bracket":          `emails[type eq "work"`,
		"bracket in bracket":    `emails[type[value eq "a"]]`,
		"bracket after sub":     `emails.value[type eq "a"]`,
		"empty bracket":         `emails[]`,
		"bad name":              `1a eq "a"`,
		"empty sub":             `name. eq "a"`,
		"bad urn":               `foo:bar eq "a"`,
		"single quotes":         `userName eq 'a'`,
		"object":                `userName eq {}`,
		"NUL":                   "userName eq \"a\x00\"",
		"escaped NUL":           `userName eq "a\u0000"`,
		"not UTF-8":             "userName eq \"\xff\"",
		"100,000 parentheses":   strings.Repeat("(", 100_000),
		"33 parentheses":        strings.Repeat("(", 33) + "a pr" + strings.Repeat(")", 33),
		"257 terms":             strings.TrimSuffix(strings.Repeat("a pr or ", 257), " or "),
		"9 KiB":                 `userName eq "` + strings.Repeat("a", 9<<10) + `"`,
	} {
		if _, err := parseFilter(text); !fault.Is(err, invalidFilter) {
			t.Errorf("%s: got %v, want invalidFilter", name, err)
		}
	}
}

func TestParseFilterBounds(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"32 parentheses": strings.Repeat("(", 32) + "a pr" + strings.Repeat(")", 32),
		"256 terms":      strings.TrimSuffix(strings.Repeat("a pr or ", 256), " or "),
	} {
		if _, err := parseFilter(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParsePatchPath(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`members`:                `members`,
		`name.familyName`:        `name.familyName`,
		`emails[type eq "work"]`: `emails [type eq "work"]`,
		`emails[type eq "work" and primary eq true].value`: `emails.value [and(type eq "work", primary eq true)]`,
		enterpriseURN + `:manager.value`:                   enterpriseURN + `:manager.value`,
		enterpriseURN:                                      enterpriseURN,
		` title `:                                          `title`,
	} {
		path, err := parsePatchPath(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		got := path.attrPath.String()
		if path.filter != nil {
			got += " [" + path.filter.text() + "]"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestParsePatchPathRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]fault.Code{
		``:                                    invalidPath,
		`.a`:                                  invalidPath,
		`a b`:                                 invalidPath,
		`name.a.b`:                            invalidPath,
		`emails[type eq "a"].`:                invalidPath,
		`emails[type eq "a"]value`:            invalidPath,
		`emails[type eq]`:                     invalidFilter,
		`emails[type eq "a"`:                  invalidFilter,
		strings.Repeat("(", 100000):           invalidPath,
		`emails[` + strings.Repeat("(", 4000): invalidFilter,
	} {
		if _, err := parsePatchPath(text); !fault.Is(err, want) {
			t.Errorf("%s: got %v, want %s", short(text), err, want)
		}
	}
}

// The bounds must hold for every input, and what was parsed must parse again.
func FuzzParseFilter(f *testing.F) {
	for _, seed := range []string{
		`userName eq "bjensen"`, `emails[type eq "work" and value co "@x"].value eq "y" or not (title pr)`,
		`a eq 1 and (b ne null or c.d gt "2011-05-13T04:42:34Z")`, enterpriseURN + `:manager.value eq "x"`, `(((`, `a[b[c`, `a eq "\`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		parsed, err := parseFilter(text)
		if err != nil {
			if !fault.Is(err, invalidFilter) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if terms(parsed) > 2*maxFilterTerms {
			t.Fatalf("%q: %d terms", text, terms(parsed))
		}
	})
}

func FuzzParsePatchPath(f *testing.F) {
	for _, seed := range []string{`members[value eq "x"]`, `emails[type eq "work"].value`, `name.givenName`, enterpriseURN, `a[`, `a.b.c`, `urn:`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path, err := parsePatchPath(text)
		if err != nil {
			if !fault.Is(err, invalidPath) && !fault.Is(err, invalidFilter) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if _, again := parsePatchPath(path.attrPath.String()); again != nil {
			t.Fatalf("%q: its attribute %q does not parse again: %v", text, path.attrPath, again)
		}
	})
}

func terms(f *filter) int {
	n := 1
	for _, arg := range f.args {
		n += terms(arg)
	}
	return n
}
