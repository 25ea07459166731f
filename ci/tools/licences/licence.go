package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// allowed are licences under which a lender may run the product without giving
// anything away: they ask for notices, and MPL and OFL for their own files only.
var allowed = []string{
	"0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0",
	"ISC", "MIT", "MPL-2.0", "OFL-1.1", "Unicode-DFS-2016", "Unicode-3.0", "Unlicense", "Zlib",
}

var (
	textName = regexp.MustCompile(`(?i)^(licen[sc]e|copying|unlicense)`)

	errNone    = errors.New("no licence text and none declared")
	errUnknown = errors.New("no licence recognised")
)

// licence recognises all texts of the part; several are joined by "and". Only a
// part without any text is believed by its declaration.
func (p part) licence() (string, error) {
	entries, err := os.ReadDir(p.folder)
	if err != nil {
		return "", fmt.Errorf("look for the licence: %w", err)
	}
	var found []string
	texts := 0
	for _, e := range entries {
		if e.IsDir() || !textName.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(p.folder, e.Name()))
		if err != nil {
			return "", fmt.Errorf("read the licence: %w", err)
		}
		texts++
		found = append(found, recognise(text)...)
	}
	if texts == 0 {
		return p.believe()
	}
	return judge(found)
}

// recognise gives the SPDX names of the licences in a text.
func recognise(text []byte) []string {
	var names []string
	for _, m := range licensecheck.Scan(text).Match {
		if !m.IsURL {
			names = append(names, m.ID)
		}
	}
	return names
}

// judge wants at least one licence, and all of them on the list.
func judge(found []string) (string, error) {
	slices.Sort(found)
	found = slices.Compact(found)
	if len(found) == 0 {
		return "", errUnknown
	}
	for _, name := range found {
		if !slices.Contains(allowed, name) {
			return "", fmt.Errorf("%s is not on the list", name)
		}
	}
	return strings.Join(found, " and "), nil
}

// believe takes the declaration; of alternatives any one on the list does.
func (p part) believe() (string, error) {
	if p.declared == "" {
		return "", errNone
	}
	var refused error
	for _, choice := range strings.Split(strings.Trim(p.declared, "()"), " OR ") {
		name, err := judge([]string{choice})
		if err == nil {
			return name + " (declared)", nil
		}
		refused = err
	}
	return "", refused
}
