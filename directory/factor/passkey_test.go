package factor_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/directory/factor"
	"mandate/directory/factor/factortest"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// house is a tenant with two people, whose passkeys are bound to mandate.test.
type house struct {
	t          *testing.T
	factors    *factor.Factors
	ctx        context.Context
	tenant     ident.ID
	ann, other ident.ID
}

func each(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		party, err := factor.RelyingParty("https://mandate.test")
		if err != nil {
			t.Fatal(err)
		}
		h := &house{t: t, factors: &factor.Factors{Store: s, Random: rand.Reader, WebAuthn: party}}
		people := &directory.Directory{Store: s}
		h.tenant, err = people.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
		h.no(err)
		h.ctx = storetest.System(t, h.tenant)
		for i, id := range []*ident.ID{&h.ann, &h.other} {
			*id, _, err = people.Create(h.ctx, directory.NewPerson{Email: fmt.Sprintf("p%d@acme.test", i), FirstName: "P", LastName: "Q", Phone: "+14165550123"})
			h.no(err)
		}
		run(t, h)
	})
}

func (h *house) no(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// refused wants a fault with a code.
func (h *house) refused(name string, err error, code fault.Code) {
	h.t.Helper()
	if !fault.Is(err, code) {
		h.t.Errorf("%s: %v, want %s", name, err, code)
	}
}

// begin starts a step and reads it as the next request would.
func (h *house) begin(s factor.Step) factor.Step {
	h.t.Helper()
	secret, err := h.factors.Start(h.ctx, h.tenant, s)
	h.no(err)
	return h.again(secret.Hash)
}

func (h *house) again(hash string) factor.Step {
	h.t.Helper()
	s, err := h.factors.Step(h.ctx, hash)
	h.no(err)
	return s
}

// enrol makes a passkey for a person.
func (h *house) enrol(person ident.ID) *factortest.Authenticator {
	h.t.Helper()
	s, options := h.offer(person)
	a := factortest.New(h.t, person[:])
	h.no(h.factors.AddPasskey(h.ctx, s, a.Makes(h.t, options), "key"))
	a.Counter++
	return a
}

func (h *house) offer(person ident.ID) (factor.Step, any) {
	h.t.Helper()
	return h.withPasskey(factor.Step{Person: person, Purpose: factor.AddPasskey}, h.factors.OfferPasskey)
}

// ask begins a step that wants a passkey; the zero person: anybody's.
func (h *house) ask(person ident.ID) (factor.Step, any) {
	h.t.Helper()
	return h.withPasskey(factor.Step{Person: person, Purpose: factor.ShowFactor}, h.factors.AskPasskey)
}

func (h *house) withPasskey(s factor.Step, options func(context.Context, *factor.Step) (any, error)) (factor.Step, any) {
	h.t.Helper()
	told, err := options(h.ctx, &s)
	h.no(err)
	return h.begin(s), told
}

func (h *house) counterWentBack() (n int) {
	h.t.Helper()
	h.no(h.factors.Store.Read(h.ctx, func(ctx context.Context, c *db.Client) (err error) {
		n, err = c.HistoryEntry.Query().Where(historyentry.Action("PASSKEY_COUNTER_WENT_BACK")).Count(ctx)
		return err
	}))
	return n
}

// TestPasskeysThatAreNotTaken: of another origin, site or challenge, without the person's
// verification, of another person, with another key: none makes or shows a passkey.
func TestPasskeysThatAreNotTaken(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		a, theirs := h.enrol(h.ann), h.enrol(h.other)
		for name, bend := range map[string]func(a *factortest.Authenticator){
			"another origin":          func(a *factortest.Authenticator) { a.Origin = "https://mandate.test.evil.test" },
			"a plain origin":          func(a *factortest.Authenticator) { a.Origin = "http://mandate.test" },
			"another port":            func(a *factortest.Authenticator) { a.Origin = "https://mandate.test:8443" },
			"another rpId":            func(a *factortest.Authenticator) { a.RPID = "evil.test" },
			"a part of the rpId":      func(a *factortest.Authenticator) { a.RPID = "test" },
			"nobody verified":         func(a *factortest.Authenticator) { a.Flags = factortest.UserPresent },
			"nobody present":          func(a *factortest.Authenticator) { a.Flags = factortest.UserVerified },
			"another ceremony":        func(a *factortest.Authenticator) { a.Kind = "payment.get" },
			"making is no showing":    func(a *factortest.Authenticator) { a.Kind = "webauthn.create" },
			"another key":             func(a *factortest.Authenticator) { a.Key = factortest.New(t, nil).Key },
			"a passkey nobody made":   func(a *factortest.Authenticator) { a.ID = factortest.New(t, nil).ID },
			"the other's passkey":     func(a *factortest.Authenticator) { *a = *theirs },
			"the other's, said to be": func(a *factortest.Authenticator) { a.ID, a.Key = theirs.ID, theirs.Key },
		} {
			bent := *a
			bend(&bent)
			s, options := h.ask(h.ann)
			_, _, err := h.factors.ShowPasskey(h.ctx, s, bent.Shows(t, options))
			h.refused(name, err, factor.CodeWrong)
			if name == "the other's passkey" {
				continue // without a person it is a good one
			}
			s, options = h.ask(ident.ID{})
			_, _, err = h.factors.ShowPasskey(h.ctx, s, bent.Shows(t, options))
			h.refused(name+", whoever it is", err, factor.CodeWrong)
		}
		s, options := h.ask(h.ann)
		good := a.Shows(t, options)
		later, _ := h.ask(h.ann)
		_, _, err := h.factors.ShowPasskey(h.ctx, later, good)
		h.refused("the answer to another challenge", err, factor.CodeWrong)
		for name, text := range map[string]string{"nothing": "", "no JSON": "{", "no passkey": "{}", "too long": strings.Repeat(" ", 65<<10)} {
			_, _, err := h.factors.ShowPasskey(h.ctx, later, []byte(text))
			h.refused(name, err, factor.CodeWrong)
		}
		person, shown, err := h.factors.ShowPasskey(h.ctx, s, good)
		if err != nil || person != h.ann || shown.Factor != factor.Passkey {
			t.Fatalf("the good one: %v of %s, %v", shown, person, err)
		}
		h.no(h.factors.Done(h.ctx, s))
		h.refused("a step twice", h.factors.Done(h.ctx, s), factor.CodeStep)
	})
}

