package directory_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

func TestNamesTypedHere(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id := h.person("ann@lender.test")
		for name, c := range map[string]struct {
			text string
			code fault.Code // empty: taken
		}{
			"blank": {"", fault.CodeRequired}, "space": {" \u00a0", fault.CodeRequired},
			"long": {strings.Repeat("é", 201), fault.CodeInvalid}, "line": {"Ann\nLee", fault.CodeInvalid}, "separator": {"Ann\u2028", fault.CodeInvalid},
			"turned": {"Ann\u202eeeL", fault.CodeInvalid}, "isolate": {"Ann\u2066", fault.CodeInvalid}, "NUL": {"Ann\x00", fault.CodeInvalid},
			"broken": {"Ann\xff", fault.CodeInvalid},
			"full":   {strings.Repeat("é", 200), ""}, "joined": {"नि\u200dत्या", ""}, "apostrophe": {"O’Neill-Żółć", ""},
		} {
			_, err := h.d.Update(h.system(), id, 0, directory.PersonUpdate{LastName: &c.text})
			if c.code == "" && err != nil || c.code != "" && !fault.Is(err, c.code) {
				t.Errorf("%s: %v, want %q", name, err, c.code)
			}
			if f := fault.As(err); c.code != "" && (f.Kind != fault.Invalid || !slices.Equal(f.Field, []string{"lastName"})) {
				t.Errorf("%s: kind %d on %v", name, f.Kind, f.Field)
			}
			_, _, err = h.d.Create(h.system(), directory.NewPerson{FirstName: c.text, Email: name + "@lender.test"})
			if refused := c.code == fault.CodeInvalid; refused != fault.Is(err, fault.CodeInvalid) {
				t.Errorf("create, %s: %v", name, err)
			}
		}
	})
}

// TestNamesSentByADirectory are kept as sent (PR-1), and stay editable elsewhere.
func TestNamesSentByADirectory(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		sent := profile("ann@lender.test")
		sent.GivenName, sent.FamilyName = "", "Lee\nRoy"
		p, err := h.d.CreatePerson(h.okta(), sent)
		h.no(err)
		_, err = h.d.Update(h.system(), p.ID, 0, directory.PersonUpdate{FirstName: ptr(""), LastName: ptr("Lee\nRoy"), MFARequired: ptr(true)})
		h.no(err)
		if u := h.row(p.ID); u.FirstName != "" || u.LastName != "Lee\nRoy" || !u.MfaRequired {
			t.Errorf("%q %q %t", u.FirstName, u.LastName, u.MfaRequired)
		}
	})
}

// TestSearchForAPerson finds by names and by a whole id, not by what all ids share.
func TestSearchForAPerson(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		ann, bob := h.person("ann@lender.test"), h.person("bob_2@lender.test")
		for text, want := range map[string]int{"lender": 2, "pat roy": 2, "_": 1, "%": 0, "usr": 0, "usr_": 0, ann.Text(ident.User): 1, bob.Text(ident.User) + " bob": 1, bob.Text(ident.User) + " ann": 0} {
			h.read(func(ctx context.Context, c *db.Client) {
				n, err := c.User.Query().Where(store.Matching(text), user.DeletedAtIsNil()).Count(ctx)
				if err != nil || n != want {
					t.Errorf("%q finds %d, want %d (%v)", text, n, want, err)
				}
			})
		}
	})
}
