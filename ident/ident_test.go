package ident_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"mandate/ident"
)

var instant = time.Date(2026, 3, 4, 5, 6, 7, 891_234_567, time.UTC)

func TestNewIsUUIDv7(t *testing.T) {
	t.Parallel()
	id := ident.New(instant, bytes.NewReader(bytes.Repeat([]byte{0xff}, 8)))
	if text := id.String(); text[14] != '7' || text[19:] != "bfff-ffffffffffff" {
		t.Errorf("version and variant of %s", text)
	}
	if got := id.Time(); !got.Equal(instant.Truncate(time.Millisecond)) {
		t.Errorf("made at %s, says %s", instant, got)
	}
	if a, b := ident.New(instant, rand.Reader), ident.New(instant, rand.Reader); a == b || a.IsZero() {
		t.Errorf("%s and %s", a, b)
	}
	if dry := ident.New(instant, strings.NewReader("")); bytes.Equal(dry[9:], make([]byte, 7)) {
		t.Error("no randomness, and no other source was asked")
	}
}

func TestOrderOfTime(t *testing.T) {
	t.Parallel()
	var last ident.ID
	for step := range 2000 {
		at := instant.Add(time.Duration(step) * time.Microsecond)
		id := ident.New(at, rand.Reader)
		if bytes.Compare(id[:], last[:]) <= 0 {
			t.Fatalf("%s at %s is not after %s", id, at, last)
		}
		if floor := ident.Floor(at); bytes.Compare(floor[:], id[:]) > 0 {
			t.Fatalf("floor %s is above %s", floor, id)
		}
		if floor := ident.Floor(at.Add(time.Millisecond)); bytes.Compare(floor[:], id[:]) <= 0 {
			t.Fatalf("floor %s of the next millisecond is not above %s", floor, id)
		}
		last = id
	}
}

func TestTextKeepsTheOrder(t *testing.T) {
	t.Parallel()
	all := []ident.ID{{}, {15: 1}, {14: 1}, {0: 0x7f}, {0: 0x80}, ident.ID(bytes.Repeat([]byte{0xff}, 16))}
	for range 1000 {
		var id ident.ID
		_, _ = rand.Read(id[:])
		all = append(all, id)
	}
	slices.SortFunc(all, func(a, b ident.ID) int { return bytes.Compare(a[:], b[:]) })
	for i, id := range all {
		text := id.Text(ident.User)
		if back, err := ident.Parse(ident.User, text); err != nil || back != id || len(text) != 30 {
			t.Errorf("%s becomes %s, then %s, %v", id, text, back, err)
		}
		if i > 0 && text < all[i-1].Text(ident.User) {
			t.Errorf("%s is before %s", text, all[i-1].Text(ident.User))
		}
	}
}

func TestParseRefuses(t *testing.T) {
	t.Parallel()
	good := ident.ID{0: 1, 15: 2}.Text(ident.Deal)
	body := strings.TrimPrefix(good, "deal_")
	for what, text := range map[string]string{
		"empty": "", "no prefix": body, "only prefix": "deal_", "another prefix": "usr_" + body, "empty prefix": "_" + body,
		"prefix in capitals": "DEAL_" + body, "capitals": "deal_" + strings.ToUpper(body[:25]) + "V", "short": good[:len(good)-1],
		"long": good + "0", "letter of no alphabet": "deal_" + body[:25] + "w", "padding bits": "deal_" + body[:25] + "9",
		"line end": "deal_" + body[:25] + "\n", "line end inside": "deal_" + body[:12] + "\n" + body[13:], "equals": "deal_" + body[:25] + "=",
		"space": " " + good, "UUID": ident.ID{0: 1}.String(), "not ASCII": "deal_" + body[:24] + "é",
	} {
		if id, err := ident.Parse(ident.Deal, text); !errors.Is(err, ident.ErrMalformed) || !id.IsZero() {
			t.Errorf("%s: %q is %s, %v", what, text, id, err)
		}
	}
}

func TestPrefixesAreToldApart(t *testing.T) {
	t.Parallel()
	id, seen := ident.ID{7}, map[ident.Prefix]bool{}
	for _, p := range ident.Prefixes {
		if seen[p] || strings.ContainsAny(string(p), "_ ") || strings.ToLower(string(p)) != string(p) {
			t.Errorf("prefix %q", p)
		}
		seen[p] = true
		if got, back, err := ident.Decode(id.Text(p)); got != p || back != id || err != nil {
			t.Errorf("%s is read as %s %s, %v", id.Text(p), got, back, err)
		}
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ id, want ident.ID }{
		"zero":  {ident.ID{}, ident.ID{15: 1}},
		"carry": {ident.ID{14: 3, 15: 0xff}, ident.ID{14: 4}},
		"last":  {ident.ID(bytes.Repeat([]byte{0xff}, 16)), ident.ID{}},
	} {
		if got := tc.id.Next(); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

func TestScan(t *testing.T) {
	t.Parallel()
	id := ident.New(instant, rand.Reader)
	value, err := id.Value()
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		from any
		want ident.ID
		bad  bool
	}{
		"bytes": {id[:], id, false}, "value": {value, id, false}, "text in bytes": {[]byte(id.String()), id, false},
		"null": {nil, ident.ID{}, false}, "15 bytes": {id[:15], ident.ID{}, true}, "words": {"hello", ident.ID{}, true},
		"number": {7, ident.ID{}, true}, "no hexadecimal": {strings.Repeat("g", 32), ident.ID{}, true},
	} {
		var got ident.ID
		if err := got.Scan(tc.from); got != tc.want || (err != nil) != tc.bad {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	text, err := json.Marshal(map[string]ident.ID{"id": id})
	var back map[string]ident.ID
	if err != nil || json.Unmarshal(text, &back) != nil || back["id"] != id {
		t.Errorf("%s, %v", text, err)
	}
}

// TestScanTakesNoMemory: it is done for each id of each row that is read.
func TestScanTakesNoMemory(t *testing.T) {
	id := ident.New(instant, rand.Reader)
	text := []byte(id.String())
	var from any = text
	var got ident.ID
	if n := testing.AllocsPerRun(100, func() { _ = got.Scan(from) }); n > 0 || got != id {
		t.Errorf("%v allocations, got %s", n, got)
	}
	var field ident.ID
	if n := testing.AllocsPerRun(100, func() { _ = field.UnmarshalText(text) }); n > 0 || field != id {
		t.Errorf("%v allocations, got %s", n, field)
	}
}

// TestScanRefuses what is not 32 digits, and leaves the id as it was.
func TestScanRefuses(t *testing.T) {
	t.Parallel()
	id := ident.New(instant, rand.Reader)
	text := strings.ReplaceAll(id.String(), "-", "")
	for _, from := range []string{"", "-", text[:31], text + "0", text + "00", "-" + text + "-0", text[:31] + "g", strings.Repeat("0", 1000), text[:30] + "é"} {
		got := id
		if err := got.Scan(from); !errors.Is(err, ident.ErrMalformed) || got != id {
			t.Errorf("%q: %v, %s", from, err, got)
		}
	}
	for _, from := range []string{text, "-" + text + "-", strings.ToUpper(text), text[:1] + "----" + text[1:]} {
		var got ident.ID
		if err := got.Scan(from); err != nil || got != id {
			t.Errorf("%q: %v, %s", from, err, got)
		}
	}
}
