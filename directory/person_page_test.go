package directory_test

import (
	"fmt"
	"slices"
	"testing"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// TestPagesMeet reads lists page by page, in every way that a page is found: by the
// links, by a filter, and in another order. Together they are the list.
func TestPagesMeet(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		entra, err := h.d.CreateDirectory(h.system(), "Entra")
		h.no(err)
		var mine []ident.ID
		for n := range 11 {
			p := h.provisioned(fmt.Sprintf("p%02d@lender.test", n))
			_, err := h.d.CreatePerson(h.client(entra), profile(fmt.Sprintf("theirs-%d@lender.test", n)))
			h.no(err)
			if n%5 == 0 {
				h.no(h.d.DeletePerson(h.okta(), p.ID, 0))
				continue
			}
			mine = append(mine, p.ID)
		}
		falling := slices.Clone(mine)
		slices.Reverse(falling)
		for name, tc := range map[string]struct {
			query directory.PeopleQuery
			want  []ident.ID
		}{
			"all":      {directory.PeopleQuery{}, mine},
			"filtered": {directory.PeopleQuery{Where: []predicate.User{user.UserNameKeyNEQ("p01@lender.test")}}, mine[1:]},
			"sorted":   {directory.PeopleQuery{Order: []user.OrderOption{user.ByUserNameKey(sql.OrderDesc())}}, falling},
		} {
			var got []ident.ID
			for offset := 0; offset <= len(tc.want); offset += 3 {
				q := tc.query
				q.Offset, q.Limit = offset, 3
				list, total, err := h.d.People(h.okta(), q)
				h.no(err)
				if total != len(tc.want) {
					t.Errorf("%s from %d: %d in all, want %d", name, offset, total, len(tc.want))
				}
				for _, p := range list {
					got = append(got, p.ID)
				}
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("%s: %v, want %v", name, got, tc.want)
			}
		}
	})
}

// TestPersonIsShownWhole reads one person by the one statement that there is for it.
func TestPersonIsShownWhole(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		boss := h.provisioned("boss@lender.test")
		sent := profile("ann@lender.test")
		sent.Manager, sent.Attributes = boss.ID, []byte(`{"nickName":"Annie"}`)
		made, err := h.d.CreatePerson(h.okta(), sent)
		h.no(err)
		for _, groups := range []bool{false, true} {
			read, err := h.d.Person(h.okta(), made.ID, groups)
			h.no(err)
			if !read.Equal(made.Profile) || read.Version != 1 || !read.Created.Equal(made.Created) || !read.Modified.Equal(made.Modified) {
				t.Errorf("read %+v, made %+v", read, made)
			}
			if read.ManagerName != made.ManagerName || len(read.Groups) != 0 || len(read.InactiveReasons) != 0 {
				t.Errorf("manager %q, groups %v, reasons %v", read.ManagerName, read.Groups, read.InactiveReasons)
			}
		}
	})
}
