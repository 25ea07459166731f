package graph_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/go-webauthn/webauthn/protocol"

	"mandate/actor"
	"mandate/directory"
	"mandate/directory/factor"
	"mandate/directory/factor/factortest"
	"mandate/fault"
	"mandate/ident"
)

// inSession lets a person of the company in with a password and a session whose proof is as
// old as proven says.
func (o *office) inSession(person ident.ID, proven *time.Time) {
	o.t.Helper()
	hash, err := o.door.Credentials.Passwords.Hash(o.t.Context(), "nine quiet rivers run uphill", rand.Reader)
	o.must(err)
	o.must(o.people.ChangePassword(o.ctx, person, ident.ID{}, hash))
	row, err := o.people.SignIn(o.ctx, directory.SignInInput{Person: person, TokenHash: person.String(), IdleUntil: time.Now().Add(time.Hour), Expires: time.Now().Add(time.Hour)})
	o.must(err)
	inner := o.door.Authenticate
	o.door.Authenticate = func(ctx context.Context, r *http.Request) (actor.Actor, error) {
		a, err := inner(ctx, r)
		if a.ID == person {
			a.SessionID, a.SteppedUp = row.Session, *proven
		}
		return a, err
	}
}

const (
	ownMethods = "signIn { sms method passkeys { id name } recoveryCodesLeft }"
	ownProfile = "user { version name phone }"
)

// TestOwnCodesBySMS: a number of one's own, the code that it is proven with, and the end of it.
func TestOwnCodesBySMS(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		proven, uma := time.Now(), as(c.uma)
		o.inSession(c.uma, &proven)
		o.steps("smsEnroll", ownMethods, []step{{name: "no gateway", by: uma, code: "SMS_UNAVAILABLE"}})
		var sent []string
		o.door.Factors.Send = func(_ context.Context, number, text string) error {
			sent = append(sent, number, text)
			return nil
		}
		v := o.person(c.uma).Version
		o.steps("profileUpdate", ownProfile, []step{
			{name: "success", by: uma, input: vars{"expectedVersion": v, "lastName": "Upton", "phone": "+1 416 555 0199", "phoneIsMobile": true}, entry: "USER_UPDATED",
				check: map[string]any{"user.name": "Uma Upton", "user.phone": "+14165550199", "user.version": v + 1}},
			{name: "stale", by: uma, input: vars{"expectedVersion": v, "lastName": "Late"}, code: "STALE", check: map[string]any{"user.name": "Uma Upton"}},
			{name: "no number", by: uma, input: vars{"expectedVersion": v + 1, "phone": "123"}, code: "INVALID", field: "phone"},
		})
		o.steps("smsEnroll", ownMethods, []step{{name: "success", by: uma, check: map[string]any{"signIn.sms": false}}})
		if len(sent) != 2 || sent[0] != "+14165550199" {
			t.Fatalf("sent %q", sent)
		}
		code := strings.FieldsFunc(sent[1], func(r rune) bool { return r < '0' || r > '9' })[0]
		wrong := map[bool]string{true: "000001", false: "000000"}[code == "000000"]
		o.steps("smsConfirm", ownMethods, []step{
			{name: "wrong", by: uma, input: vars{"code": wrong}, code: "FACTOR_WRONG", field: "code", check: map[string]any{"signIn.sms": false}},
			{name: "success", by: uma, input: vars{"code": code}, entry: "SECOND_FACTOR_ADDED", check: map[string]any{"signIn.sms": true, "signIn.method": "SMS"}},
			{name: "twice", by: uma, input: vars{"code": code}, code: "FACTOR_WRONG", field: "code"},
		})
		o.steps("recoveryCodesCreate", "codes "+ownMethods, []step{
			{name: "success", by: uma, entry: "RECOVERY_CODES_CREATED", check: map[string]any{"signIn.recoveryCodesLeft": 10}},
		})
		o.steps("smsRemove", ownMethods, []step{{name: "success", by: uma, entry: "SECOND_FACTOR_REMOVED", check: map[string]any{"signIn.sms": false, "signIn.method": "NONE"}}})
		o.steps("emailChangeAsk", ownMethods, []step{
			{name: "no address", by: uma, input: vars{"email": "uma"}, code: "INVALID", field: "email"},
			{name: "taken", by: uma, input: vars{"email": o.person(c.ada).Email}, code: "EMAIL_TAKEN", field: "email"},
			{name: "success", by: uma, input: vars{"email": "uma@upton.test"}, entry: "EMAIL_CHANGE_ASKED"},
		})
		if row := o.person(c.uma); row.Email == "uma@upton.test" {
			t.Error("an address counts before its link was opened (PR-1)")
		}
		proven = time.Now().Add(-time.Hour)
		for _, mutation := range []string{"smsEnroll", "smsRemove", "recoveryCodesCreate", "passkeyRegisterBegin"} {
			o.ask(uma, fmt.Sprintf("mutation { %s { userErrors { code } } }", mutation), nil).userError(mutation, "STEP_UP_REQUIRED")
		}
		for _, mutation := range []string{"smsEnroll", "smsRemove", "recoveryCodesCreate", "passkeyRegisterBegin"} {
			o.ask(with(o.key("auditor")), fmt.Sprintf("mutation { %s { userErrors { code } } }", mutation), nil).userError(mutation, string(fault.CodeForbidden))
		}
	})
}

// TestOwnPasskeys: a passkey is made in the two steps of the browser and taken away again;
// nobody takes another person's.
func TestOwnPasskeys(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		proven, uma := time.Now(), as(c.uma)
		o.inSession(c.uma, &proven)
		o.inSession(c.bob, &proven)
		party, err := factor.RelyingParty("https://mandate.test")
		o.must(err)
		o.door.Factors.WebAuthn = party
		a := o.ask(uma, `mutation { passkeyRegisterBegin { options userErrors { code } } }`, nil).done("passkeyRegisterBegin")
		asked := &protocol.CredentialCreation{}
		o.must(json.Unmarshal([]byte(a.at("passkeyRegisterBegin.options").(string)), asked))
		made := string(factortest.New(t, c.uma[:]).Makes(t, asked))
		o.steps("passkeyRegister", ownMethods, []step{
			{name: "nonsense", by: uma, input: vars{"response": "{}", "name": "Key"}, code: "FACTOR_WRONG", field: "code"},
			{name: "in another's session", by: as(c.bob), input: vars{"response": made, "name": "Key"}, code: "STEP_NOT_GOOD"},
			{name: "success", by: uma, input: vars{"response": made, "name": "My key"}, entry: "SECOND_FACTOR_ADDED", check: map[string]any{"signIn.passkeys.0.name": "My key", "signIn.method": "PASSKEY"}},
		})
		id := o.ask(uma, "{ mySignIn { passkeys { id } } }", nil).ok().at("mySignIn.passkeys.0.id")
		o.steps("passkeyRemove", ownMethods, []step{
			{name: "another's", by: as(c.bob), input: vars{"passkeyId": id}, code: "NOT_FOUND", field: "passkeyId"},
			{name: "success", by: uma, input: vars{"passkeyId": id}, entry: "SECOND_FACTOR_REMOVED", check: map[string]any{"signIn.passkeys": "[]", "signIn.method": "NONE"}},
			{name: "gone", by: uma, input: vars{"passkeyId": id}, code: "NOT_FOUND", field: "passkeyId"},
		})
	})
}
