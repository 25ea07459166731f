package webhook_test

import (
	"testing"

	"mandate/directory/webhook"
	"mandate/fault"
)

// TestAPortThatNobodyHas: an address whose port cannot exist is refused when it is given, not
// found out by deliveries that fail until the webhook is disabled.
func TestAPortThatNobodyHas(t *testing.T) {
	t.Parallel()
	each(t, func(_ *testing.T, h *house) {
		for _, port := range []string{":0", ":65536", ":99999", ":99999999999999999999"} {
			_, _, err := h.room.Create(h.ctx, webhook.Subscription{Name: "ERP", URL: "https://erp.acme.test" + port + "/hook"})
			h.refused(err, fault.CodeInvalid, "url")
		}
		for _, port := range []string{"", ":", ":1", ":65535"} {
			_, _, err := h.room.Create(h.ctx, webhook.Subscription{Name: "ERP", URL: "https://erp.acme.test" + port + "/hook"})
			h.no(err)
		}
	})
}
