package roster

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"mandate/fault"
)

// TestFilesOfSpreadsheets: as Excel writes them, in English and German, and what is in no
// encoding that keeps every letter is refused row by row, or at the heading.
func TestFilesOfSpreadsheets(t *testing.T) {
	t.Parallel()
	const commas, semicolons = "email,firstName,lastName\r\n", "email;firstName;lastName\r\n"
	for name, c := range map[string]struct{ file, want string }{
		"commas":           {commas + "a@b.test,Jörg,\"O'Neil, jr.\"\r\n", "[a@b.test|Jörg|O'Neil, jr.]"},
		"mark, semicolons": {"\ufeff" + semicolons + "a@b.test;Jörg;\"Müller; \"\"der Große\"\"\"\r\nb@b.test; Ann ;Roy, jr.\r\n", `[a@b.test|Jörg|Müller; "der Große" b@b.test|Ann|Roy, jr.]`},
		"one column":       {"email\na@b.test\n", "[a@b.test||]"},
		"quoted heading":   {"\"email\";\"firstName\"\na@b.test;Ann\n", "[a@b.test|Ann|]"},
		"Windows-1252":     {semicolons + "a@b.test;J\xf6rg;Roy\r\nb@b.test;Ann;Roy\r\n", "[INVALID [firstName] b@b.test|Ann|Roy]"},
		"UTF-16":           {"\xff\xfee\x00m\x00a\x00i\x00l\x00\n\x00", "heading FILE_HEADING"},
		"both separators":  {"email,firstName;lastName\n", "heading FILE_HEADING"},
		"unknown column":   {"email,given\n", "heading FILE_HEADING"},
		"column twice":     {"email,email\n", "heading FILE_HEADING"},
		"nobody named":     {"firstName\n", "heading FILE_HEADING"},
		"empty":            {"", "heading FILE_HEADING"},
		"too few cells":    {semicolons + "a@b.test;Ann\nb@b.test;Ann;Roy\n", "[INVALID [] b@b.test|Ann|Roy]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := read(t, c.file); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	next, err := open(strings.NewReader(file), CSV)
	if err != nil {
		return fmt.Sprint("heading ", fault.As(err).Code)
	}
	var rows []string
	for {
		r, err := next()
		switch f := fault.As(err); {
		case errors.Is(err, io.EOF):
			return fmt.Sprint(rows)
		case err != nil:
			rows = append(rows, fmt.Sprint(f.Code, " ", f.Field))
		default:
			rows = append(rows, r["email"]+"|"+r["firstName"]+"|"+r["lastName"])
		}
	}
}
