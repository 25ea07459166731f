package main

import (
	"runtime"
	"runtime/debug"
)

type versionCommand struct {
	JSON bool `help:"Print JSON."`
}

// Run prints what the binary was built from.
func (v versionCommand) Run(term terminal) error {
	build := map[string]string{"version": "development", "go": runtime.Version(), "tzdata": "of " + runtime.Version()}
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" && info.Main.Version != "(devel)" {
			build["version"] = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				build["revision"] = s.Value
			}
		}
	}
	return term.show(v.JSON, build, "mandate %s, %s, time zones %s", build["version"], build["go"], build["tzdata"])
}
