package store

import (
	"context"
	"fmt"
	"iter"
	"regexp"
	"strconv"
	"strings"
)

// bundles cuts changes into those that one statement makes: all of them on PostgreSQL, as
// long as its text is one that a connection keeps, and each by itself on SQLite, where no
// way is saved.
func bundles(list []*change, kind string) iter.Seq[[]*change] {
	return func(yield func([]*change) bool) {
		for len(list) > 0 {
			n, length := 1, len(list[0].text)
			for kind == string(dialectPostgres) && n < len(list) && length+len(list[n].text) <= maxStatementText/2 {
				length += len(list[n].text)
				n++
			}
			if !yield(list[:n]) {
				return
			}
			list = list[n:]
		}
	}
}

// changeAll makes several changes as parts of one statement. All of them are made, to the
// end, and see what was there before it; none sees another's rows.
func (tx *Tx) changeAll(ctx context.Context, list []*change) ([]int64, error) {
	text, args := asOne(list)
	rows, err := tx.Client.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fmt.Errorf("write %s and more: %w", list[0].kind, err)
	}
	defer rows.Close()
	counts, into := make([]int64, len(list)), make([]any, len(list))
	for i := range counts {
		into[i] = &counts[i]
	}
	if err := scanOne(rows, into); err != nil {
		return nil, fmt.Errorf("write %s and more: %w", list[0].kind, err)
	}
	return counts, nil
}

// asOne says changes as one statement, which answers how many rows each that is judged has
// changed; 0 for others.
func asOne(list []*change) (text string, args []any) {
	parts, counts := make([]string, len(list)), make([]string, len(list))
	for i, c := range list {
		name := "c" + strconv.Itoa(i)
		part := placesFrom(c.text, len(args))
		counts[i] = "0"
		if c.judge != nil {
			counts[i] = "(SELECT count(*) FROM " + name + ")"
		}
		if c.judge != nil && !c.holds {
			part += " RETURNING 1"
		}
		parts[i] = name + " AS (" + part + ")"
		args = append(args, c.args...)
	}
	return "WITH " + strings.Join(parts, ", ") + " SELECT " + strings.Join(counts, ", "), args
}

var place = regexp.MustCompile(`\$\d+`)

// placesFrom counts the places of a statement's arguments behind n others.
func placesFrom(text string, n int) string {
	if n == 0 {
		return text
	}
	return place.ReplaceAllStringFunc(text, func(at string) string {
		own, _ := strconv.Atoi(at[1:])
		return "$" + strconv.Itoa(own+n)
	})
}
