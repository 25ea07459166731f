package store

import (
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"mandate/ident"
	"mandate/store/storetest/cluster"
)

func testMigrations() fs.FS { return os.DirFS("testdata/migrations") }

// eachEmpty runs a test on an empty database of either kind and its address.
func eachEmpty(t *testing.T, test func(t *testing.T, p pools, address string)) {
	t.Helper()
	for kind, address := range map[string]func(*testing.T) string{
		"sqlite":   func(t *testing.T) string { return "sqlite:" + t.TempDir() + "/test.db" },
		"postgres": func(t *testing.T) string { return cluster.Fresh(t).OwnerURL },
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			at := address(t)
			test(t, openTest(t, at), at)
		})
	}
}

func status(t *testing.T, p pools, files fs.FS) (applied, pending, unknown int) {
	t.Helper()
	s, err := migrateStatus(t.Context(), p, files)
	if err != nil {
		t.Fatal(err)
	}
	return len(s.Applied), len(s.Pending), len(s.Unknown)
}

// firstOnly is what an older program knows.
func firstOnly(t *testing.T) fs.FS {
	t.Helper()
	older := fstest.MapFS{}
	for _, name := range []string{"postgres/20260101000001_lenders.sql", "sqlite/20260101000001_lenders.sql"} {
		text, err := fs.ReadFile(testMigrations(), name)
		if err != nil {
			t.Fatal(err)
		}
		older[name] = &fstest.MapFile{Data: text}
	}
	return older
}

func TestMigrateStepByStep(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		expect := func(when string, files fs.FS, applied, pending, unknown int) {
			t.Helper()
			if a, n, u := status(t, p, files); a != applied || n != pending || u != unknown {
				t.Errorf("%s: %d applied, %d pending, %d unknown; want %d, %d, %d", when, a, n, u, applied, pending, unknown)
			}
		}
		expect("empty", testMigrations(), 0, 2, 0)
		if err := migrateUp(t.Context(), p, address, firstOnly(t)); err != nil {
			t.Fatal(err)
		}
		expect("after the first", testMigrations(), 1, 1, 0)

		lender := ident.ID{1}
		exec(t, p.Write, "INSERT INTO lenders (id, name) VALUES ($1, $2)", lender, "Acme")
		exec(t, p.Write, "INSERT INTO officers VALUES ($1, $2)", ident.ID{2}, lender)
		for range 2 {
			if err := migrateUp(t.Context(), p, address, testMigrations()); err != nil {
				t.Fatal(err)
			}
		}
		expect("after the second, twice", testMigrations(), 2, 0, 0)
		expect("for an older program", firstOnly(t), 1, 0, 1)
		if got := scan[string](t, p.Read, "SELECT kind FROM lenders WHERE id = $1", lender); got != "BANK" {
			t.Errorf("kind of the lender: %s", got)
		}
		if got := scan[int](t, p.Read, "SELECT count(*) FROM officers WHERE lender = $1", lender); got != 1 {
			t.Errorf("%d officers are left of 1", got)
		}
		if got := scan[int](t, p.Read, "SELECT count(*) FROM steps"); got != 1 {
			t.Errorf("the second step ran %d times", got)
		}
		if _, err := p.Write.ExecContext(t.Context(), "INSERT INTO officers VALUES ($1, $2)", ident.ID{3}, ident.ID{9}); classify(err) != errForeignKey {
			t.Errorf("officer of no lender: %v", err)
		}
	})
}

func TestBrokenMigrationLeavesNothing(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		broken := firstOnly(t).(fstest.MapFS)
		text := []byte("-- +goose Up\nCREATE TABLE half (n int);\nCREATE TABLE lenders (n int);\n")
		broken["postgres/20260101000002_broken.sql"] = &fstest.MapFile{Data: text}
		broken["sqlite/20260101000002_broken.sql"] = &fstest.MapFile{Data: text}
		if err := migrateUp(t.Context(), p, address, broken); err == nil {
			t.Fatal("a broken migration is no error")
		}
		if applied, pending, _ := status(t, p, broken); applied != 1 || pending != 1 {
			t.Errorf("%d applied, %d pending", applied, pending)
		}
		if _, err := p.Read.ExecContext(t.Context(), "SELECT n FROM half"); err == nil {
			t.Error("half of the migration is there")
		}
		if err := migrateUp(t.Context(), p, address, testMigrations()); err != nil {
			t.Errorf("after the repair: %v", err)
		}
	})
}

func TestMigrationMustKeepReferences(t *testing.T) {
	t.Parallel()
	p := openTest(t, "sqlite::memory:")
	files := firstOnly(t).(fstest.MapFS)
	files["sqlite/20260101000002_orphan.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\nINSERT INTO officers VALUES (x'01', x'02');\n")}
	if err := migrateUp(t.Context(), p, "sqlite:"+p.file, files); err == nil {
		t.Error("a migration that leaves an officer of no lender is no error")
	}
}

func TestNoMigrations(t *testing.T) {
	t.Parallel()
	eachEmpty(t, func(t *testing.T, p pools, address string) {
		if err := migrateUp(t.Context(), p, address, fstest.MapFS{}); err == nil {
			t.Error("no migrations is no error")
		}
		if _, err := migrateStatus(t.Context(), p, fstest.MapFS{}); err == nil {
			t.Error("status of no migrations is no error")
		}
	})
}

// TestPlainRoleMayAskForStatus has the role that serves, which may make no table.
func TestPlainRoleMayAskForStatus(t *testing.T) {
	t.Parallel()
	made := cluster.Fresh(t)
	plain := openTest(t, made.ServerURL)
	if applied, pending, _ := status(t, plain, testMigrations()); applied != 0 || pending != 2 {
		t.Errorf("before: %d applied, %d pending", applied, pending)
	}
	if err := migrateUp(t.Context(), plain, made.ServerURL, testMigrations()); err == nil {
		t.Error("the plain role migrates")
	}
	if err := migrateUp(t.Context(), plain, made.OwnerURL, testMigrations()); err != nil {
		t.Fatal(err)
	}
	if applied, pending, _ := status(t, plain, testMigrations()); applied != 2 || pending != 0 {
		t.Errorf("after: %d applied, %d pending", applied, pending)
	}
}
