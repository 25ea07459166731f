package main

import (
	"os"
	"path/filepath"
	"testing"
)

const lock = `{"packages": {
	"": {"license": "UNLICENSED"},
	"node_modules/react": {"license": "MIT"},
	"node_modules/vite": {"license": "MIT", "dev": true},
	"node_modules/typescript": {"license": "Apache-2.0", "devOptional": true},
	"node_modules/@fontsource-variable/inter": {"license": "OFL-1.1", "dev": true},
	"node_modules/only-on-aix": {"license": "MIT", "optional": true},
	"node_modules/lost": {"license": "MIT"}
}}`

func TestNpmPackages(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "web", "node_modules", "react"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "web", "package-lock.json"), []byte(lock), 0o600); err != nil {
		t.Fatal(err)
	}
	found, err := npmPackages(root, "web")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"node_modules/@fontsource-variable/inter", "node_modules/lost", "node_modules/react"}
	for i, p := range found {
		if i >= len(want) || p.name != want[i] {
			t.Fatalf("found %v, want %v", found, want)
		}
	}
	if len(found) != len(want) {
		t.Errorf("found %v, want %v", found, want)
	}
	if _, err := (part{name: "lost", folder: filepath.Join(root, "lost"), declared: "MIT"}).licence(); err == nil {
		t.Error("a package that is not installed was believed")
	}
}

func TestGoModules(t *testing.T) {
	t.Parallel()
	found, err := goModules("..", "./licences")
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].name != "github.com/google/licensecheck" {
		t.Errorf("this program is made of %v, want google/licensecheck alone", found)
	}
	if _, err := goModules("..", "./absent"); err == nil {
		t.Error("a program that is not there was listed")
	}
}
