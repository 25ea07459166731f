package directory

import (
	"context"
	"fmt"
	"time"

	"mandate/actor"
)

// Called says what a page and its total are by the list's roll alone.
func (d *Directory) Called(ctx context.Context, q PeopleQuery) (found, total int, ok bool, err error) {
	a, _ := actor.From(ctx)
	list, total, ok, err := d.called(ctx, a, q)
	return len(list), total, ok, err
}

// RestRolls lets nobody make a roll in place of one that is kept.
func (d *Directory) RestRolls() {
	for _, r := range d.rolls.kept {
		r.took = time.Hour
	}
}

// BeginRolls begins to make n rolls, and reports how many of them may be made at once.
func BeginRolls(n int) (begun int, again bool) {
	var k rolls
	key := func(i int) rollKey {
		key, _ := keyOfRoll(fmt.Sprint(i), nil)
		return key
	}
	for i := range n {
		if k.begin(key(i), nil, time.Time{}) {
			begun++
		}
	}
	k.end(key(0), nil)
	return begun, k.begin(key(n), nil, time.Time{})
}
