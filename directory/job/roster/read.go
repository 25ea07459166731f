package roster

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"mandate/directory/job"
	"mandate/fault"
)

// Forms of a file.
const (
	CSV   = "CSV"
	JSONL = "JSONL"
)

const mostLine = 64 << 10 // bytes of one row

// source gives the rows of a file one by one; io.EOF behind the last. A row that can't be
// read is a fault, and the next one may be asked for.
type source func() (record, error)

func open(from io.Reader, format string) (source, error) {
	switch format {
	case CSV:
		return openCSV(from)
	case JSONL:
		return openLines(from), nil
	}
	return nil, fault.New(fault.Invalid, fault.CodeInvalid, "A file is CSV or JSONL.").On("format")
}

func openCSV(from io.Reader) (source, error) {
	plain := bufio.NewReader(from)
	if mark, err := plain.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = plain.Discard(3) // a byte order mark, as spreadsheets write it
	}
	rows := csv.NewReader(plain)
	rows.ReuseRecord = true
	rows.Comma = separator(plain)
	head, err := rows.Read()
	if err == nil && !utf8.ValidString(strings.Join(head, "")) {
		return nil, heads(notUTF8())
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, fault.CodeFileHeading, "The file has no heading that can be read.").Because(err)
	}
	heading := make([]string, len(head))
	for i, h := range head {
		heading[i] = strings.TrimSpace(h)
	}
	if err := knownColumns(heading); err != nil {
		return nil, heads(err)
	}
	return func() (record, error) {
		cells, err := rows.Read()
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, fault.New(fault.Invalid, fault.CodeInvalid, "This row is no CSV with as many cells as the heading.").Because(err)
		}
		if err != nil {
			return nil, err
		}
		r := record{}
		for i, c := range cells {
			if !utf8.ValidString(c) {
				return nil, notUTF8().On(heading[i])
			}
			r[heading[i]] = strings.TrimSpace(job.Bare(c))
		}
		return r, nil
	}, nil
}

// heads says that it is the heading which is wrong: a job keeps no more of it than a code.
func heads(err error) error {
	f := *fault.As(err)
	f.Code = fault.CodeFileHeading
	return &f
}

// separator is what stands between the cells of the heading: a semicolon where a spreadsheet
// in German or French wrote it, whose comma is that of decimals.
func separator(rest *bufio.Reader) rune {
	start, _ := rest.Peek(rest.Size())
	heading, _, _ := bytes.Cut(start, []byte("\n"))
	if bytes.ContainsRune(heading, ';') && !bytes.ContainsRune(heading, ',') {
		return ';'
	}
	return ','
}

func notUTF8() *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, `The file is not in UTF-8: letters such as ü would be lost. Save it as "CSV UTF-8".`)
}

func openLines(from io.Reader) source {
	lines := bufio.NewScanner(from)
	lines.Buffer(make([]byte, 0, 4096), mostLine)
	told := false
	return func() (record, error) {
		for lines.Scan() {
			if line := strings.TrimSpace(lines.Text()); line != "" {
				return readLine(line)
			}
		}
		if errors.Is(lines.Err(), bufio.ErrTooLong) && !told {
			told = true
			return nil, fault.New(fault.TooLarge, fault.CodeTooLarge, "A row has at most %d bytes; reading ends here.", mostLine)
		}
		if lines.Err() != nil && !told {
			return nil, lines.Err()
		}
		return nil, io.EOF
	}
}

func readLine(line string) (record, error) {
	var raw map[string]any
	d := json.NewDecoder(strings.NewReader(line))
	d.UseNumber()
	if err := d.Decode(&raw); err != nil {
		return nil, fault.New(fault.Invalid, fault.CodeInvalid, "This row is no JSON object.").Because(err)
	}
	r, names := record{}, []string{}
	for name, v := range raw {
		cell, err := cellOf(v)
		if err != nil {
			return nil, fault.As(err).On(name)
		}
		r[name] = cell
		names = append(names, name)
	}
	return r, knownColumns(names)
}

// cellOf writes a value of JSON as the cell of a CSV says it.
func cellOf(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return strings.TrimSpace(v), nil
	case bool:
		return strconv.FormatBool(v), nil
	case json.Number:
		return v.String(), nil
	case []any:
		if len(v) == 0 {
			return nothing, nil
		}
		parts := make([]string, len(v))
		for i, p := range v {
			text, ok := p.(string)
			if !ok || strings.Contains(text, ";") {
				return "", wrong("A list holds texts without semicolons.", "")
			}
			parts[i] = text
		}
		return strings.Join(parts, ";"), nil
	}
	return "", wrong("An object has no place here.", "")
}
