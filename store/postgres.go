package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/lib/pq"

	"mandate/fault"
)

// Sizes and limits of a PostgreSQL pool. A server with its default of 100
// connections serves three replicas of two pools.
const (
	postgresConns       = 16
	postgresIdleTime    = 5 * time.Minute
	postgresLifetime    = time.Hour
	postgresDialTimeout = 10 * time.Second
)

// postgresSettings are sent at connect unless the address sets them itself.
func postgresSettings() map[string]string {
	return map[string]string{
		"statement_timeout":                   "30s",
		"idle_in_transaction_session_timeout": "60s",
		"timezone":                            "UTC",
	}
}

// postgresModes are sent at connect whatever the address, the role and the database say: of a
// statement that is a transaction of its own, as a Glance, a Start and the end of a
// WriteBriefly are, as BEGIN says them of the others.
func postgresModes() map[string]string {
	return map[string]string{
		"default_transaction_isolation": "read committed",
		"default_transaction_read_only": "off",
	}
}

// postgresConnector opens connections that keep prepared statements and begin
// a transaction together with its tenant.
type postgresConnector struct {
	config pq.Config
	plans  atomic.Uint64 // raised when a prepared plan proved outdated: all connections prepare anew
}

// newPostgresConnector reads an address. Its settings win over ours, and
// settings wins over both; the error never shows the address.
func newPostgresConnector(address string, settings map[string]string) (*postgresConnector, error) {
	config, err := pq.NewConfig(address)
	if err != nil {
		return nil, fault.New(fault.Invalid, fault.CodeInvalid, "The PostgreSQL address can't be read.")
	}
	if config.BinaryParameters {
		return nil, fault.New(fault.Invalid, fault.CodeInvalid, "The PostgreSQL address must not ask for binary_parameters: JSON columns fail with it.")
	}
	if config.Runtime == nil {
		config.Runtime = make(map[string]string)
	}
	for name, value := range postgresSettings() {
		if _, ok := config.Runtime[name]; !ok {
			config.Runtime[name] = value
		}
	}
	for name, value := range settings {
		config.Runtime[name] = value
	}
	if config.ApplicationName == "" {
		config.ApplicationName = "mandate"
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = postgresDialTimeout
	}
	return &postgresConnector{config: config}, nil
}

// Connect opens one connection.
func (c *postgresConnector) Connect(ctx context.Context) (driver.Conn, error) {
	connector, err := pq.NewConnectorConfig(c.config.Clone())
	if err != nil {
		return nil, err
	}
	wire := newPostgresWire()
	connector.Dialer(wire)
	conn, err := connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	wire.connected = true
	base, ok := conn.(postgresBase)
	if !ok {
		_ = conn.Close()
		return nil, fmt.Errorf("connect to PostgreSQL: the driver's connection lacks what the statement cache needs")
	}
	return &postgresConn{base: base, wire: wire, plans: &c.plans, seen: c.plans.Load()}, nil
}

// Driver is lib/pq's: database/sql wants one, nobody else uses it.
func (c *postgresConnector) Driver() driver.Driver { return &pq.Driver{} }

func openPostgres(ctx context.Context, address string) (pools, error) {
	connector, err := newPostgresConnector(address, postgresModes())
	if err != nil {
		return pools{}, err
	}
	p := pools{Kind: string(dialectPostgres), Write: postgresPool(connector), Read: postgresPool(connector)}
	if err := p.Write.PingContext(ctx); err != nil {
		_ = p.Close()
		return pools{}, fmt.Errorf("reach PostgreSQL: %w", err)
	}
	return p, nil
}

func postgresPool(connector driver.Connector) *sql.DB {
	db := sql.OpenDB(connector)
	db.SetMaxOpenConns(postgresConns)
	db.SetMaxIdleConns(postgresConns)
	db.SetConnMaxIdleTime(postgresIdleTime)
	db.SetConnMaxLifetime(postgresLifetime)
	return db
}
