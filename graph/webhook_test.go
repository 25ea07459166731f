package graph_test

import (
	"net/http"
	"strings"
	"testing"

	"mandate/directory/webhook"
	"mandate/fault"
)

// TestWebhookDeliveriesShowWhatIsPosted: the body as it is signed, in a constant number of
// statements, and to nobody but those who manage webhooks.
func TestWebhookDeliveriesShowWhatIsPosted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		o.store.SealWritten(t.Context())
		o.sealed()
		made := o.ask(as(c.ada), `mutation { webhookCreate(input: { name: "LOS", url: "https://los.acme.test/hook", events: ["USER_CREATED"] }) { webhook { id } userErrors { code } } }`, nil).done("webhookCreate")
		id := made.at("webhookCreate.webhook.id").(string)
		o.ask(as(c.ada), `query($id: ID!) { history(first: 1, where: { targetId: $id }) { nodes { targetName } } }`, vars{"id": id}).ok().want("history.nodes.0.targetName", "LOS")
		room := &webhook.Room{Directory: o.people}
		count := counting(o)
		list := func(first int) ([]any, int64) {
			t.Helper()
			o.store.SealWritten(t.Context())
			o.sealed()
			_, err := room.Queue(o.ctx)
			o.must(err)
			count.Store(0)
			got := o.ask(as(c.ada), `query($id: ID!, $first: Int!) { webhookDeliveries(first: $first, webhookId: $id) { nodes { action seal request } } }`, vars{"id": id, "first": first}).ok()
			return got.list("webhookDeliveries.nodes"), count.Load()
		}
		o.hire("First Newcomer", "underwriter")
		one, few := list(10)
		o.hire("Second Newcomer", "underwriter")
		o.hire("Third Newcomer", "underwriter")
		three, many := list(10)
		if len(one) != 1 || len(three) != 3 || few != many {
			t.Errorf("%d and %d deliveries in %d and %d statements", len(one), len(three), few, many)
		}
		request := three[0].(map[string]any)["request"].(string)
		if !strings.HasPrefix(request, `{"type":"USER_CREATED"`) || strings.Contains(request, "Newcomer") {
			t.Errorf("request %s", request)
		}
		o.ask(as(c.uma), `query($id: ID!) { webhookDeliveries(first: 1, webhookId: $id) { nodes { request } } }`, vars{"id": id}).refused(http.StatusOK, fault.CodeForbidden)
	})
}
