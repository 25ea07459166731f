package customer_test

import (
	"testing"

	"mandate/directory/customer"
	"mandate/fault"
)

// TestWhatALoginKeepsIsRefusedByItsName: name and address of somebody with a login are
// changed in their account, and the refusal names the field that was meant.
func TestWhatALoginKeepsIsRefusedByItsName(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		boss := h.contact(customer.Contact{Email: "boss@client.test", Commercial: true})
		quiet := h.contact(customer.Contact{Email: "quiet@client.test"})
		name, address, phone := "Anders", "anders@client.test", "+49301234567"
		for field, change := range map[string]customer.ContactChange{
			"firstName": {FirstName: &name, Email: &address}, "lastName": {LastName: &name}, "email": {Email: &address}} {
			h.refused(h.room.UpdateContact(h.ctx, boss, 0, change), fault.CodeInvalid, field)
			h.no(h.room.UpdateContact(h.ctx, quiet, 0, change))
		}
		h.no(h.room.UpdateContact(h.ctx, boss, 0, customer.ContactChange{Phone: &phone}))
		if row := h.load(boss); row.FirstName != "Eva" || row.LastName != "Klein" || row.Email != "boss@client.test" || row.Phone != phone {
			t.Errorf("stored %+v", row)
		}
		if row := h.load(quiet); row.FirstName != name || row.LastName != name || row.Email != address {
			t.Errorf("stored %+v", row)
		}
	})
}
