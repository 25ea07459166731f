package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"mandate/ent/db"
	"mandate/ident"
)

// On SQLite, triggers keep the words of 64 people together in one row of people_words. All rows of a
// company are compared here (peopleAmong), in a tenth of the time that SQLite takes for its people one by one.

// placed is where a person stands in the list.
type placed struct {
	key []byte // users.first_name_key
	id  ident.ID
}

func (p placed) compare(q placed) int {
	return cmp.Or(bytes.Compare(p.key, q.key), bytes.Compare(p.id[:], q.id[:]))
}

// foremostPlaced keeps the first so many of all people whom it is given.
type foremostPlaced struct {
	most  int
	first []placed
	full  bool // all others stand behind the last of the first most
}

// wants says whether a person may be among them.
func (f *foremostPlaced) wants(p placed) bool { return !f.full || p.compare(f.first[f.most-1]) < 0 }

func (f *foremostPlaced) add(p placed) {
	p.key = bytes.Clone(p.key)
	if f.first = append(f.first, p); len(f.first) >= 4*f.most {
		f.cut()
	}
}

func (f *foremostPlaced) cut() {
	slices.SortFunc(f.first, placed.compare)
	f.full = len(f.first) >= f.most
	f.first = f.first[:min(len(f.first), f.most)]
}

func (f *foremostPlaced) ids() []ident.ID {
	f.cut()
	ids := make([]ident.ID, len(f.first))
	for i, p := range f.first {
		ids[i] = p.id
	}
	return ids
}

// amongAll compares everybody of a company.
func amongAll(ctx context.Context, c *db.Client, tenant ident.ID, words []string, most int) (ids []ident.ID, err error) {
	sought := make([][]byte, len(words))
	for i, w := range slices.SortedStableFunc(slices.Values(words), func(a, b string) int { return byLength(b, a) }) {
		sought[i] = []byte(w)
	}
	compare := question{"SELECT " + peopleAmong + "(words, ?, ?) FROM people_words WHERE tenant_id = ?", []any{most, bytes.Join(sought, betweenWords), tenant}}
	err = compare.each(ctx, c, func(scan func(...any) error) error {
		var all []byte
		err := scan(&all)
		for id := range slices.Chunk(all, len(ident.ID{})) {
			ids = append(ids, ident.ID(id))
		}
		return err
	})
	return ids, err
}

// among adds those of some people who have all words. It looks for the word that is likely the rarest,
// and compares those alone in whose words it may be.
func (f *foremostPlaced) among(part []byte, words []needle) error {
	rarest, next := rarestIn(part, words)
	for next >= 0 {
		who, have, rest, ok := cutPerson(part)
		if !ok {
			return fmt.Errorf("people_words: a row is cut short %d bytes before its end", len(part))
		}
		if next -= len(part) - len(rest); next < 0 {
			if f.wants(who) && haveAll(have, words) {
				f.add(who)
			}
			next = rarest.in(rest)
		}
		part = rest
	}
	return nil
}

// rarestIn is the word that comes last in a row, and where it does: -1 where one of the words doesn't.
func rarestIn(part []byte, words []needle) (rarest needle, first int) {
	for _, w := range words {
		at := w.in(part)
		if at < 0 {
			return needle{}, -1
		}
		if at >= first {
			rarest, first = w, at
		}
	}
	return rarest, first
}

func haveAll(text []byte, words []needle) bool {
	return !slices.ContainsFunc(words, func(w needle) bool { return w.in(text) < 0 })
}

// cutPerson takes the first person off a row: a line feed, the id, two lengths, the place in the list
// and the words.
func cutPerson(part []byte) (who placed, words, rest []byte, ok bool) {
	const idEnd = 1 + len(who.id)
	if len(part) < idEnd {
		return who, nil, nil, false
	}
	who.id = ident.ID(part[1:idEnd])
	key, part, _ := cutLength(part[idEnd:])
	length, part, ok := cutLength(part)
	if !ok || key+length > len(part) {
		return who, nil, nil, false
	}
	who.key = part[:key]
	return who, part[key : key+length], part[key+length:], true
}

// cutLength takes a number and its colon off; what is no number has none.
func cutLength(part []byte) (n int, rest []byte, ok bool) {
	for i, digit := range part {
		if digit == ':' {
			return n, part[i+1:], i > 0
		}
		if digit < '0' || digit > '9' || i > 8 {
			break
		}
		n = 10*n + int(digit-'0')
	}
	return 0, nil, false
}
