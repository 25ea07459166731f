package sso

import (
	"crypto/rsa"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/fault"
	"mandate/sso/forge"
)

func TestExamineShowsGoodAndBad(t *testing.T) {
	t.Parallel()
	connection := ourConnection()
	connection.Keys = []*rsa.PrivateKey{keyOf(ourSP())}
	connection.Mapping = Mapping{"lastName": "surname"}
	for name, c := range map[string]struct {
		forged    forged
		reason    Reason
		signed    string
		encrypted bool
	}{
		"good":      {forged{}, "", "ASSERTION", false},
		"both":      {forged{Response: true}, "", "BOTH", false},
		"encrypted": {forged{Cipher: hiddenFor(nil)}, "", "ASSERTION", true},
		"unsigned":  {forged{Bare: true}, unsigned, "NONE", false},
		"audience":  {forged{Text: replaced("<saml:Audience>"+spEntity, "<saml:Audience>https://other.test")}, wrongAudience, "ASSERTION", false},
	} {
		got := connection.Examine(made(t, c.forged), noon)
		if got.Reason != c.reason || got.Signed != c.signed || got.Encrypted != c.encrypted {
			t.Errorf("%s: %q %q %v", name, got.Reason, got.Signed, got.Encrypted)
		}
		if got.Subject != "ada.moreno@alpha.test" || got.Issuer != idpEntity || got.SessionIndex != "s-1" || len(got.Audiences) != 1 || len(got.Attributes) != 3 {
			t.Errorf("%s: %+v", name, got)
		}
		want := []ExaminedValue{{"userName", "", ""}, {"email", "email", "ada.moreno@alpha.test"}, {"firstName", "firstName", "Ada"}, {"lastName", "surname", ""}}
		if !slices.Equal(got.Mapped, want) {
			t.Errorf("%s: mapped %+v", name, got.Mapped)
		}
		if !strings.Contains(got.XML, "\n    <saml:Subject>") {
			t.Errorf("%s: text %s", name, got.XML)
		}
	}
	for _, doc := range []string{"", "hello", "<x/>", `<!DOCTYPE x><x/>`, strings.Repeat("<a>", 50_000)} {
		if got := connection.Examine([]byte(doc), noon); got.Reason == "" || len(got.Attributes) != 0 {
			t.Errorf("%.20q: %+v", doc, got)
		}
	}
}

func TestWarningsOfMetadata(t *testing.T) {
	t.Parallel()
	m := IdPMetadata{RedirectURL: "https://idp.test/sso", LogoutURL: "http://idp.test/slo",
		Certificates: []string{pemOf(ourIdP()), pemOf(oldIdP()), pemOf(forge.NewIdP(t, "next", noon.AddDate(1, 1, 0)))}}
	var codes []string
	for _, w := range m.Warnings(noon) {
		codes = append(codes, w.Code)
	}
	if want := []string{WarnExpired, WarnNotYet, WarnPlainAddress}; !slices.Equal(codes, want) {
		t.Errorf("codes = %q", codes)
	}
	m = IdPMetadata{RedirectURL: "https://idp.test/sso", Certificates: []string{pemOf(ourIdP())}, ValidUntil: noon}
	late := m.Warnings(noon.AddDate(1, 0, -59))
	if len(late) != 3 || late[0].Code != WarnExpiring || late[0].Name != "our idp" || !late[0].At.Equal(noon.AddDate(1, 0, 0)) || late[1].Code != WarnStale || late[2].Code != WarnNoLogout {
		t.Errorf("late = %+v", late)
	}
	gone := m.Warnings(noon.AddDate(1, 0, 1))
	if len(gone) != 4 || gone[0].Code != WarnExpired || gone[1].Code != WarnAllExpired {
		t.Errorf("gone = %+v", gone)
	}
}

func TestLargeMessagesTakeTurns(t *testing.T) {
	t.Parallel()
	q := newHeavy()
	done, err := q.turn(t.Context(), heavyFrom)
	if err != nil {
		t.Fatal(err)
	}
	if small, err := q.turn(t.Context(), heavyFrom-1); err != nil {
		t.Errorf("a small one waits: %v", err)
	} else {
		small()
	}
	many := newHeavy()
	many.waiting.Store(heavyQueue)
	if _, err := many.turn(t.Context(), heavyFrom); !fault.Is(err, fault.CodeUnavailable) || many.waiting.Load() != heavyQueue {
		t.Errorf("a full queue: %v", err)
	}
	if !many.full(heavyFrom) || many.full(heavyFrom-1) || many.full(-1) || newHeavy().full(heavyFrom) {
		t.Error("only a large message finds a full queue")
	}
	came := make(chan time.Time)
	go func() {
		second, err := q.turn(t.Context(), heavyFrom)
		if err == nil {
			defer second()
		}
		came <- time.Now()
	}()
	time.Sleep(20 * time.Millisecond)
	released := time.Now()
	done()
	if at := <-came; at.Before(released) {
		t.Error("two large ones at once")
	}
}
