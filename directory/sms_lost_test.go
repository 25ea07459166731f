package directory_test

import (
	"context"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/store"
)

// TestADirectorysNewNumberIsNoFactor: nobody has proven it, nor said that it is mobile.
func TestADirectorysNewNumberIsNoFactor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := h.provisioned("ann@lender.test")
		number := func(phone string) {
			t.Helper()
			_, err := h.d.UpdatePerson(h.okta(), p.ID, 0, func(q directory.Profile) (directory.Profile, error) {
				q.Phone = phone
				return q, nil
			})
			h.no(err)
		}
		number("+14165550123")
		h.write(func(ctx context.Context, tx *store.Tx) error {
			tx.Silence(db.TypeUser)
			return tx.Client.User.Update().Where(user.ID(p.ID)).SetPhoneIsMobile(true).SetMfaMethod(user.MfaMethodSMS).Exec(ctx)
		})
		number("+14165550123")
		if u := h.row(p.ID); !u.PhoneIsMobile || u.MfaMethod != user.MfaMethodSMS {
			t.Fatalf("the same number: mobile %v, %s", u.PhoneIsMobile, u.MfaMethod)
		}
		number("+14165550199")
		if u := h.row(p.ID); u.PhoneIsMobile || u.MfaMethod != user.MfaMethodNONE {
			t.Errorf("another number: mobile %v, %s", u.PhoneIsMobile, u.MfaMethod)
		}
		if e := h.wantHistory(p.ID, "USER_CREATED", "USER_UPDATED", "USER_UPDATED"); e.changes["phoneIsMobile"] != [2]any{true, false} {
			t.Errorf("changes %v", e.changes)
		}
	})
}
