package sso

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
)

// TestAChangeWhileMetadataIsRead: metadata are judged beside the connection as it was when
// the IdP was asked. Where an administrator moved the connection to another IdP meanwhile,
// neither the worker nor a reading by hand brings the former one's keys back, nothing of it
// waits for a decision, and what was wrong with the former's is not noted of the new one.
func TestAChangeWhileMetadataIsRead(t *testing.T) {
	t.Parallel()
	another := pemOf(anotherIdP())
	for name, c := range map[string]struct {
		metadata []byte
		stale    bool // whoever asked is told
		read     func(d *samlDoor) error
	}{
		"worker takes": {idpMetadata(nil), false, func(d *samlDoor) error { return d.handler.RefreshMetadata(d.system(t, d.firm)) }},
		"worker holds": {idpMetadata(replaced(`entityID="`, `entityID="https://former.test/`)), false, func(d *samlDoor) error { return d.handler.RefreshMetadata(d.system(t, d.firm)) }},
		"by hand":      {idpMetadata(nil), true, func(d *samlDoor) error { return d.handler.RefreshConnection(d.system(t, d.firm), d.id, 0) }},
		"worker fails": {[]byte("nonsense"), false, func(d *samlDoor) error { return d.handler.RefreshMetadata(d.system(t, d.firm)) }},
		"hand fails":   {[]byte("nonsense"), true, func(d *samlDoor) error { return d.handler.RefreshConnection(d.system(t, d.firm), d.id, 0) }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var d *samlDoor
			asked := make(chan struct{}, 1)
			address := serve(t, &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				entity, keys := "https://new.test/idp", []string{another}
				if err := d.directory.UpdateConnection(d.system(t, d.firm), d.id, 0, directory.ConnectionUpdate{IdPEntityID: &entity, Certificates: &keys}); err != nil {
					t.Error(err)
				}
				asked <- struct{}{}
				_, _ = w.Write(c.metadata)
			})})
			d = newDoor(t, sqliteAddress(t), func(u *directory.ConnectionUpdate) { u.MetadataURL = &address })
			if err := c.read(d); (fault.As(err).Kind == fault.Stale) != c.stale || err != nil && !c.stale {
				t.Errorf("it said %v", err)
			}
			if len(asked) != 1 {
				t.Fatal("nobody was asked")
			}
			got := d.world.connection(t, d.firm, d.id)
			if got.IdpEntityID != "https://new.test/idp" || !slices.Equal(got.Certificates, []string{another}) || got.PendingMetadata != "" || got.MetadataError != "" || got.MetadataCheckedAt != nil {
				t.Errorf("%s with %d keys, pending %q, noted %q at %v", got.IdpEntityID, len(got.Certificates), got.PendingReason, got.MetadataError, got.MetadataCheckedAt)
			}
		})
	}
}
