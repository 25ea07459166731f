package graph_test

import (
	"strings"
	"testing"
	"time"

	"mandate/directory/webhook"
	"mandate/fault"
)

// TestWebhooksAreChanged: what an administrator does with a webhook, what becomes of it, and
// what each step refuses.
func TestWebhooksAreChanged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		ada, other := as(c.ada), asIn(c.otherTenant, c.other)
		a := o.twice(ada, `mutation { webhookCreate(input: { name: "LOS", url: "https://los.acme.test/hook" }) { webhook { id version } secret userErrors { code } } }`, nil).done("webhookCreate")
		id, secret := a.at("webhookCreate.webhook.id"), a.at("webhookCreate.secret").(string)
		o.steps("webhookUpdate", "webhook { version name state events formerSecretUntil } secret", []step{
			{name: "success", by: ada, input: vars{"webhookId": id, "expectedVersion": 1, "name": "Core", "events": []string{"DEAL_ASSIGNED", webhook.HeadAction}, "active": false}, entry: "WEBHOOK_UPDATED",
				check: map[string]any{"webhook.name": "Core", "webhook.state": "PAUSED", "webhook.events": "[DEAL_ASSIGNED HISTORY_HEAD]", "webhook.version": 2, "secret": nil}},
			{name: "stale", by: ada, input: vars{"webhookId": id, "expectedVersion": 1, "name": "Late"}, code: "STALE", check: map[string]any{"webhook.name": "Core", "webhook.version": 2}},
			{name: "no address", by: ada, input: vars{"webhookId": id, "url": "http://los.acme.test"}, code: "INVALID", field: "url"},
			{name: "other company", by: other, input: vars{"webhookId": id, "name": "Mine"}, code: "NOT_FOUND", field: "webhookId", check: map[string]any{"webhook": nil}},
			{name: "denied", by: as(c.uma), input: vars{"webhookId": id, "name": "Mine"}, top: fault.CodeForbidden},
		})
		b := o.ask(ada, `mutation($id: ID!) { webhookUpdate(input: { webhookId: $id, active: true, rotateSecret: true }) { webhook { state formerSecretUntil } secret userErrors { code } } }`, vars{"id": id}).done("webhookUpdate")
		if fresh, _ := b.at("webhookUpdate.secret").(string); fresh == secret || !strings.HasPrefix(fresh, webhook.SecretPrefix) {
			t.Errorf("the new secret is %q", fresh)
		}
		until, err := time.Parse(time.RFC3339, b.want("webhookUpdate.webhook.state", "ACTIVE").at("webhookUpdate.webhook.formerSecretUntil").(string))
		if err != nil || time.Until(until) < 23*time.Hour || time.Until(until) > 24*time.Hour {
			t.Errorf("the former secret signs until %s, %v", until, err)
		}
		o.steps("webhookDelete", "deletedId", []step{
			{name: "stale", by: ada, input: vars{"webhookId": id, "expectedVersion": 2}, code: "STALE", check: map[string]any{"deletedId": nil}},
			{name: "other company", by: other, input: vars{"webhookId": id}, code: "NOT_FOUND", field: "webhookId"},
			{name: "denied", by: as(c.uma), input: vars{"webhookId": id}, top: fault.CodeForbidden},
			{name: "success", by: ada, input: vars{"webhookId": id, "expectedVersion": 3}, entry: "WEBHOOK_DELETED", check: map[string]any{"deletedId": id}},
			{name: "gone", by: ada, input: vars{"webhookId": id}, code: "NOT_FOUND", field: "webhookId"},
		})
		o.ask(ada, `{ webhooks(first: 5) { totalCount } }`, nil).ok().want("webhooks.totalCount", 0)
	})
}

