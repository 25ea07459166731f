package model

import (
	"mandate/directory/mail"
	"mandate/ent/db"
	"mandate/ident"
)

// Mail is one message by e-mail.
type Mail struct {
	*db.Mail
	Kin *Kin[*Mail]
}

// Mails makes nodes of rows that were loaded together.
func Mails(rows []*db.Mail) []*Mail {
	kin := &Kin[*Mail]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &Mail{Mail: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*Mail) IsNode() {}

// ID is the outside id.
func (m *Mail) ID() string { return m.Mail.ID.Text(ident.Mail) }

// NoticePreference is whether one type of notice also comes by e-mail.
type NoticePreference = mail.Preference

// Webhook is a subscription of another system.
type Webhook struct {
	*db.Webhook
	Kin *Kin[*Webhook]
}

// Webhooks makes nodes of rows that were loaded together.
func Webhooks(rows []*db.Webhook) []*Webhook {
	kin := &Kin[*Webhook]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &Webhook{Webhook: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*Webhook) IsNode() {}

// ID is the outside id.
func (w *Webhook) ID() string { return w.Webhook.ID.Text(ident.Webhook) }

// Seal is the last one that was queued.
func (w *Webhook) Seal() int { return int(w.Mark) }

// WebhookDelivery is one event to one webhook.
type WebhookDelivery struct {
	*db.WebhookDelivery
	Kin *Kin[*WebhookDelivery]
}

// WebhookDeliveries makes nodes of rows that were loaded together.
func WebhookDeliveries(rows []*db.WebhookDelivery) []*WebhookDelivery {
	kin := &Kin[*WebhookDelivery]{}
	for _, row := range rows {
		kin.Rows = append(kin.Rows, &WebhookDelivery{WebhookDelivery: row, Kin: kin})
	}
	return kin.Rows
}

// IsNode marks a node.
func (*WebhookDelivery) IsNode() {}

// ID is the outside id.
func (d *WebhookDelivery) ID() string { return d.WebhookDelivery.ID.Text(ident.WebhookDelivery) }

// EventID is the webhook-id.
func (d *WebhookDelivery) EventID() string { return d.EntryID.Text(ident.History) }

// Seal is the number of its seal.
func (d *WebhookDelivery) Seal() int { return int(d.Seq) }

// The pages of what leaves the house, and of customers.
type (
	MailConnection            = Connection[*Mail]
	MailEdge                  = Edge[*Mail]
	WebhookConnection         = Connection[*Webhook]
	WebhookEdge               = Edge[*Webhook]
	WebhookDeliveryConnection = Connection[*WebhookDelivery]
	WebhookDeliveryEdge       = Edge[*WebhookDelivery]
	CustomerAccountConnection = Connection[*CustomerAccount]
	CustomerAccountEdge       = Edge[*CustomerAccount]
	CustomerContactConnection = Connection[*CustomerContact]
	CustomerContactEdge       = Edge[*CustomerContact]
)
