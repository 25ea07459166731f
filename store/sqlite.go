package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"

	"modernc.org/sqlite"

	"mandate/fault"
)

// sqliteConns is the smallest number of connections of a read pool.
const sqliteConns = 4

// mappedBytes is how much of the file a read connection maps. What it keeps of the file by itself is gone
// with the next change, and reading a page costs as much as comparing ten people.
const mappedBytes = 1 << 30

// sqliteConnector opens connections that keep prepared statements, and ids
// and times in the forms that sort.
type sqliteConnector struct{ driver.Connector }

// newSQLiteConnector opens a file with parameters on top of those that every
// connection has. The file name is escaped, so it may hold any character.
func newSQLiteConnector(file string, parameters url.Values) (sqliteConnector, error) {
	parameters.Set("_busy_timeout", "5000")
	parameters.Set("_journal_mode", "WAL")
	parameters.Set("_synchronous", "NORMAL")
	parameters.Set("_timezone", "UTC")
	address := url.URL{Scheme: "file", Path: file, RawQuery: parameters.Encode()}
	connector, err := sqlite.NewConnector(address.String())
	if err != nil {
		return sqliteConnector{}, fmt.Errorf("address of the SQLite file: %w", err)
	}
	return sqliteConnector{connector}, nil
}

// Connect opens one connection.
func (c sqliteConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	base, ok := conn.(sqliteBase)
	if !ok {
		_ = conn.Close()
		return nil, fmt.Errorf("open the SQLite file: the driver's connection lacks what the statement cache needs")
	}
	return &sqliteConn{base: base}, nil
}

func openSQLite(ctx context.Context, path string) (pools, error) {
	if err := registerPeopleAmong(); err != nil {
		return pools{}, fmt.Errorf("give SQLite the search among people: %w", err)
	}
	file, remove, err := sqliteFile(path)
	if err != nil {
		return pools{}, err
	}
	writer, err := newSQLiteConnector(file, url.Values{"_foreign_keys": {"1"}, "_txlock": {"immediate"}})
	if err != nil {
		return pools{}, err
	}
	reader, err := newSQLiteConnector(file, url.Values{"_foreign_keys": {"1"}, "_query_only": {"1"}, "_pragma": {fmt.Sprintf("mmap_size(%d)", mappedBytes)}})
	if err != nil {
		return pools{}, err
	}
	p := pools{Kind: string(dialectSQLite), Write: sql.OpenDB(writer), Read: sql.OpenDB(reader), file: file, remove: remove}
	p.Write.SetMaxOpenConns(1)
	p.Read.SetMaxOpenConns(max(sqliteConns, runtime.NumCPU()))
	p.Read.SetMaxIdleConns(max(sqliteConns, runtime.NumCPU()))
	// The writer comes first: it makes the file a WAL database.
	if err := errors.Join(p.Write.PingContext(ctx), p.Read.PingContext(ctx)); err != nil {
		return pools{}, errors.Join(fmt.Errorf("open the SQLite file: %w", err), p.Close())
	}
	return p, nil
}

// sqliteFile makes sure that the file exists, readable by its owner only, as
// everything in it is confidential; SQLite gives its companions the same mode.
// remove is set for a temporary database.
func sqliteFile(path string) (file string, remove func() error, err error) {
	switch path {
	case "":
		return "", nil, fault.New(fault.Invalid, fault.CodeInvalid, "A SQLite address names a file: sqlite:data/mandate.db")
	case ":memory:":
		dir, err := os.MkdirTemp("", "mandate-")
		if err != nil {
			return "", nil, fmt.Errorf("make a temporary SQLite database: %w", err)
		}
		return filepath.Join(dir, "mandate.db"), func() error { return os.RemoveAll(dir) }, nil
	}
	if file, err = filepath.Abs(path); err != nil {
		return "", nil, fmt.Errorf("find the SQLite file: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", nil, fmt.Errorf("make the folder of the SQLite file: %w", err)
	}
	return file, nil, createPrivate(file)
}

// createPrivate makes a file that is not there. One that is, is not touched: who closes any
// descriptor of a file gives up all locks that the process has on it (POSIX, fcntl), those of a
// database that is open here already, too. The next program that opens and closes it would take
// its write-ahead log for left behind, and remove it.
func createPrivate(file string) error {
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("make the SQLite file: %w", err)
	}
	return f.Close()
}
