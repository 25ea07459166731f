package sso

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/directory"
)

// while plays an answer and changes something after the connection was read for it and
// before it is judged: a large message waits for its turn in between.
func (d *samlDoor) while(t *testing.T, b *browser, a forged, change func()) page {
	t.Helper()
	value := "<saml:AttributeValue>" + strings.Repeat("x", 200) + "</saml:AttributeValue>"
	a.Text = replaced("</saml:AttributeStatement>", `<saml:Attribute Name="g">`+strings.Repeat(value, heavyFrom/len(value))+"</saml:Attribute></saml:AttributeStatement>")
	waits, _ := d.begin(t, b, "")
	doc := d.forge(t, a, waits)
	d.handler.ways.keep(d.id, way{}, http.ErrNoCookie)
	d.handler.heavy.slot <- struct{}{}
	came := make(chan page, 1)
	go func() { came <- d.post(b, doc) }()
	for d.handler.heavy.waiting.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	change()
	<-d.handler.heavy.slot
	return <-came
}

// TestAnAnswerIsJudgedByWhatThereIs: a connection that was read for an answer and changed
// before the session is made decides nothing either; what only says that somebody came does
// not count as a change.
func TestAnAnswerIsJudgedByWhatThereIs(t *testing.T) {
	t.Parallel()
	onBothDoors(t, func(t *testing.T, d *samlDoor) {
		b, name := d.still(t), "Alpha by another name"
		another := anotherIdP()
		d.wantIn(t, b, d.while(t, b, forged{}, func() { d.change(t, directory.ConnectionUpdate{Name: &name}) }))
		b = d.still(t)
		d.wantIn(t, b, d.while(t, b, forged{}, func() { d.cameBy(t) }))
		theirs := []string{pemOf(another)}
		p := d.while(t, d.still(t), forged{}, func() { d.change(t, directory.ConnectionUpdate{Certificates: &theirs}) })
		refusedPage(t, d.world, d.firm, p, badSignature)
		off := true
		p = d.while(t, d.still(t), forged{By: &another}, func() { d.change(t, directory.ConnectionUpdate{Disabled: &off}) })
		refusedPage(t, d.world, d.firm, p, draftConnection)
	})
}

// cameBy leaves the trace at the connection that somebody else has come by it just now.
func (d *samlDoor) cameBy(t *testing.T) {
	t.Helper()
	d.elsewhere(t, "UPDATE connections SET last_sign_in_at = $2 WHERE id = $1", d.id, d.store.Now())
}

// TestAProviderThatIsChangedWhileItIsAsked: what its token says is not taken for what
// another provider says, and somebody begins anew. Traces of others refuse nobody.
func TestAProviderThatIsChangedWhileItIsAsked(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f, op, id, connection := forgedWorld(t, w)
		d := &samlDoor{world: w, firm: f, id: id}
		name, b := "another client", w.browser(t)
		while := func(change func()) page {
			op.bend(bends{token: func(rw http.ResponseWriter, r *http.Request) {
				op.bend(bends{})
				change()
				op.exchange(rw, r)
			}})
			return b.get(connection + "/start")
		}
		for range 2 { // first by a connection that is read for it
			if p := while(func() { d.cameBy(t) }); p.body != "console at /" {
				t.Fatalf("a trace refuses: %d %s", p.status, clip(p.body))
			}
		}
		b = w.browser(t)
		p := while(func() { d.change(t, directory.ConnectionUpdate{ClientID: &name}) })
		refusedPage(t, w, f, p, changedConnection)
		name = "mandate"
		d.change(t, directory.ConnectionUpdate{ClientID: &name})
		if p := b.get(connection + "/start"); p.body != "console at /" {
			t.Errorf("not signed in anew: %d %s", p.status, clip(p.body))
		}
		off := true
		b = w.browser(t)
		p = while(func() { d.change(t, directory.ConnectionUpdate{Disabled: &off}) })
		refusedPage(t, w, f, p, draftConnection)
	})
}

// TestSignInsAtOnceRefuseNobody has eight people redeem their codes at once, so that each has
// seen the connection before the traces of the others, a minute after somebody came before.
func TestSignInsAtOnceRefuseNobody(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		_, op, _, connection := forgedWorld(t, w)
		const people = 8
		for range 2 {
			var here, all sync.WaitGroup
			here.Add(people)
			op.bend(bends{token: func(rw http.ResponseWriter, r *http.Request) {
				here.Done()
				here.Wait()
				(&forgedOP{base: op.base, key: op.key, codes: op.taken(r)}).exchange(rw, r)
			}})
			for range people {
				b := w.browser(t)
				all.Go(func() {
					if p := b.get(connection + "/start"); p.body != "console at /" {
						t.Errorf("refused: %d %s", p.status, clip(p.body))
					}
				})
			}
			all.Wait()
			w.ahead.Add(int64(2 * time.Minute))
		}
	})
}

// taken is what the provider remembers of the code of a request.
func (op *forgedOP) taken(r *http.Request) map[string]url.Values {
	_ = r.ParseForm()
	op.mu.Lock()
	defer op.mu.Unlock()
	code := r.PostForm.Get("code")
	return map[string]url.Values{code: op.codes[code]}
}
