package directory_test

import (
	"context"
	"slices"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/directoryconflict"
	"mandate/ent/db/provisioningevent"
	"mandate/ident"
	"mandate/store"
)

// TestErasureSparesWhoHasTheUserNameNow: a directory deletes Ann and makes somebody under the
// same userName (RFC 7644 section 3.6). Who erases the first takes nothing of the second, who
// lives; requests that name nobody go by their time, in any spelling.
func TestErasureSparesWhoHasTheUserNameNow(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		const name = "ann@lender.test"
		first := h.provisioned(name)
		h.event("of the first", name, &first.ID)
		h.event("refused, before", "Ann@Lender.Test", nil)
		h.no(h.d.DeletePerson(h.okta(), first.ID, 0))
		second := h.provisioned(name)
		h.event("of the second", name, &second.ID)
		h.event("refused, behind", name, nil)
		h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
			return tx.Client.DirectoryConflict.Create().SetID(tx.NewID()).SetDirectoryID(h.token.Directory).SetUserID(second.ID).SetUserName(name).SetSeenAt(tx.Now).Exec(ctx)
		}))

		h.no(h.d.ErasePerson(h.system(), first.ID, "asked"))
		h.read(func(ctx context.Context, c *db.Client) {
			left := c.ProvisioningEvent.Query().Where(provisioningevent.PathNEQ("")).Select(provisioningevent.FieldDetail).StringsX(ctx)
			left = slices.DeleteFunc(left, func(s string) bool { return s == "" })
			if slices.Sort(left); !slices.Equal(left, []string{"of the second", "refused, behind"}) {
				t.Errorf("left in the log: %q", left)
			}
			if n := c.DirectoryConflict.Query().Where(directoryconflict.UserID(second.ID)).CountX(ctx); n != 1 {
				t.Errorf("%d conflicts of the second are left", n)
			}
		})
	})
}

// event writes a request of the first directory into its log.
func (h *house) event(detail, subject string, resource *ident.ID) {
	h.t.Helper()
	h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
		return tx.Client.ProvisioningEvent.Create().SetID(tx.NewID()).SetDirectoryID(h.token.Directory).SetAt(tx.Now).SetMethod("PATCH").SetPath("/Users").
			SetResourceKind("User").SetNillableResourceID(resource).SetSubject(subject).SetSubjectKey(directory.Fold(subject)).SetDetail(detail).SetOutcome("CREATED").SetStatus(200).Exec(ctx)
	}))
}