// TestWebhooksAreTriedAndReplayed: a test and a replay queue what they say, and a replay
// takes either a seal or a delivery, of one's own company.
func TestWebhooksAreTriedAndReplayed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, o *office) {
		c := o.cast()
		ada, other := as(c.ada), asIn(c.otherTenant, c.other)
		o.sealed()
		a := o.ask(ada, `mutation { webhookCreate(input: { name: "LOS", url: "https://los.acme.test/hook", events: ["USER_CREATED"] }) { webhook { id seal } userErrors { code } } }`, nil).done("webhookCreate")
		id, seal := a.at("webhookCreate.webhook.id"), a.at("webhookCreate.webhook.seal")
		o.steps("webhookTest", "webhook { waiting }", []step{
			{name: "success", by: ada, input: vars{"webhookId": id}, entry: "WEBHOOK_TESTED", check: map[string]any{"webhook.waiting": 1}},
			{name: "once", by: ada, input: vars{"webhookId": id, "idempotencyKey": "t"}, check: map[string]any{"webhook.waiting": 2}},
			{name: "again", by: ada, input: vars{"webhookId": id, "idempotencyKey": "t"}, check: map[string]any{"webhook.waiting": 2}},
			{name: "other company", by: other, input: vars{"webhookId": id}, code: "NOT_FOUND", field: "webhookId"},
			{name: "denied", by: as(c.uma), input: vars{"webhookId": id}, top: fault.CodeForbidden},
		})
		delivery := o.ask(ada, `query($id: ID!) { webhookDeliveries(first: 5, webhookId: $id) { nodes { id action seal eventId } } }`, vars{"id": id}).ok().
			want("webhookDeliveries.nodes.0.action", "TEST").want("webhookDeliveries.nodes.0.seal", 0).at("webhookDeliveries.nodes.0.id")
		o.steps("webhookReplay", "webhook { id seal }", []step{
			{name: "neither", by: ada, input: vars{}, code: "INVALID", field: "webhookId"},
			{name: "a webhook alone", by: ada, input: vars{"webhookId": id}, code: "INVALID", field: "webhookId"},
			{name: "both", by: ada, input: vars{"webhookId": id, "fromSeal": 1, "deliveryId": delivery}, code: "INVALID", field: "webhookId"},
			{name: "before the first seal", by: ada, input: vars{"webhookId": id, "fromSeal": 0}, code: "INVALID", field: "fromSeal"},
			{name: "not told yet", by: ada, input: vars{"webhookId": id, "fromSeal": 9999}, code: "INVALID", field: "fromSeal"},
			{name: "a seal of another company's webhook", by: other, input: vars{"webhookId": id, "fromSeal": 1}, code: "NOT_FOUND", field: "webhookId"},
			{name: "another company's delivery", by: other, input: vars{"deliveryId": delivery}, code: "NOT_FOUND", field: "deliveryId"},
			{name: "a webhook for a delivery", by: ada, input: vars{"deliveryId": id}, code: "NOT_FOUND", field: "deliveryId"},
			{name: "denied", by: as(c.uma), input: vars{"deliveryId": delivery}, top: fault.CodeForbidden},
			{name: "one delivery", by: ada, input: vars{"deliveryId": delivery}, entry: "WEBHOOK_REPLAYED", check: map[string]any{"webhook.id": id, "webhook.seal": seal}},
			{name: "from the last seal", by: ada, input: vars{"webhookId": id, "fromSeal": seal}, entry: "WEBHOOK_REPLAYED", check: map[string]any{"webhook.id": id}},
			{name: "from the first", by: ada, input: vars{"webhookId": id, "fromSeal": 1}, entry: "WEBHOOK_REPLAYED", check: map[string]any{"webhook.seal": 0}},
		})
		o.sealed()
		room := &webhook.Room{Directory: o.people}
		_, err := room.Queue(o.ctx)
		o.must(err)
		o.ask(ada, `query($id: ID!) { webhookDeliveries(first: 20, webhookId: $id) { nodes { action } } }`, vars{"id": id}).ok().
			want("webhookDeliveries.nodes.0.action", "USER_CREATED").want("webhookDeliveries.nodes.2.action", "USER_CREATED")
	})
}
