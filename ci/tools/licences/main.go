// Command licences checks what the product is made of:
//
//	licences -root ../.. -go ./cmd/mandate -npm web
//
// It looks at every Go module that the program is built of and every npm package
// that the console ships, recognises the licences by the texts that come with
// them, and names each that is not on the list. The exit code is 1 then.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

func main() {
	root := flag.String("root", ".", "the project's `folder`")
	program := flag.String("go", "./cmd/mandate", "the Go `package` that is shipped")
	console := flag.String("npm", "web", "the `folder` of package-lock.json, from the root")
	flag.Parse()
	if err := run(os.Stdout, *root, *program, *console); err != nil {
		fmt.Fprintln(os.Stderr, "licences:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, root, program, console string) error {
	modules, err := goModules(root, program)
	if err != nil {
		return err
	}
	packages, err := npmPackages(root, console)
	if err != nil {
		return err
	}
	if len(modules) == 0 || len(packages) == 0 {
		return fmt.Errorf("found %d Go modules and %d npm packages: that is no product", len(modules), len(packages))
	}
	return errors.Join(tell(w, "Go modules", modules), tell(w, "npm packages", packages))
}

// part is one module or package with the folder that holds its texts.
type part struct {
	name, folder string
	declared     string // the SPDX expression of package.json; "" in Go
}

// tell prints how many parts are under which licence; the error names offenders.
func tell(w io.Writer, kind string, parts []part) error {
	counts := map[string]int{}
	var offenders []error
	for _, p := range parts {
		licence, err := p.licence()
		if err != nil {
			offenders = append(offenders, fmt.Errorf("%s: %w", p.name, err))
			continue
		}
		counts[licence]++
	}
	var words []string
	for _, licence := range slices.Sorted(maps.Keys(counts)) {
		words = append(words, fmt.Sprintf("%d %s", counts[licence], licence))
	}
	fmt.Fprintf(w, "%d %s: %s\n", len(parts), kind, strings.Join(words, ", "))
	return errors.Join(offenders...)
}
