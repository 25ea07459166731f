package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/assignmentstate"
	"mandate/ent/db/benchdelta"
	"mandate/ent/db/lendinglimits"
	"mandate/ent/db/user"
	"mandate/ident"
)

// present brings the reader to the position of c.
func (r *reader) present(ctx context.Context, c *db.Client, now time.Time) error {
	position, err := c.AssignmentState.Query().Select(assignmentstate.FieldPosition).Int(ctx)
	if err != nil {
		return err
	}
	if r.memory == nil || now.Sub(r.used) > idleFor {
		return r.readAll(ctx, c, int64(position), now)
	}
	r.used = now
	if r.position < int64(position) {
		rows, err := c.BenchDelta.Query().Where(benchdelta.PositionGT(r.position)).Order(benchdelta.ByPosition()).All(ctx)
		if err != nil {
			return err
		}
		sum, err := merge(rows)
		if err != nil {
			return err
		}
		if sum.All {
			return r.readAll(ctx, c, int64(position), now)
		}
		if err := r.follow(ctx, c, sum); err != nil {
			return err
		}
		r.position = int64(position)
	}
	return r.readNewcomers(ctx, c, now)
}

// readAll reads everything anew.
func (r *reader) readAll(ctx context.Context, c *db.Client, position int64, now time.Time) error {
	m := &memory{bench: assign.NewBench(nil), position: position, used: now}
	m.presence.clear()
	r.memory, r.rest, r.looked = m, map[ident.ID]assign.Candidate{}, now
	for _, step := range []func() error{
		func() error { return m.loadSettings(ctx, c) },
		func() error { return m.loadCatalogue(ctx, c) },
		func() error { return m.presence.load(ctx, c, nil) },
		func() error { return m.loadPeople(ctx, c) },
		func() error { return r.readRest(ctx, unbounded(c)) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// follow takes over what operations have changed of people and queues.
func (r *reader) follow(ctx context.Context, c *db.Client, d delta) error {
	if err := r.apply(ctx, c, delta{People: d.People, Queues: d.Queues}); err != nil {
		return err
	}
	for part := range slices.Chunk(d.People, rowsAtOnce) {
		for _, id := range part {
			delete(r.rest, id)
		}
		if err := r.readRest(ctx, unbounded(c).Where(user.IDIn(part...))); err != nil {
			return err
		}
	}
	return nil
}

// unbounded are the candidates without a capacity.
func unbounded(c *db.Client) *db.UserQuery {
	return staff(c).Where(user.Not(user.HasLimitsWith(lendinglimits.MaxCapacityNotNil())))
}

func (r *reader) readRest(ctx context.Context, q *db.UserQuery) error {
	rows, err := q.All(ctx)
	if err != nil {
		return fmt.Errorf("load people without a capacity: %w", err)
	}
	for _, u := range rows {
		if r.rest[u.ID], err = candidate(u, 0); err != nil {
			return err
		}
	}
	return nil
}

// newcomersLag is longer than a transaction takes and than clocks of replicas usually
// differ. Somebody who is missed is only not counted, until everything is read anew.
const newcomersLag = 5 * time.Minute

// readNewcomers finds people whom a directory made: they come without a delta, since
// they can't be chosen. Their ids tell when they came.
func (r *reader) readNewcomers(ctx context.Context, c *db.Client, now time.Time) error {
	ids, err := c.User.Query().Where(user.IDGTE(ident.Floor(r.looked.Add(-newcomersLag))), user.KindEQ(user.KindSTAFF), user.DeletedAtIsNil()).IDs(ctx)
	if err != nil {
		return fmt.Errorf("look for new people: %w", err)
	}
	strange := slices.DeleteFunc(ids, func(id ident.ID) bool {
		_, seated := r.bench.Candidate(id)
		_, known := r.rest[id]
		return seated || known
	})
	for part := range slices.Chunk(strange, rowsAtOnce) {
		if err := r.readRest(ctx, unbounded(c).Where(user.IDIn(part...))); err != nil {
			return err
		}
	}
	r.looked = now
	return nil
}
