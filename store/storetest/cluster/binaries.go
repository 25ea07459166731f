package cluster

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// ErrNotInstalled says that the programs of the PostgreSQL server are missing.
var ErrNotInstalled = errors.New("the PostgreSQL server is not installed: " +
	"install the package postgresql (apt-get install postgresql), or name a running one by " + AddressVariable)

// installations is where the distributions put server programs, one folder a version.
var installations = []string{
	"/usr/lib/postgresql/*/bin",
	"/usr/pgsql-*/bin",
	"/opt/homebrew/opt/postgresql@*/bin",
}

// Binaries is the folder that holds initdb and postgres: of the newest version
// installed, else of the PATH. Debian keeps them off the PATH.
func Binaries() (string, error) {
	var best string
	for _, pattern := range installations {
		found, err := filepath.Glob(pattern)
		if err != nil {
			return "", err
		}
		for _, dir := range found {
			if complete(dir) && (best == "" || version(dir) > version(best)) {
				best = dir
			}
		}
	}
	if best != "" {
		return best, nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil || !complete(filepath.Dir(path)) {
		return "", ErrNotInstalled
	}
	return filepath.Dir(path), nil
}

func complete(dir string) bool {
	for _, name := range []string{"initdb", "postgres"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			return false
		}
	}
	return true
}

// version reads the number in ".../15/bin" or ".../postgresql@15/bin"; 0 if none.
func version(dir string) int {
	name := filepath.Base(filepath.Dir(dir))
	start := len(name)
	for start > 0 && name[start-1] >= '0' && name[start-1] <= '9' {
		start--
	}
	n, err := strconv.Atoi(name[start:])
	if err != nil {
		return 0
	}
	return n
}
