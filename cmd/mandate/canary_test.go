package main

import (
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// secret is a value that nobody may see again once a story has said so.
type secret struct {
	value string
	since int // answers before this place may hold it: they are where it was shown once
}

// secretInStory is `secret VALUE…` or `secret -cookies BROWSER`: from now on nothing
// may show these values.
func secretInStory(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	flags, args := stringFlags(ts, args, "cookies")
	if name := flags["cookies"]; name != "" {
		for _, c := range s.browsers[name].Cookies(homeOf(ts)) {
			args = append(args, c.Value)
		}
	}
	if neg || len(args) == 0 {
		ts.Fatalf("usage: secret VALUE… | secret -cookies BROWSER")
	}
	for _, value := range args {
		if len(value) < 12 {
			ts.Fatalf("%q is so short that it may be anywhere by chance", value)
		}
		s.secrets = append(s.secrets, secret{value, s.seen.Len()})
	}
}

// leaksInStory is `leaks FILE…`: looks for every secret, as it is and encoded, in all
// answers since, in every column of every table, and in these files. With `!`, as
// stories use it, there must be none.
func leaksInStory(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	rows, err := everyValue(s, ts.Getenv("MANDATE_DATABASE_URL"))
	ts.Check(err)
	places := map[string]string{"database": rows}
	for _, file := range args {
		text, err := os.ReadFile(ts.MkAbs(file))
		ts.Check(err)
		places[filepath.Base(file)] = string(text)
	}
	for name, text := range places {
		if len(text) == 0 {
			ts.Fatalf("%s is empty: nothing was looked at", name)
		}
	}
	found := 0
	for _, one := range s.secrets {
		places["answers"] = s.seen.String()[one.since:]
		for name, text := range places {
			if form := holds(text, one.value); form != "" {
				found++
				ts.Logf("%s: %s of %s", name, form, one.value)
			}
		}
	}
	if (found == 0) != neg {
		ts.Fatalf("%d leaks of %d secrets", found, len(s.secrets))
	}
}

// holds names the form in which a text holds a secret, if it does.
func holds(text, value string) string {
	raw := []byte(value)
	for form, encoded := range map[string]string{
		"the text": value, "hexadecimal": hex.EncodeToString(raw), "percent-encoding": url.QueryEscape(value),
		"base64": strings.TrimRight(base64.StdEncoding.EncodeToString(raw), "="), "base64url": base64.RawURLEncoding.EncodeToString(raw),
	} {
		if strings.Contains(text, encoded) {
			return form
		}
	}
	return ""
}

// everyValue pours out all rows of all tables.
func everyValue(s *story, address string) (string, error) {
	db, err := intruder(s, address)
	if err != nil {
		return "", err
	}
	defer func() { _ = db.Close() }()
	list := `SELECT name FROM sqlite_master WHERE type = 'table'`
	if s.kind == "postgres" {
		list = `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
	}
	var tables []string
	err = eachRow(db, list, func(values []sql.RawBytes) { tables = append(tables, string(values[0])) })
	if err == nil && len(tables) < 30 {
		err = fmt.Errorf("only %d tables", len(tables))
	}
	var all strings.Builder
	for _, table := range tables {
		err = errors.Join(err, eachRow(db, `SELECT * FROM "`+table+`"`, func(values []sql.RawBytes) {
			for _, v := range values {
				all.Write(v)
				all.WriteByte('\n')
			}
		}))
	}
	return all.String(), err
}

func eachRow(db *sql.DB, query string, fn func([]sql.RawBytes)) error {
	rows, err := db.QueryContext(context.Background(), query)
	if err != nil {
		return fmt.Errorf("%s: %w", query, err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	values := make([]sql.RawBytes, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
		fn(values)
	}
	return rows.Err()
}
