package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// goModules lists the modules of which the program is built, without our own.
func goModules(root, program string) ([]part, error) {
	list := exec.Command("go", "list", "-deps", "-f",
		"{{with .Module}}{{if not .Main}}{{.Path}}\t{{with .Replace}}{{.Dir}}{{else}}{{.Dir}}{{end}}{{end}}{{end}}", program)
	list.Dir = root
	var trouble bytes.Buffer
	list.Stderr = &trouble
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w\n%s", program, err, &trouble)
	}
	var modules []part
	seen := map[string]bool{}
	for line := range strings.Lines(string(out)) {
		name, folder, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !seen[name] {
			seen[name] = true
			modules = append(modules, part{name: name, folder: folder})
		}
	}
	return modules, nil
}

// lockFile is package-lock.json; the key of a package is its folder.
type lockFile struct {
	Packages map[string]struct {
		License     string
		Dev         bool // needed to build only
		DevOptional bool // optional for users, needed to build
		Optional    bool // of another platform, often
	}
}

// shippedAnyway are folders of packages that only the build needs by name, but
// whose files end up in the console: its typeface.
const shippedAnyway = "node_modules/@fontsource"

// npmPackages lists the installed packages that the console ships.
func npmPackages(root, console string) ([]part, error) {
	folder := filepath.Join(root, console)
	text, err := os.ReadFile(filepath.Join(folder, "package-lock.json"))
	if err != nil {
		return nil, fmt.Errorf("read the npm packages: %w", err)
	}
	var lock lockFile
	if err := json.Unmarshal(text, &lock); err != nil {
		return nil, fmt.Errorf("read package-lock.json: %w", err)
	}
	var packages []part
	for _, name := range slices.Sorted(maps.Keys(lock.Packages)) {
		p := lock.Packages[name]
		if name == "" || (p.Dev || p.DevOptional) && !strings.HasPrefix(name, shippedAnyway) {
			continue
		}
		place := filepath.Join(folder, name)
		if _, err := os.Stat(place); p.Optional && os.IsNotExist(err) {
			continue
		}
		packages = append(packages, part{name: name, folder: place, declared: p.License})
	}
	return packages, nil
}
