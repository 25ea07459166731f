package scenario_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"mandate/assign/desk/scenario"
)

// TestEncode: a file that is written out is the file that was read.
func TestEncode(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < 67 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := scenario.Decode(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		written, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		again, err := scenario.Decode(written)
		if err != nil || !reflect.DeepEqual(f, again) {
			t.Errorf("%s: %v\n%s", name, err, written)
		}
	}
}
