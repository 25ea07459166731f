package sso

import (
	"net/http"
	"testing"
	"time"
)

// TestUnknownPeopleCostAHashToo: an answer's time must not tell whether somebody is known or
// has a password. While all hashers are busy nobody is answered, known or not; an answer
// that needs no hasher would come at once.
func TestUnknownPeopleCostAHashToo(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		w.administrator(t, f, false)
		w.person(t, f, "ada.moreno@alpha.test", "Ada", "Moreno")
		hashers := w.handler.Credentials.Passwords.Slots
		for range cap(hashers) {
			hashers <- struct{}{}
		}
		logins := []string{root, "nobody@alpha.test", "ada.moreno@alpha.test"}
		answers := make(chan int, len(logins))
		for _, login := range logins {
			b := w.browser(t)
			go func() { answers <- b.enter(login, "wrong").status }()
		}
		select {
		case status := <-answers:
			t.Errorf("%d without a hash", status)
		case <-time.After(500 * time.Millisecond):
		}
		for range cap(hashers) {
			<-hashers
		}
		for range logins {
			if status := <-answers; status != http.StatusUnauthorized {
				t.Errorf("%d", status)
			}
		}
	})
}
