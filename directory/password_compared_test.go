package directory_test

import (
	"context"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// whileReplaced runs something while another transaction has replaced somebody's password and
// is about to be committed.
func (h *house) whileReplaced(id ident.ID, hash string, lastLogin time.Time, run func() error) error {
	h.t.Helper()
	out := make(chan error, 1)
	h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeUser)
		err := tx.Client.User.Update().Where(user.ID(id)).SetPasswordHash(hash).SetLastLoginAt(lastLogin).Exec(ctx)
		go func() { out <- run() }()
		time.Sleep(150 * time.Millisecond) // PostgreSQL: run reads what was and waits for the row
		return err
	}))
	return <-out
}

// TestWhatComesOfAComparedPasswordWaitsForItsChange: a session, a step-up and another password
// come of the password that somebody has when they are committed, and of no other.
func TestWhatComesOfAComparedPasswordWaitsForItsChange(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id, err := h.d.CreateAdministrator(h.system(), "glass@lender.test", true, "$first")
		h.no(err)
		h.no(h.d.ChangePassword(h.as(id), id, ident.ID{}, "$own"))
		in := directory.SignInInput{Person: id, Factor: "TOTP", TokenHash: "kept", IdleUntil: h.d.Store.Now().Add(time.Hour), Expires: h.d.Store.Now().Add(time.Hour)}
		kept, err := h.d.SignIn(h.system(), in)
		h.no(err)
		attempts := map[string]func(c directory.Compared) error{
			"sign-in": func(c directory.Compared) error {
				in := in
				in.Compared, in.TokenHash = c, h.d.Store.NewID().String()
				_, err := h.d.SignIn(h.system(), in)
				return err
			},
			"step-up": func(c directory.Compared) error {
				return h.d.StepUp(h.system(), kept.Session, h.d.Store.NewID().String(), nil, c)
			},
			"change": func(c directory.Compared) error { return h.d.ChangeCompared(h.as(id), id, kept.Session, c, "$theft") },
		}
		for name, attempt := range attempts {
			for _, ago := range []time.Duration{time.Hour, -time.Hour} { // of a sign-in that is noted already
				a, err := h.d.AccountOf(h.system(), id)
				h.no(err)
				before, next := h.live(id), "$"+h.d.Store.NewID().String()
				err = h.whileReplaced(id, next, h.d.Store.Now().Add(-ago), func() error { return attempt(a.Compared()) })
				if !fault.Is(err, directory.RefusedPassword) && !(name == "change" && fault.Is(err, fault.CodeStale)) {
					t.Errorf("%s: %v", name, err)
				}
				if h.live(id) != before || h.row(id).PasswordHash != next {
					t.Errorf("%s: %d sessions after %d, password %s", name, h.live(id), before, h.row(id).PasswordHash)
				}
			}
		}
		a, err := h.d.AccountOf(h.system(), id)
		h.no(err)
		for _, name := range []string{"sign-in", "step-up", "change"} {
			if err := attempts[name](a.Compared()); err != nil {
				t.Errorf("%s with the password they have: %v", name, err)
			}
		}
	})
}
