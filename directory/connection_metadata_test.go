package directory_test

import (
	"testing"

	"mandate/directory"
)

// TestMetadataAreNotedOfTheAddressThatWasRead: an administrator gives the connection another
// address while the former's are taken; that nobody has read the new one's yet stays so.
func TestMetadataAreNotedOfTheAddressThatWasRead(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		id, err := h.d.CreateConnection(h.system(), "SAML", directory.ConnectionUpdate{Name: ptr("Login"), MetadataURL: ptr("https://former.test/metadata")})
		h.no(err)
		h.no(h.d.UpdateConnection(h.system(), id, 0, directory.ConnectionUpdate{MetadataURL: ptr("https://new.test/metadata")}))
		h.no(h.d.NoteMetadata(h.system(), id, 0, "https://former.test/metadata", ""))
		if c := h.connection(id); c.MetadataCheckedAt != nil {
			t.Errorf("noted as read at %v, by nobody", c.MetadataCheckedAt)
		}
		h.no(h.d.NoteMetadata(h.system(), id, 0, "https://new.test/metadata", ""))
		if c := h.connection(id); c.MetadataCheckedAt == nil {
			t.Error("read, and not noted")
		}
	})
}
