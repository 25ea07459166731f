package directory_test

import (
	"context"
	"testing"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/challenge"
	"mandate/ent/db/onetimelink"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// TestWhoHasLeftFinishesNothing: what somebody has begun by mail or at a door is not good
// while they are not active, not even for the time after: a new address and a new password.
func TestWhoHasLeftFinishesNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		jo := h.person("jo@lender.test")
		h.no(h.d.AskEmail(h.himself(jo), jo, "jo@elsewhere.test", "address", "link"))
		h.no(h.d.AskReset(h.system(), jo, "reset", "link"))
		step := h.step(jo)
		h.shutOutQuietly(jo) // so that the link is still there
		_, err := h.d.ConfirmEmail(h.system(), "address")
		h.refused(err, fault.NotFound, directory.CodeLinkNotGood)
		_, err = h.d.ResetPassword(h.system(), "reset", "$argon2id$x")
		h.refused(err, fault.NotFound, directory.CodeLinkNotGood)
		h.refused(h.d.ReplaceTemporary(h.system(), jo, step, "$argon2id$x"), fault.Unauthenticated, directory.CodeStepNotGood)
		if u := h.row(jo); u.Email != "jo@lender.test" || u.PasswordHash != "$argon2id$temporary" {
			t.Errorf("address %s, password %s", u.Email, u.PasswordHash)
		}
	})
}

// TestNoLinkOutlivesADeactivation: whoever comes back, by whichever door they left, finds no
// link and no step from before; those of others, and links that are over, stay as they are.
func TestNoLinkOutlivesADeactivation(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		jo, other := h.person("jo@lender.test"), h.person("other@lender.test")
		for _, who := range []ident.ID{jo, other} {
			h.no(h.d.AskEmail(h.himself(who), who, who.String()+"@elsewhere.test", "address of "+who.String(), "link"))
			h.no(h.d.AskReset(h.system(), who, "reset of "+who.String(), "link"))
			h.write(func(ctx context.Context, tx *store.Tx) error {
				_, err := directory.Invite(ctx, tx, who, "invitation of "+who.String())
				return err
			})
			h.step(who)
		}
		h.no(h.d.Deactivate(h.system(), jo, 0, "left"))
		if links, steps := h.unfinished(jo); links != 0 || steps != 0 {
			t.Errorf("%d links and %d steps have outlived the deactivation", links, steps)
		}
		h.no(h.d.Activate(h.system(), jo, 0, "back"))
		_, err := h.d.ConfirmEmail(h.system(), "address of "+jo.String())
		h.refused(err, fault.NotFound, directory.CodeLinkNotGood)
		for _, hash := range []string{"reset of ", "invitation of "} {
			_, err := h.d.ResetPassword(h.system(), hash+jo.String(), "$argon2id$x")
			h.refused(err, fault.NotFound, directory.CodeLinkNotGood)
		}
		h.no(h.d.AskReset(h.system(), jo, "anew", "link")) // the way back in
		_, err = h.d.ResetPassword(h.system(), "anew", "$argon2id$x")
		h.no(err)
		if links, steps := h.unfinished(other); links != 3 || steps != 1 {
			t.Errorf("somebody else has %d links and %d steps left", links, steps)
		}
		h.no(h.d.Delete(h.system(), other, 0, "gone"))
		if links, steps := h.unfinished(other); links != 0 || steps != 0 {
			t.Errorf("%d links and %d steps of somebody deleted", links, steps)
		}
	})
}

// himself is a person without any right, as a link or a page of their own has them.
func (h *house) himself(id ident.ID) context.Context {
	return actor.With(h.t.Context(), actor.Actor{Kind: actor.User, Tenant: h.tenant, ID: id})
}

// step begins the step at which a temporary password is replaced.
func (h *house) step(person ident.ID) (id ident.ID) {
	h.t.Helper()
	h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
		id = tx.NewID()
		tx.Silence(db.TypeUser)
		if err := tx.Client.User.Update().Where(user.ID(person)).SetPasswordHash("$argon2id$temporary").SetPasswordTemporary(true).Exec(ctx); err != nil {
			return err
		}
		return tx.Client.Challenge.Create().SetID(id).SetHash(id.String()).SetPurpose("NEW_PASSWORD").SetUserID(person).SetExpiresAt(tx.Now.Add(time.Hour)).Exec(ctx)
	}))
	return id
}

// shutOutQuietly makes somebody inactive as a row alone, without what follows.
func (h *house) shutOutQuietly(person ident.ID) {
	h.t.Helper()
	h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
		tx.Silence(db.TypeUser)
		return tx.Client.User.Update().Where(user.ID(person)).SetActive(false).SetInactiveAdmin(true).Exec(ctx)
	}))
}

// unfinished counts what somebody may still finish.
func (h *house) unfinished(person ident.ID) (links, steps int) {
	h.t.Helper()
	h.read(func(ctx context.Context, c *db.Client) {
		links = c.OneTimeLink.Query().Where(onetimelink.UserID(person), onetimelink.UsedAtIsNil(), onetimelink.RevokedAtIsNil()).CountX(ctx)
		steps = c.Challenge.Query().Where(challenge.UserID(person), challenge.UsedAtIsNil()).CountX(ctx)
	})
	return links, steps
}
