package graph

import (
	"mandate/actor"
	"mandate/ent/db/predicate"
)

// customers, their portfolios and contacts: those who manage them.
func (s sight) customers() predicate.CustomerAccount { return visible(s.staff(actor.CustomerManage)) }
func (s sight) portfolios() predicate.Portfolio      { return visible(s.staff(actor.CustomerManage)) }
func (s sight) contacts() predicate.Contact          { return visible(s.staff(actor.CustomerManage)) }

// webhooks and their deliveries: those who manage them.
func (s sight) webhooks() predicate.Webhook { return visible(s.staff(actor.WebhookManage)) }
func (s sight) webhookDeliveries() predicate.WebhookDelivery {
	return visible(s.staff(actor.WebhookManage))
}

// mails: those who manage the company.
func (s sight) mails() predicate.Mail { return visible(s.staff(actor.CompanyManage)) }
