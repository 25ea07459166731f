package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const isc = `Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS
OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER
TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.
`

const gplNotice = `This program is free software: you can redistribute it and/or modify it under
the terms of the GNU General Public License as published by the Free Software
Foundation, either version 3 of the License, or (at your option) any later version.

This program is distributed in the hope that it will be useful, but WITHOUT ANY
WARRANTY; without even the implied warranty of MERCHANTABILITY or FITNESS FOR A
PARTICULAR PURPOSE. See the GNU General Public License for more details.
`

func TestLicence(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		files    map[string]string
		declared string
		want     string
		trouble  string
	}{
		"a text":                    {files: map[string]string{"LICENSE.md": isc}, want: "ISC"},
		"a text beats a word":       {files: map[string]string{"LICENSE": isc}, declared: "GPL-3.0", want: "ISC"},
		"a text not on the list":    {files: map[string]string{"COPYING": gplNotice}, trouble: "is not on the list"},
		"one of two is not":         {files: map[string]string{"LICENSE": isc, "LICENSE.gpl": gplNotice}, trouble: "is not on the list"},
		"a text nobody knows":       {files: map[string]string{"LICENSE": "Ask my lawyer."}, declared: "MIT", trouble: errUnknown.Error()},
		"only a word":               {declared: "MIT", want: "MIT (declared)"},
		"alternatives":              {declared: "(GPL-2.0 OR CC0-1.0)", want: "CC0-1.0 (declared)"},
		"only a word, not the list": {declared: "SSPL-1.0", trouble: "SSPL-1.0 is not on the list"},
		"nothing":                   {files: map[string]string{"README": isc}, trouble: errNone.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := part{name: "x", folder: t.TempDir(), declared: tc.declared}
			for file, text := range tc.files {
				if err := os.WriteFile(filepath.Join(p.folder, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, err := p.licence()
			if got != tc.want {
				t.Errorf("licence %q, want %q", got, tc.want)
			}
			if tc.trouble == "" && err != nil || tc.trouble != "" && (err == nil || !strings.Contains(err.Error(), tc.trouble)) {
				t.Errorf("error %v, want %q", err, tc.trouble)
			}
		})
	}
}

func TestTellNamesOffenders(t *testing.T) {
	t.Parallel()
	good := part{name: "good", folder: t.TempDir(), declared: "MIT"}
	bad := part{name: "bad", folder: t.TempDir()}
	var out strings.Builder
	err := tell(&out, "parts", []part{good, bad})
	if !errors.Is(err, errNone) || !strings.HasPrefix(err.Error(), "bad: ") {
		t.Errorf("error %v, want one that names bad", err)
	}
	if want := "2 parts: 1 MIT (declared)\n"; out.String() != want {
		t.Errorf("printed %q, want %q", out.String(), want)
	}
	if err := tell(io.Discard, "parts", []part{good}); err != nil {
		t.Errorf("refused a good one: %v", err)
	}
}
