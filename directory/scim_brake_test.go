package directory_test

import (
	"context"
	"fmt"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/fault"
	"mandate/ident"
)

// throng makes so many people of the directory.
func (h *house) throng(n int) []ident.ID {
	h.t.Helper()
	ids := make([]ident.ID, n)
	for i := range ids {
		p, err := h.d.CreatePerson(h.okta(), directory.Profile{UserName: fmt.Sprintf("person-%d", i), Active: true})
		h.no(err)
		ids[i] = p.ID
	}
	return ids
}

// brake sets the directory's brake to more than so many people and percent.
func (h *house) brake(people, percent int) {
	h.t.Helper()
	h.no(h.d.UpdateDirectory(h.system(), h.token.Directory, 0, directory.DirectoryUpdate{BrakePeople: &people, BrakePercent: &percent}))
}

func (h *house) openBrake() directory.Brake {
	h.t.Helper()
	list, err := h.d.Brakes(h.system())
	h.no(err)
	if len(list) != 1 {
		h.t.Fatalf("%d brakes are open", len(list))
	}
	return list[0]
}

func (h *house) kinds(want ...directory.ChangeKind) {
	h.t.Helper()
	if got := h.heard(); fmt.Sprint(got) != fmt.Sprint(want) {
		h.t.Errorf("deals were told %v, want %v", got, want)
	}
}

// From the third person on the brake holds what follows; a confirmation lets it.
func TestBrakeConfirmed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		admin := h.person("root@acme.test", "administrator")
		people := h.throng(10)
		h.brake(2, 10)
		h.heard()
		for _, id := range people[:4] {
			h.no(h.setActive(id, false))
		}
		h.kinds(directory.Deactivated, directory.Deactivated, directory.ShutOut, directory.ShutOut)
		b := h.openBrake()
		if len(b.People) != 4 || b.Held != 2 || b.Directory != h.token.Directory {
			t.Errorf("%+v", b)
		}
		h.no(h.d.Store.Read(h.system(), func(ctx context.Context, c *db.Client) error {
			n, err := c.Notification.Query().Where(notification.Type("DIRECTORY_PAUSED"), notification.RecipientID(admin)).Count(ctx)
			if n != 1 {
				t.Errorf("the administrator was told %d times", n)
			}
			return err
		}))
		h.no(h.setActive(people[3], true))
		h.kinds(directory.Activated)
		h.no(h.d.ConfirmBrake(h.as(admin), b.ID, b.Version))
		h.kinds(directory.Deactivated)
		h.refused(h.d.ConfirmBrake(h.as(admin), b.ID, 0), fault.Conflict, fault.CodeInvalid)
		h.no(h.setActive(people[4], false))
		h.kinds(directory.Deactivated)
	})
}

// A reversal lets everybody in again, those before the brake too.
func TestBrakeReversed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		people := h.throng(10)
		h.brake(1, 0)
		h.heard()
		for _, id := range people[:3] {
			h.no(h.setActive(id, false))
		}
		b := h.openBrake()
		h.no(h.d.ReverseBrake(h.system(), b.ID, 0))
		h.kinds(directory.Deactivated, directory.ShutOut, directory.ShutOut, directory.Activated, directory.Activated, directory.Activated)
		for _, id := range people[:3] {
			if p, err := h.d.Person(h.okta(), id, false); err != nil || !p.Active || len(p.InactiveReasons) > 0 {
				t.Errorf("%+v %v", p, err)
			}
		}
	})
}

// A deletion is final with the brake on as well, and does not count.
func TestBrakeLetsDeletionsPass(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		people := h.throng(5)
		h.brake(1, 0)
		h.no(h.d.DeletePerson(h.okta(), people[0], 0))
		h.no(h.setActive(people[1], false))
		h.no(h.setActive(people[2], false))
		h.no(h.d.DeletePerson(h.okta(), people[2], 0))
		h.heard()
		h.no(h.d.ConfirmBrake(h.system(), h.openBrake().ID, 0))
		h.kinds()
	})
}

// A share of a large directory is no mass deactivation, and another directory's
// departures don't count.
func TestBrakeStaysOff(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		people := h.throng(10)
		h.brake(1, 50)
		for _, id := range people[:5] {
			h.no(h.setActive(id, false))
		}
		list, err := h.d.Brakes(h.system())
		if err != nil || len(list) != 0 {
			t.Errorf("%v %v", list, err)
		}
		h.no(h.setActive(people[5], false))
		h.openBrake()
	})
}
