package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"syscall"
	"time"

	"github.com/lib/pq"
	"github.com/pressly/goose/v3/lock"
)

// lockInterval is how often somebody who waits looks again; ten minutes in all.
const (
	lockInterval = 250 * time.Millisecond
	lockAttempts = 2400
)

// lockPostgres takes a row with a lease in the table goose_lock: who dies while
// migrating holds others up for 30 s. It is a row because a session-level
// advisory lock doesn't survive a connection pooler. goose would take it only
// after it has made its own table, and race for that.
func lockPostgres(ctx context.Context, db *sql.DB) (unlock func() error, err error) {
	locker, err := lock.NewPostgresTableLocker(
		lock.WithTableLockTimeout(lockInterval, lockAttempts),
		lock.WithTableLogger(slog.Default()),
		lock.WithTableRetryPolicy(isWorthWaiting),
	)
	if err != nil {
		return nil, fmt.Errorf("make the migration lock: %w", err)
	}
	if err := locker.Lock(ctx, db); err != nil {
		return nil, fmt.Errorf("wait for the migration lock: %w", err)
	}
	return func() error { return locker.Unlock(context.WithoutCancel(ctx), db) }, nil
}

// isWorthWaiting tells a lock that another process holds, which goose reports
// without a database error, from one that can't be had at all.
func isWorthWaiting(err error) bool {
	var pg *pq.Error
	kind := classify(err)
	return kind == errRetry || kind == errOther && !errors.As(err, &pg)
}

// lockFile takes a lock that ends with the process at the latest. The file
// stays: deleting it would let two processes lock two files of one name.
func lockFile(ctx context.Context, name string) (unlock func(), err error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the migration lock: %w", err)
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return func() { _ = f.Close() }, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			break
		}
		if err = pause(ctx, lockInterval); err != nil {
			break
		}
	}
	_ = f.Close()
	return nil, fmt.Errorf("wait for the migration lock: %w", err)
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
