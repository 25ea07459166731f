package scim_test

import (
	"testing"

	"mandate/store"
	"mandate/store/storetest"
)

// Of three polls that would wait for one stream, two wait and one is answered at once.
func TestPollsThatWaitAreFew(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		stream := d.listen(t, "")
		answers := make(chan int, 3)
		for range cap(answers) {
			go func() {
				status, sets, _ := d.poll(t, stream, `{}`)
				if status != 200 {
					t.Errorf("answered %d", status)
				}
				answers <- len(sets)
			}()
		}
		if first := <-answers; first != 0 {
			t.Fatalf("%d events where none has happened", first)
		}
		d.create(t, "ada")
		d.sealed(t)
		for range 2 {
			if n := <-answers; n != 1 {
				t.Errorf("who waited got %d events", n)
			}
		}
	})
}
