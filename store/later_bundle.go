package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// bundle is how many of the first changes one statement makes: all of them on PostgreSQL, as
// long as its text is one that a connection keeps, and each by itself on SQLite, where no
// way is saved.
func bundle(list []*change, kind string) int {
	n, length := 1, len(list[0].text)
	for kind == string(dialectPostgres) && n < len(list) && length+len(list[n].text) <= maxStatementText/2 {
		length += len(list[n].text)
		n++
	}
	return n
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
	parts, args := partsOf(list)
	var counts strings.Builder
	for i, c := range list {
		counts.WriteString(", "[:2*min(i, 1)])
		if c.judge == nil {
			counts.WriteString("0")
			continue
		}
		counts.WriteString("(SELECT count(*) FROM c" + strconv.Itoa(i) + ")")
	}
	return parts + " SELECT " + counts.String(), args
}

// partsOf says changes as parts of one statement, c0, c1 and so on, with all their arguments.
func partsOf(list []*change) (text string, args []any) {
	var parts strings.Builder
	parts.Grow(lengthOfAll(list))
	parts.WriteString("WITH ")
	for i, c := range list {
		parts.WriteString(", "[:2*min(i, 1)] + "c" + strconv.Itoa(i) + " AS (")
		writePlaces(&parts, c.text, len(args))
		if c.judge != nil && !c.holds {
			parts.WriteString(" RETURNING 1")
		}
		parts.WriteString(")")
		args = append(args, c.args...)
	}
	return parts.String(), args
}

// lengthOfAll is about how long changes are as one statement.
func lengthOfAll(list []*change) (n int) {
	for _, c := range list {
		n += len(c.text) + len(c.text)/8 + 32
	}
	return n
}

// writePlaces writes a statement with the places of its arguments ($1, …) counted behind n
// others.
func writePlaces(b *strings.Builder, text string, n int) {
	for {
		at := strings.IndexByte(text, '$') + 1
		if at == 0 {
			b.WriteString(text)
			return
		}
		digits := at
		for digits < len(text) && '0' <= text[digits] && text[digits] <= '9' {
			digits++
		}
		b.WriteString(text[:at])
		if own, err := strconv.Atoi(text[at:digits]); err == nil {
			b.WriteString(strconv.Itoa(own + n))
			at = digits
		}
		text = text[at:]
	}
}
