package cluster

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// account is whom the server runs as. postgres refuses to run as root, so root
// lends it the account of the package, or nobody's.
type account struct {
	borrowed bool
	uid, gid uint32
}

func serverAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return account{}, fmt.Errorf("read account %s: %w", name, err)
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return account{}, fmt.Errorf("read account %s: %w", name, err)
		}
		return account{borrowed: true, uid: uint32(uid), gid: uint32(gid)}, nil
	}
	return account{}, fmt.Errorf("run PostgreSQL: root may not, and there is neither a user postgres nor nobody")
}

// take makes the command run as the account, in a session of its own, so that
// Ctrl-C on the terminal reaches those who use the cluster and not the cluster.
func (a account) take(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if a.borrowed {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
	}
}

// give makes the account the owner of the folder.
func (a account) give(dir string) error {
	if !a.borrowed {
		return nil
	}
	return os.Chown(dir, int(a.uid), int(a.gid))
}
