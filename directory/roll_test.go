package directory_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/directory"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store/storetest"
)

// lists are the kinds of lists that rolls are kept of.
var lists = map[string]directory.PeopleQuery{
	"all":      {},
	"filtered": {Where: []predicate.User{user.FirstNameKey("ada")}},
	"sorted":   {Order: []user.OrderOption{user.ByUserNameKey(sql.OrderDesc())}},
}

// TestRollsAreExact changes people at random, by this process and by another one, and
// compares each page of each list, and its length, with what the whole list shows at
// the same time: nobody is left out, shown twice or counted who is gone.
func TestRollsAreExact(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			address := storetest.Address(t, kind)
			h := newHouse(t, storetest.OpenAt(t, address, time.Now), "acme")
			second := &directory.Directory{Store: storetest.OpenAt(t, address, time.Now), OnChange: h.hear}
			w := &writer{rand: rand.New(rand.NewPCG(4, 2)), ctx: h.okta()}
			for n := range 120 {
				by := []*directory.Directory{h.d, second}[w.rand.IntN(2)]
				for range w.rand.IntN(3) {
					h.no(w.change(by, n))
				}
				for name, q := range lists {
					comparePages(t, h, fmt.Sprintf("%s after %d", name, n), q, w.rand.IntN(30), 1+w.rand.IntN(5))
				}
			}
		})
	}
}

// comparePages reads one page twice: at first its roll may be made, then it may stand.
func comparePages(t *testing.T, h *house, name string, q directory.PeopleQuery, offset, limit int) {
	t.Helper()
	q.Limit = 1000
	whole, _, err := h.d.People(h.okta(), q)
	h.no(err)
	want := shown(whole)[min(offset, len(whole)):min(offset+limit, len(whole))]
	q.Offset, q.Limit = offset, limit
	for range 2 {
		list, total, err := h.d.People(h.okta(), q)
		h.no(err)
		if got := shown(list); !slices.Equal(got, want) || total != len(whole) {
			t.Fatalf("%s: %d from %d: %v of %d, want %v of %d", name, limit, offset, got, total, want, len(whole))
		}
	}
}

func shown(list []directory.Person) []string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = fmt.Sprint(p.ID, p.UserName, p.Version)
	}
	return texts
}

// writer makes random changes.
type writer struct {
	rand *rand.Rand
	ctx  context.Context
	ids  []ident.ID
	made int
}

func (w *writer) change(d *directory.Directory, n int) error {
	if len(w.ids) < 12 || w.rand.IntN(3) == 0 {
		w.made++
		p, err := d.CreatePerson(w.ctx, w.profile(w.made))
		w.ids = append(w.ids, p.ID)
		return err
	}
	at := w.rand.IntN(len(w.ids))
	if id := w.ids[at]; w.rand.IntN(3) == 0 {
		w.ids = slices.Delete(w.ids, at, at+1)
		return d.DeletePerson(w.ctx, id, 0)
	}
	_, err := d.UpdatePerson(w.ctx, w.ids[at], 0, func(p directory.Profile) (directory.Profile, error) {
		changed := w.profile(1000 + 1000*w.made + n + at)
		p.UserName, p.GivenName = changed.UserName, changed.GivenName
		p.Active = w.rand.IntN(2) == 0
		return p, nil
	})
	return err
}

// profile gives a random place in each order.
func (w *writer) profile(n int) directory.Profile {
	p := profile(fmt.Sprintf("%02d-%d@lender.test", w.rand.IntN(100), n))
	p.GivenName = []string{"Ada", "Bo"}[w.rand.IntN(2)]
	return p
}

// A page behind the end of a list is answered by its roll, which is not made anew for it.
func TestRollsKnowTheirEnd(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		h.crowd(5)
		for _, page := range []struct{ offset, found int }{{2, 3}, {5, 0}, {400, 0}} {
			q := directory.PeopleQuery{Offset: page.offset, Limit: 3}
			found, total, ok, err := h.d.Called(h.okta(), q)
			h.no(err)
			if found != page.found || total != 5 || !ok {
				t.Errorf("from %d: %d of %d, %t", page.offset, found, total, ok)
			}
			h.d.RestRolls()
		}
		h.crowd(1)
		if _, _, ok, err := h.d.Called(h.okta(), directory.PeopleQuery{Offset: 400, Limit: 3}); ok || err != nil {
			t.Errorf("a roll that no longer stands: %t, %v", ok, err)
		}
	})
}

// Many lists that are asked for at once are not all made rolls of.
func TestFewRollsAreMadeAtOnce(t *testing.T) {
	t.Parallel()
	if begun, again := directory.BeginRolls(50); begun != 4 || !again {
		t.Errorf("%d are made at once, another after one has ended: %t", begun, again)
	}
}
