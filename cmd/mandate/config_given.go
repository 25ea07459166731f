package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// fileSuffix ends the name of a setting that names the file in which a secret is.
const fileSuffix = "_FILE"

// givenSettings tells kong what settings no flag has given: by a variable that names a
// file, which every secret has, or by the file of settings.
type givenSettings struct {
	file map[string]string
}

// Validate has nothing to check: parseSettings did.
func (*givenSettings) Validate(*kong.Application) error { return nil }

// Resolve gives the value of a flag, or nil. What kong has from the variable itself stays;
// so does what a flag or variable says of the file in which this secret is.
func (g *givenSettings) Resolve(ctx *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, is := os.LookupEnv(name); is {
			return nil, nil
		}
		if path := os.Getenv(name + fileSuffix); path != "" {
			return g.secret(flag, path)
		}
		if value, is := g.file[name]; is && !asked(ctx, flag.Name+"-file") {
			return value, nil
		}
		if path := g.file[name+fileSuffix]; path != "" {
			return g.secret(flag, path)
		}
	}
	return nil, nil
}

// secret reads what a file holds, unless the flag has a companion that names the file: who
// needs that secret reads it.
func (g *givenSettings) secret(flag *kong.Flag, path string) (any, error) {
	if !flag.Tag.Has("secret") {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", flag.Envs[0]+fileSuffix, err)
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}

// asked reports whether the command line has a flag.
func asked(ctx *kong.Context, flag string) bool {
	for _, step := range ctx.Path {
		if step.Flag != nil && step.Flag.Name == flag && !step.Resolved {
			return true
		}
	}
	return false
}
