package directory_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestNoSecretLeavesItsColumn plants secrets in every operation that takes or makes
// one, and looks for them in history, notices, version rows, errors and the log.
func TestNoSecretLeavesItsColumn(t *testing.T) {
	t.Parallel()
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, storetest.Open(t, kind), "acme")
			var log lockedBuffer
			h.d.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			planted, told := h.plant()
			var seen strings.Builder
			seen.WriteString(log.String())
			for _, err := range told {
				seen.WriteString(err.Error())
			}
			h.pourRows(&seen)
			for name, secret := range planted {
				if strings.Contains(seen.String(), secret) {
					t.Errorf("%s shows", name)
				}
			}
			if !strings.Contains(seen.String(), "CONNECTION_UPDATED") {
				t.Error("nothing was looked at")
			}
		})
	}
}

type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

// plant gives the secrets, and the errors of operations that were refused with one.
func (h *house) plant() (planted map[string]string, told []error) {
	h.t.Helper()
	planted = map[string]string{"token": h.token.Text, "temporary password": "CANARY-temporary", "password": "CANARY-password",
		"client secret": "CANARY-client", "key of this service provider": "CANARY-key", "session": "CANARY-session"}
	id, err := h.d.CreateAdministrator(h.system(), "admin@lender.test", true, planted["temporary password"])
	h.no(err)
	h.no(h.d.ChangePassword(h.system(), id, ident.ID{}, planted["password"]))
	conn := h.idp("Okta")
	h.no(h.d.UpdateConnection(h.system(), conn, 0, directory.ConnectionUpdate{ClientSecret: []byte(planted["client secret"]),
		SPKey: []byte(planted["key of this service provider"])}))
	key, err := h.d.CreateKey(h.system(), directory.NewKey{Name: "los", Role: "service-los"})
	h.no(err)
	planted["service key"] = key.Text
	h.provisioned("ann@lender.test")
	in := h.start(conn, "one")
	in.TokenHash = planted["session"]
	_, err = h.d.SignIn(h.system(), in)
	h.no(err)
	in.Subject = "other"
	_, err = h.d.SignIn(h.system(), in)
	told = append(told, err)
	_, err = h.d.AuthenticateToken(h.t.Context(), h.token.Text+"x")
	told = append(told, err)
	_, err = h.d.AuthenticateKey(h.t.Context(), key.Text+"x")
	return planted, append(told, err)
}

// pourRows writes out what history, notices and versions hold, personal values opened.
func (h *house) pourRows(into *strings.Builder) {
	h.t.Helper()
	h.read(func(ctx context.Context, c *db.Client) {
		var keys [][]byte
		for _, u := range c.User.Query().Order(user.ByID()).AllX(ctx) {
			keys = append(keys, u.PersonKey)
		}
		for _, e := range c.HistoryEntry.Query().AllX(ctx) {
			h.pour(into, e)
			for _, key := range append(keys, nil) {
				if changes, err := h.d.Store.Changes(e.Changes, key); err == nil {
					h.pour(into, changes)
				}
			}
		}
		for _, v := range c.AuthorityVersion.Query().AllX(ctx) {
			into.Write(v.State)
		}
		h.pour(into, c.Notification.Query().AllX(ctx))
	})
}

func (h *house) pour(into *strings.Builder, v any) {
	h.t.Helper()
	text, err := json.Marshal(v)
	h.no(err)
	into.Write(text)
}

// TestErasureLeavesHistoryWithoutNames reads history as it is after the person's key
// is gone.
func TestErasureLeavesHistoryWithoutNames(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		p := profile("ann@lender.test")
		p.GivenName, p.Phone, p.Attributes = "CANARY-name", "+14165550123", raw(`{"nickName":"CANARY-nick"}`)
		made, err := h.d.CreatePerson(h.okta(), p)
		h.no(err)
		_, err = h.d.UpdatePerson(h.okta(), made.ID, 0, func(q directory.Profile) (directory.Profile, error) {
			q.FamilyName, q.Emails = "CANARY-family", []directory.Email{{Value: "CANARY@lender.test", Primary: true}}
			return q, nil
		})
		h.no(err)
		h.no(h.d.Store.Write(h.system(), func(ctx context.Context, tx *store.Tx) error {
			tx.Record(store.Event{Action: "USER_ERASED", TargetKind: ident.User, Target: made.ID})
			return tx.Client.User.Update().Where(user.ID(made.ID)).ClearPersonKey().Exec(ctx)
		}))
		var seen strings.Builder
		for _, e := range h.history(made.ID) {
			h.pour(&seen, e.HistoryEntry)
			h.pour(&seen, e.changes)
			seen.Write(e.Changes)
		}
		for _, personal := range []string{"CANARY", "ann@lender.test", "+14165550123"} {
			if strings.Contains(seen.String(), personal) {
				t.Errorf("%s shows", personal)
			}
		}
	})
}
