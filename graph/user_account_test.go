package graph_test

import (
	"context"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/fault"
	"mandate/ident"
)

// notices counts those of one type to somebody.
func (o *office) notices(to ident.ID, kind string) (n int) {
	o.t.Helper()
	o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) (err error) {
		n, err = q.Notification.Query().Where(notification.RecipientID(to), notification.Type(kind)).Count(ctx)
		return err
	}))
	return n
}

// TestSignInBlock is SIGN_IN_BLOCKED of LC-3: up to 24 hours, with the sessions ended and the
// person told, lifted again, and never for oneself or by another company.
func TestSignInBlock(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.signIn(c.uma, "Firefox")
		ada, v := as(c.ada), o.person(c.uma).Version
		until := time.Now().Add(2 * time.Hour).UTC().Truncate(time.Second)
		block := func(id ident.ID, version int64, at time.Time) vars {
			return vars{"userId": usr(id), "expectedVersion": version, "until": at.Format(time.RFC3339)}
		}
		o.steps("userSignInBlock", "user { version active signInBlockedUntil }", []step{
			{name: "too long", by: ada, input: block(c.uma, v, time.Now().Add(25*time.Hour)), code: "INVALID", field: "until"},
			{name: "over", by: ada, input: block(c.uma, v, time.Now().Add(-time.Hour)), code: "INVALID", field: "until"},
			{name: "oneself", by: ada, input: block(c.ada, o.person(c.ada).Version, until), code: "INVALID", field: "userId"},
			{name: "other company", by: ada, input: block(c.other, 1, until), code: "UNKNOWN_USER", field: "userId", check: map[string]any{"user": nil}},
			{name: "by another company", by: asIn(c.otherTenant, c.other), input: block(c.uma, v, until), code: "UNKNOWN_USER", field: "userId"},
			{name: "denied", by: as(c.uma), input: block(c.bob, 1, until), top: fault.CodeForbidden},
			{name: "stale", by: ada, input: block(c.uma, v+9, until), code: "STALE"},
			{name: "success", by: ada, input: block(c.uma, v, until), entry: "SIGN_IN_BLOCKED",
				check: map[string]any{"user.active": true, "user.signInBlockedUntil": until.Format(time.RFC3339), "user.version": v + 1}},
			{name: "lifted", by: ada, input: vars{"userId": usr(c.uma), "expectedVersion": v + 1, "until": nil}, entry: "SIGN_IN_UNBLOCKED", check: map[string]any{"user.signInBlockedUntil": nil}},
		})
		if n := o.notices(c.uma, "SIGN_IN_BLOCKED"); n != 1 {
			t.Errorf("the person was told %d times", n)
		}
		o.ask(ada, `query($u: ID!) { sessions(userId: $u, first: 5) { totalCount } }`, vars{"u": usr(c.uma)}).ok().want("sessions.totalCount", 0)
	})
}

// TestCredentialReset is PR-2: a new temporary credential and a notice of its own, never a
// second WELCOME; not for whom a directory governs, nor by another company.
func TestCredentialReset(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		welcomes := o.notices(c.uma, "WELCOME")
		o.steps("userWelcomeResend", "user { name active }", []step{
			{name: "other company", by: as(c.ada), input: vars{"userId": usr(c.other)}, code: "UNKNOWN_USER", field: "userId", check: map[string]any{"user": nil}},
			{name: "by another company", by: asIn(c.otherTenant, c.other), input: vars{"userId": usr(c.uma)}, code: "UNKNOWN_USER", field: "userId"},
			{name: "denied", by: as(c.uma), input: vars{"userId": usr(c.bob)}, top: fault.CodeForbidden},
			{name: "stale", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": 99}, code: "STALE", check: map[string]any{"user.name": "Uma Underwood"}},
			{name: "success", by: as(c.ada), input: vars{"userId": usr(c.uma), "expectedVersion": o.person(c.uma).Version}, entry: "CREDENTIAL_RESET", check: map[string]any{"user.name": "Uma Underwood", "user.active": true}},
		})
		if o.notices(c.uma, "CREDENTIAL_RESET") != 1 || o.notices(c.uma, "WELCOME") != welcomes || o.person(c.uma).PasswordHash == "" {
			t.Errorf("%d resets, %d welcomes, hash %q", o.notices(c.uma, "CREDENTIAL_RESET"), o.notices(c.uma, "WELCOME")-welcomes, o.person(c.uma).PasswordHash)
		}
		o.steps("companySettingsUpdate", "companySettings { sso }", []step{{name: "sso on", by: as(c.ada), input: vars{"expectedVersion": 1, "sso": true}, check: map[string]any{"companySettings.sso": true}}})
		o.steps("userWelcomeResend", "user { name }", []step{{name: "governed", by: as(c.ada), input: vars{"userId": usr(c.uma)}, code: "SSO_MANAGED"}})
	})
}
