package model_test

import (
	"os"
	"path/filepath"
	"testing"

	"mandate/assign/desk/scenario"
	"mandate/assign/desk/scenario/model"
)

// TestFixtures: the model itself is right about every given timeline.
func TestFixtures(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../testdata/*.json")
	if err != nil || len(files) < 67 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f, err := scenario.Decode(data)
			if err != nil {
				t.Fatal(err)
			}
			w, err := model.New(f)
			if err != nil {
				t.Fatal(err)
			}
			for i, e := range f.Events {
				for _, d := range scenario.Compare(e.Expect, w.Apply(e)) {
					t.Errorf("event %d %s: %s", i, e.Type, d)
				}
			}
		})
	}
}
