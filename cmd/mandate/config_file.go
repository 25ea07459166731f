package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/alecthomas/kong"
)

// settingsFile is the path of a file of settings: lines of NAME=value under the names of
// the variables, as systemd's EnvironmentFile and env_file of Compose have them. A flag and
// a variable win over it.
type settingsFile string

// BeforeResolve reads the file, before kong asks what is in it.
func (settingsFile) BeforeResolve(k *kong.Kong, ctx *kong.Context, trace *kong.Path, given *givenSettings) error {
	path, _ := ctx.FlagValue(trace.Flag).(settingsFile)
	if path == "" {
		return nil
	}
	text, err := os.ReadFile(string(path))
	if err != nil {
		return fmt.Errorf("read settings: %w", err)
	}
	if given.file, err = parseSettings(string(text), settingNames(k.Model)); err != nil {
		return fmt.Errorf("%s, %w", path, err)
	}
	return nil
}

// settingNames is every name that a file may give.
func settingNames(app *kong.Application) map[string]bool {
	names := map[string]bool{}
	for _, flag := range app.Flags {
		for _, name := range flag.Envs {
			names[name] = true
			if flag.Tag.Has("secret") {
				names[name+fileSuffix] = true
			}
		}
	}
	delete(names, "MANDATE_CONFIG")
	return names
}

// parseSettings reads lines of NAME=value. Empty lines and those that begin with # or ;
// say nothing; quotes around a value are no part of it. A name that means nothing is
// refused, since a setting that is not there may open what it should close.
func parseSettings(text string, known map[string]bool) (map[string]string, error) {
	given := map[string]string{}
	for at, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		name, value, is := strings.Cut(strings.TrimPrefix(line, "export "), "=")
		name = strings.TrimSpace(name)
		_, twice := given[name]
		switch {
		case !is:
			return nil, fmt.Errorf("line %d: a setting is NAME=value", at+1)
		case !known[name]:
			return nil, fmt.Errorf("line %d: there is no setting %s", at+1, name)
		case twice:
			return nil, fmt.Errorf("line %d: %s is there twice", at+1, name)
		}
		given[name] = unquoted(strings.TrimSpace(value))
	}
	return given, nil
}

func unquoted(value string) string {
	for _, quote := range []string{`"`, `'`} {
		if inner, begins := strings.CutPrefix(value, quote); begins {
			if inner, ends := strings.CutSuffix(inner, quote); ends {
				return inner
			}
		}
	}
	return value
}
