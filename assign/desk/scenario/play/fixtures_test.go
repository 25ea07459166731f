package play_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"mandate/assign/desk/scenario"
	"mandate/assign/desk/scenario/play"
	"mandate/store/storetest"
)

// TestFixtures plays every given timeline on both databases, one after the other on one
// store, as the command does.
func TestFixtures(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../testdata/*.json")
	if err != nil || len(files) < 67 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, kind := range storetest.Kinds {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			clock := &play.Clock{}
			clock.Set(time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC))
			p := play.NewPlayer(storetest.OpenAt(t, storetest.Address(t, kind), clock.Now), clock)
			for _, name := range files {
				playFile(t, p, name)
			}
		})
	}
}

func playFile(t *testing.T, p *play.Player, name string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := scenario.Decode(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	result, err := p.Play(t.Context(), f)
	if err != nil {
		t.Errorf("%s: %v", filepath.Base(name), err)
	}
	for _, gone := range storetest.Orphans(t, p.Store, result.Tenant) {
		t.Errorf("%s: %s", filepath.Base(name), gone)
	}
	if err := p.Store.RemoveScenario(t.Context(), result.Tenant); err != nil {
		t.Errorf("%s: %v", filepath.Base(name), err)
	}
	for _, left := range storetest.Left(t, p.Store, result.Tenant) {
		t.Errorf("%s: %s", filepath.Base(name), left)
	}
	for _, failure := range result.Failures {
		t.Errorf("%s: %s", filepath.Base(name), failure)
	}
}
