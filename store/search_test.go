package store_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/ent/db"
	"mandate/ent/db/user"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "  Anna ": "anna", "MÜLLER": "müller", "Straße": "strasse", "STRASSE": "strasse",
		"Jose\u0301": "josé", "ﬁn": "fin", "ＡＢＣ": "abc", "ΣΊΣΥΦΟΣ": "σίσυφοσ", "İ": "i̇", "²": "2",
	} {
		if got := store.Fold(text); got != want {
			t.Errorf("%q is folded to %q, want %q", text, got, want)
		}
		if again := store.Fold(store.Fold(text)); again != store.Fold(text) {
			t.Errorf("%q folds to %q the second time", text, again)
		}
	}
	if got := store.SearchKey("Anna", "", " MÜLLER "); got != " anna müller" {
		t.Errorf("search key %q", got)
	}
}

// people are those who are searched, by user name.
var people = map[string]string{
	"anna":    "Anna Müller anna@acme.test",
	"bo":      "Bo Straße-Żółć bo_x@acme.test",
	"jose":    "José O'Neil 100% \"Pepe\"",
	"back":    `C:\temp\ Back`,
	"chinese": "王小明 acme",
	"emoji":   "Zoë 🦊🦊🦊 Fox",
}

func TestMatching(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		other := storetest.System(t, tenant(t, s, "other"))
		addPeople(t, s, ctx, people)
		addPeople(t, s, other, map[string]string{"foreign": "Anna Müller"})
		for text, want := range map[string][]string{
			"":                          {"anna", "back", "bo", "chinese", "emoji", "jose"},
			"   ":                       {"anna", "back", "bo", "chinese", "emoji", "jose"},
			"anna":                      {"anna"},
			"ANNA müller":               {"anna"},
			"müller  anna":              {"anna"},
			"MÜLLER":                    {"anna"},
			"Mu\u0308ller":              {"anna"},
			"muller":                    nil,
			"nna ül":                    {"anna"},
			"acme":                      {"anna", "bo", "chinese"},
			"acme bo":                   {"bo"},
			"anna bo":                   nil,
			"strasse":                   {"bo"},
			"STRASSE":                   {"bo"},
			"straße":                    {"bo"},
			"żółć":                      {"bo"},
			"ŻÓŁĆ":                      {"bo"},
			"jose\u0301":                {"jose"},
			"JOSÉ":                      {"jose"},
			"jose":                      nil,
			"%":                         {"jose"},
			"100%":                      {"jose"},
			"a%a":                       nil,
			"_":                         {"bo"},
			"o_x":                       {"bo"},
			"b__x":                      nil,
			`\`:                         {"back"},
			`c:\temp`:                   {"back"},
			`"`:                         {"jose"},
			`"pepe"`:                    {"jose"},
			`"anna`:                     nil,
			"o'neil":                    {"jose"},
			"'":                         {"jose"},
			"王":                         {"chinese"},
			"小明":                        {"chinese"},
			"王小明":                       {"chinese"},
			"🦊":                         {"emoji"},
			"🦊🦊🦊":                       {"emoji"},
			"an":                        {"anna"},
			"a":                         {"anna", "back", "bo", "chinese"},
			"anna OR bo":                nil,
			"anna*":                     nil,
			"search_key:anna":           nil,
			"an\x00na":                  {"anna"},
			"\xff":                      {"anna", "back", "bo", "chinese", "emoji", "jose"},
			strings.Repeat("anna ", 50): {"anna"},
			strings.Repeat("x", 5000):   nil,
		} {
			if got := search(t, s, ctx, text); !slices.Equal(got, want) {
				t.Errorf("%.60q finds %v, want %v", text, got, want)
			}
		}
	})
}

// TestMatchingAnID finds a row by its whole outside id, and by no part of it.
func TestMatchingAnID(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		addPeople(t, s, ctx, people)
		var bo ident.ID
		err := s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
			bo, err = c.User.Query().Where(user.UserName("bo")).OnlyID(ctx)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		whole := bo.Text(ident.User)
		for text, want := range map[string][]string{
			whole: {"bo"}, whole + " bo": {"bo"}, whole + " anna": nil, strings.ToUpper(whole): {"bo"},
			"usr": nil, "usr_": nil, whole[:len(whole)-1]: nil, ident.ID{}.Text(ident.User): nil,
		} {
			if got := search(t, s, ctx, text); !slices.Equal(got, want) {
				t.Errorf("%q finds %v, want %v", text, got, want)
			}
		}
	})
}

// TestSearchFollowsChanges has the index follow updates and deletes.
func TestSearchFollowsChanges(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := storetest.System(t, tenant(t, s, "acme"))
		addPeople(t, s, ctx, people)
		change := func(do func(context.Context, *db.Client) error) {
			t.Helper()
			err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
				someEvent(tx)
				return do(ctx, tx.Client)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		change(func(ctx context.Context, c *db.Client) error {
			return c.User.Update().SetSearchKey(store.SearchKey("Renamed")).Exec(ctx)
		})
		if old, renamed := search(t, s, ctx, "müller"), search(t, s, ctx, "renamed"); len(old) != 0 || len(renamed) != len(people) {
			t.Errorf("after the change: %v, %v", old, renamed)
		}
		change(func(ctx context.Context, c *db.Client) error { _, err := c.User.Delete().Exec(ctx); return err })
		if got := search(t, s, ctx, "renamed"); len(got) != 0 {
			t.Errorf("after the delete: %v", got)
		}
	})
}

func addPeople(t *testing.T, s *store.Store, ctx context.Context, people map[string]string) {
	t.Helper()
	err := s.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		someEvent(tx)
		for name, words := range people {
			err := tx.Client.User.Create().SetID(tx.NewID()).SetUserName(name).SetUserNameKey(name).SetActivatedAt(time.Unix(0, 0)).
				SetSearchKey(store.SearchKey(strings.Fields(words)...)).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func search(t *testing.T, s *store.Store, ctx context.Context, text string) (found []string) {
	t.Helper()
	err := s.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		found, err = c.User.Query().Where(store.Matching(text)).Order(db.Asc("user_name")).Select("user_name").Strings(ctx)
		return err
	})
	if err != nil {
		t.Fatalf("%.60q: %v", text, err)
	}
	return found
}
