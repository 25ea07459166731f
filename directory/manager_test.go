package directory_test

import (
	"testing"

	"mandate/directory"
	"mandate/fault"
	"mandate/ident"
)

func TestADirectoryNamesItsOwnPeopleAsManagers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		entra, err := h.d.CreateDirectory(h.system(), "Entra")
		h.no(err)
		p, local := h.provisioned("ann@lender.test"), h.person("local@lender.test")
		foreign, err := h.d.CreatePerson(h.client(entra), profile("eve@lender.test"))
		h.no(err)
		name := func(boss ident.ID) error {
			_, err := h.d.UpdatePerson(h.okta(), p.ID, 0, func(q directory.Profile) (directory.Profile, error) {
				q.Manager = boss
				return q, nil
			})
			return err
		}
		for _, boss := range []ident.ID{foreign.ID, local} {
			h.refused(name(boss), fault.Invalid, fault.CodeUnknownUser)
			_, err = h.d.CreatePerson(h.okta(), directory.Profile{UserName: "new", Manager: boss})
			h.refused(err, fault.Invalid, fault.CodeUnknownUser)
		}
		_, err = h.d.SetManager(h.system(), p.ID, 0, local)
		h.no(err)
		h.no(name(local)) // it reads back what it was shown
	})
}

func TestAManagerNamedInMandateSurvivesAPut(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p, boss := h.provisioned("ann@lender.test"), h.person("boss@lender.test")
		_, err := h.d.SetManager(h.system(), p.ID, 0, boss)
		h.no(err)
		_, err = h.d.UpdatePerson(h.okta(), p.ID, 0, func(directory.Profile) (directory.Profile, error) {
			q := profile("ann@lender.test")
			q.Title = "Senior"
			return q, nil
		})
		h.no(err)
		read, err := h.d.Person(h.okta(), p.ID, false)
		h.no(err)
		if read.Manager != boss || read.Title != "Senior" {
			t.Errorf("manager %v, title %q", read.Manager, read.Title)
		}
	})
}
