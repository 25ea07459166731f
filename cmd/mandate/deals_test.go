package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"mandate/actor"
	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/fault"
	"mandate/store/storetest"
)

func TestFacilitiesOfACell(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]desk.FacilityText{
		"":                                     nil,
		"MORTGAGE 410000.00":                   {{Category: assign.CategoryMortgage, Amount: "410000.00"}},
		" MORTGAGE 1;UNSECURED  BUSINESS 2 ; ": {{Category: assign.CategoryMortgage, Amount: "1"}, {Category: assign.CategoryUnsecured, Book: assign.BookBusiness, Amount: "2"}},
	} {
		got, err := parseFacilities(text)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"MORTGAGE", "GIFT 5", "MORTGAGE RETAIL OF 5", "410000.00"} {
		if _, err := parseFacilities(text); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestSheet(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"commas": "a,b\n1,\"x, y\"\n", "semicolons": "a;b\r\n1;x, y\r\n", "tabs": "\ufeffa\tb\n1\tx, y\n", "other order": "\ufeffb; a\nx, y;1",
	} {
		s, err := newSheet(iotest.OneByteReader(strings.NewReader(text)), []string{"a", "b", "c"}, "a")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		l, err := s.next()
		if err != nil || l.get("a") != "1" || l.get("b") != "x, y" || l.get("c") != "" || l.has("c") || l.number != 2 {
			t.Errorf("%s: %+v, %v", name, l, err)
		}
		if _, err := s.next(); err != io.EOF {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, text := range []string{"", "b\n", "a,z\n", "a,a\n", "\"a\n"} {
		if _, err := newSheet(strings.NewReader(text), []string{"a", "b"}, "a"); err == nil {
			t.Errorf("%q is a sheet", text)
		}
	}
	if _, err := newSheet(iotest.ErrReader(io.ErrUnexpectedEOF), []string{"a"}); err == nil {
		t.Error("a file that can't be read is a sheet")
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	now := time.Unix(0, 0)
	p := &progress{out: &out, in: strings.NewReader(strings.Repeat("x", 250)), size: 1000, began: now, told: now, now: func() time.Time { return now }}
	if n, err := io.Copy(io.Discard, p); n != 250 || err != nil {
		t.Fatal(n, err)
	}
	for range 4 {
		now = now.Add(2500 * time.Millisecond)
		p.tell(1000)
	}
	if want := " 25 %  1000 rows, 200 a second, 15s left\n 25 %  1000 rows, 100 a second, 30s left\n"; out.String() != want {
		t.Errorf("%q", out.String())
	}
	out.Reset()
	p.terminal, p.size = true, 0
	now = now.Add(time.Second)
	p.tell(1100)
	p.done()
	if want := "1100 rows, 100 a second\x1b[K\r\x1b[K"; out.String() != want {
		t.Errorf("%q", out.String())
	}
}

// TestInterruptedImport breaks an import off and runs it again.
func TestInterruptedImport(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, kind string) {
		s := storetest.Open(t, kind)
		d := &desk.Desk{Store: s}
		h := &house{store: s, desk: d, log: logTo(io.Discard), directory: &directory.Directory{Store: s, OnChange: d.OnChange}}
		tenant, err := h.directory.CreateTenant(t.Context(), directory.NewTenant{Slug: "acme", Name: "Acme"})
		if err != nil {
			t.Fatal(err)
		}
		const rows = 2*importBatch + 10
		run := func(interruptAt int) importTotal {
			ctx, interrupt := context.WithCancel(actor.With(t.Context(), actor.ForSystem(tenant)))
			defer interrupt()
			r := importRun{house: h, report: &report{}, options: desk.ImportOptions{Quiet: true}, progress: newProgress(io.Discard, strings.NewReader(""))}
			n := 0
			r.next = func() (dealRow, error) {
				if n++; n == interruptAt {
					interrupt()
				}
				if n > rows {
					return dealRow{}, io.EOF
				}
				return dealRow{line: n, deal: desk.ImportedDeal{Submission: desk.Submission{Reference: fmt.Sprint("R-", n),
					Facilities: []desk.FacilityText{{Category: assign.CategoryMortgage, Amount: "1000.00"}}}}}, nil
			}
			if err := r.all(ctx); err != nil {
				t.Fatal(err)
			}
			return r.total
		}
		if first := run(importBatch + 1); !first.Interrupted || first.Created != 2*importBatch {
			t.Errorf("broken off: %+v", first)
		}
		if second := run(0); second.Interrupted || second.Present != 2*importBatch || second.Created != 10 || second.Refused != 0 {
			t.Errorf("gone on: %+v", second)
		}
	})
}