// TestPasskeysThatAreNotMade: what is refused when it is shown is not made either, and a
// step makes one at most.
func TestPasskeysThatAreNotMade(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		for name, bend := range map[string]func(a *factortest.Authenticator){
			"another origin":       func(a *factortest.Authenticator) { a.Origin = "https://evil.test" },
			"another rpId":         func(a *factortest.Authenticator) { a.RPID = "evil.test" },
			"nobody verified":      func(a *factortest.Authenticator) { a.Flags = factortest.UserPresent },
			"showing is no making": func(a *factortest.Authenticator) { a.Kind = "webauthn.get" },
		} {
			s, options := h.offer(h.ann)
			a := factortest.New(t, h.ann[:])
			bend(a)
			h.refused(name, h.factors.AddPasskey(h.ctx, s, a.Makes(t, options), ""), factor.CodeWrong)
		}
		s, options := h.offer(h.ann)
		a := factortest.New(t, h.ann[:])
		made := a.Makes(t, options)
		later, _ := h.offer(h.ann)
		h.refused("of another challenge", h.factors.AddPasskey(h.ctx, later, made, ""), factor.CodeWrong)
		theirs, _ := h.offer(h.other)
		h.refused("of another person's step", h.factors.AddPasskey(h.ctx, theirs, made, ""), factor.CodeWrong)
		h.no(h.factors.AddPasskey(h.ctx, s, made, ""))
		h.refused("twice", h.factors.AddPasskey(h.ctx, s, made, ""), factor.CodeStep)
		if held, err := h.factors.Of(h.ctx, h.ann); err != nil || held.Passkeys != 1 {
			t.Errorf("held %+v, %v", held, err)
		}
		if held, err := h.factors.Of(h.ctx, h.other); err != nil || held.Any() {
			t.Errorf("the other holds %+v, %v", held, err)
		}
	})
}

