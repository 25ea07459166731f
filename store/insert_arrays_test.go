package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/notification"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// TestInsertKinds writes rows of every kind of column as ent does, and with texts that
// mean something in an array.
func TestInsertKinds(t *testing.T) {
	t.Parallel()
	texts := []string{"", "NULL", "a,b", `{"}`, `\`, `\\"`, "ö 漢\t\n", "'", " x "}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme := tenant(t, s, "acme")
		var byEnt, byHand []*db.Notification
		err := s.Write(storetest.System(t, acme), func(ctx context.Context, tx *store.Tx) (err error) {
			someEvent(tx)
			var rows []*db.NotificationCreate
			for n := range 5 * len(texts) {
				text := texts[n%len(texts)]
				row := func(way string) *db.NotificationCreate {
					r := tx.Client.Notification.Create().SetID(tx.NewID()).SetType(way).SetRecipientID(acme).SetAddress(text).
						SetNextAttemptAt(tx.Now.Add(time.Duration(n) * time.Microsecond)).SetAttempts(n - 3)
					if n%5 != 0 {
						r.SetFacts(map[string]string{text: text}).SetSecretSealed([]byte(text)).SetSubjectID(acme)
					}
					return r
				}
				if err := row("ent").Exec(ctx); err != nil {
					return err
				}
				rows = append(rows, row("hand"))
			}
			if err = tx.Insert(ctx, notification.Table, store.Rows(rows)); err != nil {
				return err
			}
			if byEnt, err = tx.Client.Notification.Query().Where(notification.Type("ent")).Order(notification.ByID()).All(ctx); err != nil {
				return err
			}
			byHand, err = tx.Client.Notification.Query().Where(notification.Type("hand")).Order(notification.ByID()).All(ctx)
			return err
		})
		if err != nil || len(byEnt) != 5*len(texts) || len(byHand) != len(byEnt) {
			t.Fatalf("%d and %d rows, %v", len(byEnt), len(byHand), err)
		}
		for i, want := range byEnt {
			got := *byHand[i]
			got.ID, got.Type = want.ID, want.Type
			if got.String() != want.String() || string(got.SecretSealed) != string(want.SecretSealed) {
				t.Errorf("%d: %s, want %s", i, got.String(), want)
			}
		}
	})
}

// TestInsertRefusesNUL: PostgreSQL keeps no NUL, and says so of a row among many as of one.
func TestInsertRefusesNUL(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for _, many := range []int{1, 3} {
			err := s.Write(storetest.System(t, tenant(t, s, fmt.Sprint("t", many))), func(ctx context.Context, tx *store.Tx) error {
				someEvent(tx)
				var rows []*db.NotificationCreate
				for range many {
					rows = append(rows, tx.Client.Notification.Create().SetID(tx.NewID()).SetType("a\x00b").SetRecipientID(tx.NewID()).SetNextAttemptAt(tx.Now))
				}
				return tx.Insert(ctx, notification.Table, store.Rows(rows))
			})
			if err == nil {
				t.Errorf("%d rows with a NUL were written", many)
			}
		}
	})
}

// TestInsertAlike writes so many rows that a value which all of them have is said once.
func TestInsertAlike(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		acme := tenant(t, s, "acme")
		const many = 130
		err := s.Write(storetest.System(t, acme), func(ctx context.Context, tx *store.Tx) error {
			someEvent(tx)
			var rows []*db.NotificationCreate
			for n := range many {
				rows = append(rows, tx.Client.Notification.Create().SetID(tx.NewID()).SetType("alike").SetRecipientID(acme).SetNillableSubjectID(nil).
					SetAddress(`{"a"}`).SetNextAttemptAt(tx.Now).SetAttempts(7).SetFacts(map[string]string{"a": `"b`}).SetSecretSealed([]byte{0, 1, byte(n / 129)}))
			}
			if err := tx.Insert(ctx, notification.Table, store.Rows(rows)); err != nil {
				return err
			}
			list, err := tx.Client.Notification.Query().Where(notification.Type("alike")).Order(notification.ByID()).All(ctx)
			if err != nil || len(list) != many {
				t.Errorf("%d rows, %v", len(list), err)
			}
			for i, row := range list {
				if row.RecipientID != acme || row.SubjectID != nil || row.Address != `{"a"}` || row.Attempts != 7 || row.Facts["a"] != `"b` ||
					!row.NextAttemptAt.Equal(tx.Now) || !row.CreatedAt.Equal(tx.Now) || string(row.SecretSealed) != string([]byte{0, 1, byte(i / 129)}) {
					t.Errorf("row %d: %s", i, row)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// TestArraysOfUnknownKinds: what no array is made of is left to a list of values, however
// many rows have the same; only what is absent from all of them is said to be.
func TestArraysOfUnknownKinds(t *testing.T) {
	t.Parallel()
	for _, many := range []int{2, 200} {
		for name, c := range map[string]struct {
			value any
			ok    bool
		}{
			"a fraction": {1.5, false},
			"a struct":   {struct{ n int }{1}, false},
			"a number":   {7, true},
			"nothing":    {nil, many == 200},
		} {
			rows := make([][]any, many)
			for i := range rows {
				rows[i] = []any{ident.ID{byte(i)}, c.value}
			}
			if text, args, ok := store.ArrayInsert("t", []string{"c"}, rows); ok != c.ok {
				t.Errorf("%d rows of %s: %q with %d arguments", many, name, text, len(args))
			}
		}
	}
}

// TestBytesAreOneValue: rows of bytes are no array, of which PostgreSQL would read each digit
// several times; TestInsertKinds reads back what is absent and what is empty.
func TestBytesAreOneValue(t *testing.T) {
	t.Parallel()
	rows := [][]any{{ident.ID{1}, []byte("abc")}, {ident.ID{2}, nil}, {ident.ID{3}, []byte{}}, {ident.ID{4}, []byte("d")}}
	text, args, ok := store.ArrayInsert("t", []string{"c"}, rows)
	if want := `INSERT INTO "t" ("id", "c") SELECT "id", substring($2::bytea, "c_from", "c_length") ` +
		`FROM unnest($1::uuid[], $3::integer[], $4::integer[]) AS r ("id", "c_from", "c_length")`; !ok || text != want {
		t.Errorf("%s", text)
	}
	if got := fmt.Sprintf("%s %s %s", args[1:]...); got != "abcd {1,4,4,4} {3,NULL,0,1}" {
		t.Errorf("%s", got)
	}
}

// TestBytesBesideOthers: a column of bytes and of something else is left to a list of values,
// whose driver or database says what is wrong.
func TestBytesBesideOthers(t *testing.T) {
	t.Parallel()
	rows := [][]any{{ident.ID{1}, nil}, {ident.ID{2}, []byte("abc")}, {ident.ID{3}, "abc"}}
	if text, args, ok := store.ArrayInsert("t", []string{"c"}, rows); ok {
		t.Errorf("%q with %d arguments", text, len(args))
	}
}
