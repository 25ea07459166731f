package store

import (
	"context"
	"fmt"
	"strings"

	"mandate/ent/db"
	"mandate/ident"
)

// question is a statement of a search, with its values.
type question struct {
	text string
	args []any
}

func (q *question) add(text string, args ...any) {
	q.text, q.args = q.text+text, append(q.args, args...)
}

// have compares the words of each row with all of some: both are folded.
func (q *question) have(words []string) {
	for i, w := range words {
		q.add(strings.Repeat(" AND ", min(i, 1))+"instr(search_key, ?)", w)
	}
}

// ids are those that it finds, in its order.
func (q *question) ids(ctx context.Context, c *db.Client) (found []ident.ID, err error) {
	err = q.each(ctx, c, func(scan func(...any) error) error {
		var id ident.ID
		err := scan(&id)
		found = append(found, id)
		return err
	})
	return found, err
}

// any reports whether it finds something.
func (q *question) any(ctx context.Context, c *db.Client) (found bool, err error) {
	err = q.each(ctx, c, func(func(...any) error) error {
		found = true
		return nil
	})
	return found, err
}

func (q *question) each(ctx context.Context, c *db.Client, row func(scan func(...any) error) error) error {
	rows, err := c.QueryContext(ctx, q.text, q.args...)
	if err != nil {
		return fmt.Errorf("search people: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return fmt.Errorf("search people: %w", err)
		}
	}
	return rows.Err()
}