// TestACounterThatGoesBackIsNoted: the passkey may have been copied (WebAuthn 6.1.1). One
// that always says zero keeps no counter.
func TestACounterThatGoesBackIsNoted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		a := h.enrol(h.ann)
		for _, c := range []struct {
			counter uint32
			noted   int
		}{{7, 0}, {8, 0}, {8, 1}, {3, 2}, {9, 2}} {
			a.Counter = c.counter
			s, options := h.ask(h.ann)
			if _, _, err := h.factors.ShowPasskey(h.ctx, s, a.Shows(t, options)); err != nil {
				t.Fatalf("counter %d: %v", c.counter, err)
			}
			if n := h.counterWentBack(); n != c.noted {
				t.Errorf("after counter %d it was noted %d times, not %d", c.counter, n, c.noted)
			}
		}
		s, options := h.offer(h.other)
		zero := factortest.New(t, h.other[:])
		zero.Counter = 0
		h.no(h.factors.AddPasskey(h.ctx, s, zero.Makes(t, options), ""))
		for range 2 {
			s, options := h.ask(h.other)
			_, _, err := h.factors.ShowPasskey(h.ctx, s, zero.Shows(t, options))
			h.no(err)
		}
		if n := h.counterWentBack(); n != 2 {
			t.Errorf("a passkey without a counter is noted: %d", n)
		}
	})
}

// TestWrongPasskeysEndAStep: five, and the right one is too late.
func TestWrongPasskeysEndAStep(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		a := h.enrol(h.ann)
		s := factor.Step{Person: h.ann, Purpose: factor.ShowFactor}
		options, err := h.factors.AskPasskey(h.ctx, &s)
		h.no(err)
		secret, err := h.factors.Start(h.ctx, h.tenant, s)
		h.no(err)
		bent := *a
		bent.Origin = "https://evil.test"
		for range 5 {
			_, _, err := h.factors.ShowPasskey(h.ctx, h.again(secret.Hash), bent.Shows(t, options))
			h.refused("wrong", err, factor.CodeWrong)
		}
		_, err = h.factors.Step(h.ctx, secret.Hash)
		h.refused("after five", err, factor.CodeStep)
	})
}

// TestCodesBySMSThatDoNotArrive: a gateway that fails is said to be unavailable, its answer
// stays inside, and the code that it lost opens nothing once another was sent.
func TestCodesBySMSThatDoNotArrive(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.no(h.factors.Store.Write(h.ctx, func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeUser)
			return tx.Client.User.Update().Where(user.ID(h.ann)).SetPhoneIsMobile(true).SetMfaMethod(user.MfaMethodSMS).Exec(ctx)
		}))
		var sent []string
		broken := errors.New("dial tcp 10.0.0.7: connection refused")
		h.factors.Send = func(_ context.Context, _, text string) error {
			sent = append(sent, strings.TrimPrefix(text, "Code "))
			if len(sent) == 1 {
				return broken
			}
			return nil
		}
		secret, err := h.factors.Start(h.ctx, h.tenant, factor.Step{Person: h.ann, Purpose: factor.ShowFactor})
		h.no(err)
		_, err = h.factors.SendCode(h.ctx, h.again(secret.Hash), "Code %s")
		if f := fault.As(err); f.Kind != fault.Unavailable || f.Code != factor.CodeNoSMS || strings.Contains(f.Message, "10.0.0.7") || !errors.Is(err, broken) {
			t.Fatalf("a gateway that fails: %v", err)
		}
		_, err = h.factors.SendCode(h.ctx, h.again(secret.Hash), "Code %s")
		h.no(err)
		if sent[0] != sent[1] {
			_, err = h.factors.ShowCode(h.ctx, h.again(secret.Hash), factor.SMS, sent[0])
			h.refused("the code that was lost", err, factor.CodeWrong)
		}
		for _, wrong := range []string{"", "12345", sent[1] + "0"} {
			_, err = h.factors.ShowCode(h.ctx, h.again(secret.Hash), factor.SMS, wrong)
			h.refused("code "+wrong, err, factor.CodeWrong)
		}
		shown, err := h.factors.ShowCode(h.ctx, h.again(secret.Hash), factor.SMS, sent[1])
		if err != nil || shown.Factor != factor.SMS {
			t.Errorf("the code that arrived: %v, %v", shown, err)
		}
		h.factors.Send = nil
		_, err = h.factors.SendCode(h.ctx, h.again(secret.Hash), "Code %s")
		h.refused("no gateway", err, factor.CodeNoSMS)
	})
}
