// Package customer is the room of operations on the customers of a tenant: accounts,
// portfolios and contacts (domain section 14, CO-1 to CO-8).
//
// A contact is somebody known to an account. One with platform access has a login: a user
// of kind CONTACT, who sees nothing but Me, and holds customer-commercial,
// customer-operational or customer-employee for what they are to their accounts. There is
// never a second person: an address that has a login is linked to it.
//
// Operations judge data, not permission: doors ask for customer.manage. Faults: NOT_FOUND,
// STALE, REQUIRED and INVALID on the field, TAKEN for a name or an address that the account
// has already, EMAIL_TAKEN for an address of staff, EMAIL_RESERVED for one of somebody
// deleted. History names what changed; of personal values of contacts it says only that
// they did, since a contact without a login has no key to encrypt them under.
package customer
