package directory

import (
	"context"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// CodeEmailDomainProven refuses an address in a domain that is proven for single
// sign-on: who has it comes through the IdP (PR-1).
const CodeEmailDomainProven fault.Code = "EMAIL_DOMAIN_PROVEN"

// AskEmail stores the wish for a new address and mails a link there; it counts when the
// link is opened (PR-1). Only the person asks. address is the new one, link the whole
// link. Codes: MANAGED_BY_DIRECTORY, EMAIL_DOMAIN_PROVEN, EMAIL_TAKEN, EMAIL_RESERVED.
func (d *Directory) AskEmail(ctx context.Context, person ident.ID, address, linkHash, link string) error {
	if !isAddress(address) {
		return invalid("This is not an e-mail address.").On("email")
	}
	if err := d.unprovenAnywhere(ctx, address); err != nil {
		return err
	}
	return d.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		if tx.Actor.Kind != actor.User || tx.Actor.ID != person {
			return fault.New(fault.Denied, fault.CodeForbidden, "Only the person changes their address.")
		}
		return once(ctx, tx, person, func() error { return askEmail(ctx, tx, person, address, linkHash, link) })
	})
}

func askEmail(ctx context.Context, tx *store.Tx, person ident.ID, address, linkHash, link string) error {
	if _, err := localAccount(ctx, tx, person); err != nil {
		return err
	}
	if err := freeAddress(ctx, tx, address); err != nil {
		return err
	}
	if _, err := AddLink(ctx, tx, NewLink{Purpose: LinkEmailChange, Hash: linkHash, Person: person, Address: address, Lives: emailTime}); err != nil {
		return err
	}
	tx.Record(store.Event{Action: "EMAIL_CHANGE_ASKED", TargetKind: ident.User, Target: person})
	tx.Notify(store.Notice{Type: "EMAIL_CHANGE", Recipient: person, Subject: person, Address: address, Secret: []byte(link),
		Facts: map[string]string{"expires": instant(tx.Now.Add(emailTime))}})
	return nil
}

// unprovenAnywhere refuses a domain that any company has proven.
func (d *Directory) unprovenAnywhere(ctx context.Context, address string) error {
	_, err := d.Store.DomainTenant(ctx, domainOf(address))
	switch {
	case err == nil:
		return fault.New(fault.Denied, CodeEmailDomainProven, "Addresses of this domain sign in through their company's own sign-in.").On("email")
	case fault.As(err).Kind == fault.NotFound:
		return nil
	}
	return err
}

// ConfirmEmail uses a link of AskEmail up: the address counts from now on, as the user
// name too, and the old and the new one are told.
func (d *Directory) ConfirmEmail(ctx context.Context, linkHash string) (person ident.ID, err error) {
	err = d.write(ctx, func(ctx context.Context, tx *store.Tx) error {
		link, err := UseLink(ctx, tx, LinkEmailChange, linkHash)
		if err != nil {
			return err
		}
		person = *link.UserID
		u, err := localAccount(ctx, tx, person)
		if err != nil {
			return err
		}
		if !u.Active {
			return linkNotGood()
		}
		e, err := judgeUpdate(ctx, tx, person, 0, PersonUpdate{Email: &link.Address})
		if err != nil {
			return err
		}
		tx.Actor.Kind, tx.Actor.ID, tx.Actor.Name = actor.User, u.ID, ShownName(u)
		if err := d.applyUpdate(ctx, tx, e); err != nil {
			return err
		}
		tellEmails(tx, u, link.Address)
		return nil
	})
	if store.IsTaken(err) {
		err = emailTaken()
	}
	return person, err
}

func tellEmails(tx *store.Tx, u *db.User, fresh string) {
	for _, address := range []string{u.Email, fresh} {
		if address != "" {
			tx.Notify(store.Notice{Type: "EMAIL_CHANGED", Recipient: u.ID, Subject: u.ID, Address: address})
		}
	}
}
