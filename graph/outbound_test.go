package graph_test

import (
	"context"

	"mandate/directory/customer"
	"mandate/directory/webhook"
	"mandate/ent/db"
	mailrow "mandate/ent/db/mail"
	"mandate/ident"
)

// outbound makes a customer with a contact and a portfolio, a message and a webhook that was
// told of a test.
func (o *office) outbound(c cast, ids map[string]string) {
	o.t.Helper()
	rooms, hooks := customer.Room{Directory: o.people}, &webhook.Room{Directory: o.people}
	account, err := rooms.CreateAccount(o.ctx, customer.Account{Name: "Client", Reference: "C1"})
	o.must(err)
	portfolio, err := rooms.CreatePortfolio(o.ctx, account, "North", "")
	o.must(err)
	contact, err := rooms.CreateContact(o.ctx, account, customer.Contact{FirstName: "Con", LastName: "Tact", Email: "con.tact@client.test", Language: "en", Commercial: true})
	o.must(err)
	hook, _, err := hooks.Create(o.ctx, webhook.Subscription{Name: "Core", URL: "https://hooks.lender.test/core", Events: []string{"WEBHOOK_TESTED"}})
	o.must(err)
	o.must(hooks.Test(o.ctx, hook))
	o.must(o.store.Read(o.ctx, func(ctx context.Context, q *db.Client) error {
		ids["webhookDelivery"] = q.WebhookDelivery.Query().FirstIDX(ctx).Text(ident.WebhookDelivery)
		return nil
	}))
	ids["account"], ids["portfolio"], ids["contact"] = account.Text(ident.Account), portfolio.Text(ident.Portfolio), contact.Text(ident.Contact)
	ids["webhook"], ids["mail"] = hook.Text(ident.Webhook), o.letter(c.uma, mailrow.StateDEAD).Text(ident.Mail)
}
