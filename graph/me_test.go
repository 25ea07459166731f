package graph_test

import (
	"context"
	"crypto/rand"
	"net/http"
	"testing"
	"time"

	totpcode "github.com/pquerna/otp/totp"

	"mandate/actor"
	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

// TestOwnFactors: an app, recovery codes and the password of one's own, with a recent
// proof; without one nothing changes.
func TestOwnFactors(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		const present = "nine quiet rivers run uphill"
		hash, err := o.door.Credentials.Passwords.Hash(t.Context(), present, rand.Reader)
		o.must(err)
		o.must(o.people.ChangePassword(o.ctx, c.uma, ident.ID{}, hash))
		row, err := o.people.SignIn(o.ctx, directory.SignInInput{Person: c.uma, TokenHash: "h", IdleUntil: time.Now().Add(time.Hour), Expires: time.Now().Add(time.Hour)})
		o.must(err)
		proven, inner := time.Now().Add(-time.Hour), o.door.Authenticate
		o.door.Authenticate = func(ctx context.Context, r *http.Request) (actor.Actor, error) {
			a, err := inner(ctx, r)
			a.SessionID, a.SteppedUp = row.Session, proven
			return a, err
		}
		o.ask(as(c.uma), `mutation { totpEnroll { secret userErrors { code } } }`, nil).ok().want("totpEnroll.userErrors.0.code", "STEP_UP_REQUIRED").want("totpEnroll.secret", nil)
		proven = time.Now()
		a := o.ask(as(c.uma), `mutation { totpEnroll { secret address qrCode { size } userErrors { code } } }`, nil).ok()
		secret, _ := a.at("totpEnroll.secret").(string)
		code, err := totpcode.GenerateCode(secret, time.Now())
		o.must(err)
		confirm := `mutation($code: String!) { totpConfirm(input: { code: $code }) { signIn { totp method passwordMinLength } userErrors { code field } } }`
		o.ask(as(c.uma), confirm, vars{"code": "000000"}).ok().want("totpConfirm.userErrors.0.code", "FACTOR_WRONG")
		o.twice(as(c.uma), confirm, vars{"code": code}).want("totpConfirm.signIn.totp", true).want("totpConfirm.signIn.method", "TOTP").want("totpConfirm.signIn.passwordMinLength", 8)
		o.ask(as(c.uma), `mutation { recoveryCodesCreate { codes signIn { recoveryCodesLeft } } }`, nil).ok().want("recoveryCodesCreate.signIn.recoveryCodesLeft", 10)
		change := `mutation($a: String!, $b: String!) { passwordChange(input: { present: $a, password: $b }) { userErrors { code field } } }`
		o.ask(as(c.uma), change, vars{"a": "wrong", "b": "tangled orchard copper"}).ok().want("passwordChange.userErrors.0.code", "PASSWORD_WRONG")
		o.ask(as(c.uma), change, vars{"a": present, "b": "password"}).ok().want("passwordChange.userErrors.0.code", "PASSWORD_COMMON")
		o.twice(as(c.uma), change, vars{"a": present, "b": "tangled orchard copper"})
		o.ask(as(c.uma), `mutation { totpRemove { signIn { totp method } userErrors { code } } }`, nil).ok().want("totpRemove.signIn.method", "NONE")
		reset := `mutation($id: ID!) { userFactorsReset(input: { userId: $id }) { userErrors { code } } }`
		o.ask(as(c.uma), reset, vars{"id": usr(c.ada)}).refused(http.StatusForbidden, fault.CodeForbidden)
		o.twice(as(c.ada), reset, vars{"id": usr(c.uma)})
		proven = time.Now().Add(-time.Hour)
		o.ask(as(c.ada), reset, vars{"id": usr(c.uma)}).refused(http.StatusForbidden, directory.CodeStepUpRequired)
	})
}
