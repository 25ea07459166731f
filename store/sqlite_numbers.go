package store

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"time"
)

// numberAnew makes anew what goes by the numbers of rows, in a file whose rows have got other ones. It
// was read back from the text of .dump, which numbers people, deals and history from 1 and leaves user_version
// at 0. Triggers would look for each of them in another's place: searches would miss people, and words
// of whom was erased would stay.
//
// It is called under the lock of migrations, before anything else is written.
func numberAnew(ctx context.Context, db *sql.DB) error {
	const query = "SELECT user_version = 0 AND EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'people_parts') FROM pragma_user_version"
	var renumbered bool
	if err := db.QueryRowContext(ctx, query).Scan(&renumbered); err != nil {
		return fmt.Errorf("ask whether rows have other numbers: %w", err)
	}
	if !renumbered {
		return nil
	}
	began := time.Now()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write words of searches anew: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, statement := range []string{
		"DELETE FROM people_words",
		"INSERT INTO people_words (tenant_id, part, words) SELECT tenant_id, part, words FROM people_parts",
		"INSERT INTO users_search (users_search) VALUES ('rebuild')",
		"INSERT INTO deals_search (deals_search) VALUES ('rebuild')",
		"INSERT INTO history_search (history_search) VALUES ('rebuild')",
		"PRAGMA user_version = 20",
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("write words of searches anew: %s: %w", statement, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write words of searches anew: %w", err)
	}
	slog.InfoContext(ctx, "the file was read back from a dump: words of searches are written anew", "duration", time.Since(began))
	return nil
}
