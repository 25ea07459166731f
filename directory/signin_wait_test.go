package directory_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"mandate/directory"
	"mandate/fault"
	"mandate/store"
	"mandate/store/storetest"
)

// TestASignInThatWaitsForAConnection is judged by the clock behind its wait: by a boundary
// that has passed meanwhile, and by when its request expires.
func TestASignInThatWaitsForAConnection(t *testing.T) {
	t.Parallel()
	w := &watch{}
	w.set(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC))
	h := newHouse(t, storetest.OpenAt(t, storetest.Address(t, "postgres"), w.now), "acme")
	p, conn := h.provisioned("ann@lender.test"), h.idp("Okta")
	signIn := func(in directory.SignInInput) error { _, err := h.d.SignIn(h.system(), in); return err }

	late := h.start(conn, "late")
	w.pass(10*time.Minute - 5*time.Second)
	late.Expires, late.IdleUntil = w.now().Add(time.Hour), w.now().Add(time.Hour)
	err := h.beside(func() { w.pass(20 * time.Second) }, func() error { return signIn(late) })
	h.refused(err, fault.Unauthenticated, directory.RefusedRequestExpired)

	asked := 0
	h.d.CatchUp = func(context.Context) error { asked++; return h.d.Deactivate(h.system(), p.ID, 0, "") }
	h.no(h.d.Store.Settle(h.system(), func(ctx context.Context, tx *store.Tx) error { return tx.DueAt(ctx, tx.Now.Add(10*time.Second)) }))
	in := h.start(conn, "due")
	err = h.beside(func() { w.pass(20 * time.Second) }, func() error { return signIn(in) })
	h.refused(err, fault.Unauthenticated, directory.RefusedInactive)
	if asked != 1 {
		t.Errorf("asked %d times what is due", asked)
	}
}

// TestTheLastChangeIsTheYoungest: a change that has waited while another replica made its own
// is of a later instant.
func TestTheLastChangeIsTheYoungest(t *testing.T) {
	t.Parallel()
	w, address := &watch{}, storetest.Address(t, "postgres")
	w.set(time.Date(2026, 9, 1, 12, 0, 0, 0, time.UTC))
	h := newHouse(t, storetest.OpenAt(t, address, w.now), "acme")
	other := &directory.Directory{Store: storetest.OpenAt(t, address, w.now)}
	p, okta := h.provisioned("ann@lender.test"), h.okta()
	title := func(d *directory.Directory, text string) error {
		_, err := d.UpdatePerson(okta, p.ID, 0, func(p directory.Profile) (directory.Profile, error) {
			p.Title = text
			return p, nil
		})
		return err
	}
	var before time.Time
	h.no(h.beside(func() {
		w.pass(20 * time.Second)
		h.no(title(other, "another"))
		before = h.row(p.ID).UpdatedAt
	}, func() error { return title(h.d, "last") }))
	if u := h.row(p.ID); u.Title != "last" || u.UpdatedAt.Before(before) {
		t.Errorf("%q is of %s, what it has replaced of %s", u.Title, u.UpdatedAt, before)
	}
}

// beside runs fn, which finds every connection for changes taken and waits; meanwhile something
// happens.
func (h *house) beside(meanwhile func(), fn func() error) error {
	const conns = 16
	var taken, held sync.WaitGroup
	release, done := make(chan struct{}), make(chan error)
	taken.Add(conns)
	for range conns {
		held.Go(func() {
			h.no(h.d.Store.Write(h.system(), func(context.Context, *store.Tx) error { taken.Done(); <-release; return nil }))
		})
	}
	taken.Wait()
	go func() { done <- fn() }()
	time.Sleep(300 * time.Millisecond)
	meanwhile()
	close(release)
	held.Wait()
	return <-done
}
