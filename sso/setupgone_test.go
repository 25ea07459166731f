package sso

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ident"
	"mandate/store"
)

var referenceOn = regexp.MustCompile(`<dd>(req_[0-9a-z]+)</dd>`)

// deadLink is what history says of a set-up link that somebody came with.
type deadLink struct{ reason, comment, request string }

func (w *world) deadLinks(t *testing.T, f firm, conn ident.ID) (out []deadLink) {
	t.Helper()
	err := w.store.Read(w.system(t, f), func(ctx context.Context, c *db.Client) error {
		list, err := c.HistoryEntry.Query().Where(historyentry.Action("SETUP_LINK_REFUSED"), historyentry.TargetID(conn)).Order(historyentry.ByID()).All(ctx)
		for _, e := range list {
			out = append(out, deadLink{e.Reason, e.Comment, e.RequestID})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// spentLinks are set-up links of a connection that do not work any more, by why; the clock
// goes on for three days.
func (w *world) spentLinks(t *testing.T, f firm, conn ident.ID) map[string]string {
	t.Helper()
	out, ctx := map[string]string{}, w.system(t, f)
	made := func(life time.Duration) directory.SetupLink {
		link, err := w.directory.CreateSetupLink(ctx, conn, life)
		if err != nil {
			t.Fatal(err)
		}
		return link
	}
	used, revoked, late := made(0), made(0), made(72*time.Hour)
	out["SETUP_LINK_USED"], out["SETUP_LINK_REVOKED"], out["SETUP_LINK_EXPIRED"] = used.Text, revoked.Text, late.Text
	issuer := "https://idp.test"
	err := w.directory.UseSetupLink(ctx, store.HashCredential(used.Text), directory.ConnectionUpdate{Issuer: &issuer})
	if err == nil {
		err = w.directory.RevokeSetupLink(ctx, revoked.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.ahead.Add(int64(72*time.Hour + time.Second))
	return out
}

// TestDeadSetupLinks look alike to whoever opens them, but for the reference; history says
// under it which link it was and what is wrong with it. A link that was never made is in
// the log alone, whatever company it names.
func TestDeadSetupLinks(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := w.firm(t, "alpha", "Alpha Bank")
		conn, _ := w.draftOIDC(t, f)
		spent, b := w.spentLinks(t, f, conn), w.browser(t)
		bare := ""
		open := func(name, text string) (reference string) {
			for _, p := range []page{b.get(setupPath + text), b.post(setupPath+text, url.Values{"issuer": {"https://evil.test"}, "client_id": {"x"}})} {
				found := referenceOn.FindStringSubmatch(p.body)
				if found == nil || p.status != http.StatusNotFound || p.header.Get("X-Request-Id") != found[1] {
					t.Fatalf("%s: %d %s", name, p.status, clip(p.body))
				}
				reference = found[1]
				body := strings.NewReplacer(reference, "", text, "").Replace(p.body)
				if bare == "" {
					bare = body
				}
				if body != bare {
					t.Errorf("%s looks otherwise: %s", name, p.body)
				}
			}
			return reference
		}
		for reason, text := range spent {
			request := open(reason, text)
			want := deadLink{reason, store.HintOf(store.SetupLink, text), request}
			if got := w.deadLinks(t, f, conn); got[len(got)-1] != want {
				t.Errorf("history says %+v, not %+v", got, want)
			}
		}
		for name, text := range map[string]string{"never made": store.NewCredential(store.SetupLink, f.id).Text, "of nobody": store.NewCredential(store.SetupLink, w.store.NewID()).Text,
			"nonsense": "mset_x", "a link of another kind": store.NewCredential(store.LinkToken, f.id).Text} {
			if request := open(name, text); !strings.Contains(w.log.String(), "request="+request+" reason=SETUP_LINK_UNKNOWN") {
				t.Errorf("%s: the log does not know %s", name, request)
			}
		}
		if n := len(w.deadLinks(t, f, conn)); n != 2*len(spent) {
			t.Errorf("%d entries", n)
		}
	})
}

// TestADeadSetupLinkFillsNoHistory: one that is opened again and again is bounded as every
// refusal is.
func TestADeadSetupLinkFillsNoHistory(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqliteAddress(t), noClock())
	f := w.firm(t, "alpha", "Alpha Bank")
	conn, _ := w.draftOIDC(t, f)
	text, b := w.spentLinks(t, f, conn)["SETUP_LINK_REVOKED"], w.browser(t)
	w.handler.floods.Open = false
	for range refusalsOfOne.AtOnce + 5 {
		b.get(setupPath + text)
	}
	if n := len(w.deadLinks(t, f, conn)); n < refusalsOfOne.AtOnce || n > refusalsOfOne.AtOnce+1 {
		t.Errorf("%d entries, not %d", n, refusalsOfOne.AtOnce)
	}
}
