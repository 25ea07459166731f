package cluster

import (
	"fmt"
	"os/exec"
	"strconv"
)

// supervisor runs as the server's account. It makes the cluster, runs the server,
// ends it when the leash (standard input) is cut, shows the end of the log and
// removes the folder. The leash is cut when its holder closes it or dies. The
// signal is repeated because a server that is just starting does not hear it.
const supervisor = `
dir=$1 bin=$2
shift 2
cd "$dir" || { echo "user $(id -un) may not enter $dir: set TMPDIR to a folder that everybody may enter"; exit 1; }
exec 3<&0 </dev/null
if "$bin/initdb" -D data -U postgres -E UTF8 --locale=C --auth=trust --no-sync >log 2>&1 3<&-; then
	"$bin/postgres" "$@" >>log 2>&1 3<&- &
	server=$!
	{ cat <&3; while kill -QUIT "$server"; do sleep 0.1; done; } >/dev/null 2>&1 &
	exec 3<&-
	wait "$server"
fi
tail -n 30 log
cd / && rm -rf "$dir"
`

// supervise starts the supervisor and a goroutine that closes c.ended after it.
func (c *Cluster) supervise(bin string, run account, arguments []string) error {
	if err := run.give(c.Dir); err != nil {
		return fmt.Errorf("give %s to the account of PostgreSQL: %w", c.Dir, err)
	}
	cmd := exec.Command("/bin/sh", append([]string{"-c", supervisor, "supervisor", c.Dir, bin}, arguments...)...)
	cmd.Dir = "/"
	cmd.Stdout = c.words
	run.take(cmd)
	leash, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("hold PostgreSQL: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the supervisor of PostgreSQL: %w", err)
	}
	c.leash = leash
	go func() {
		_ = cmd.Wait() // its exit code says nothing that the log does not
		close(c.ended)
	}()
	return nil
}

// arguments are the server's: loopback only, the socket in the folder, and what
// is not durable also not slow.
func (s Settings) arguments(dir string, port int) []string {
	list := []string{
		"-D", "data", "-k", dir, "-p", strconv.Itoa(port),
		"-c", "listen_addresses=127.0.0.1",
		"-c", "max_connections=200",
	}
	chosen := forTests()
	if s.Durable {
		chosen = Recommended()
	}
	for _, setting := range chosen {
		list = append(list, "-c", setting)
	}
	return list
}

func forTests() []string {
	return []string{"shared_buffers=128MB", "fsync=off", "synchronous_commit=off", "full_page_writes=off"}
}

// Recommended is what docs/operate.md tells an operator to set beside PostgreSQL's own
// defaults, so that benchmarks measure just that.
func Recommended() []string {
	return []string{"shared_buffers=2GB", "max_wal_size=8GB", "checkpoint_timeout=15min", "wal_compression=lz4"}
}
