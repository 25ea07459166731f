package job

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/ent/db"
	"mandate/ent/db/idempotencykey"
	"mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// MostOpen bounds the files that one actor has uploaded and no job uses yet.
const MostOpen = 5

var errPlaceTaken = errors.New("another upload has taken the place")

// claim takes one of the actor's places for a file, so that nobody fills the database
// with files that no job uses. Places lie beside the idempotency keys, and are like them:
// a hash of whose it is, an id, and an end. Refused: THROTTLED.
func claim(ctx context.Context, tx *store.Tx, file ident.ID) error {
	for place := range MostOpen {
		key := placeKey(tx.Actor, place)
		held, err := tx.Client.IdempotencyKey.Query().Where(idempotencykey.Key(key)).Only(ctx)
		if db.IsNotFound(err) {
			return tx.Client.IdempotencyKey.Create().SetID(tx.NewID()).SetKey(key).SetInputHash("").SetResult(file.String()).
				SetExpiresAt(tx.Now.Add(unusedFile)).Exec(ctx)
		}
		if err != nil {
			return fmt.Errorf("look up place of upload: %w", err)
		}
		waits, err := open(ctx, tx.Client, held.Result)
		if err != nil {
			return err
		}
		if !waits {
			return take(ctx, tx, held, file)
		}
	}
	return fault.New(fault.Throttled, fault.CodeThrottled, "%d files wait for their import. Use one of them, or upload tomorrow.", MostOpen)
}

func placeKey(a actor.Actor, place int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "upload %s %s %d", a.Tenant, a.ID, place))
	return hex.EncodeToString(sum[:])
}

// open reports whether a file is there that no job uses.
func open(ctx context.Context, c *db.Client, file string) (bool, error) {
	var id ident.ID
	if err := id.UnmarshalText([]byte(file)); err != nil {
		return false, fmt.Errorf("read place of upload: %w", err)
	}
	there, err := c.JobFile.Query().Where(jobfile.JobID(id), jobfile.KindEQ(jobfile.KindINPUT)).Exist(ctx)
	if err != nil || !there {
		return false, err
	}
	used, err := c.Job.Query().Where(job.ID(id)).Exist(ctx)
	return !used, err
}

func take(ctx context.Context, tx *store.Tx, place *db.IdempotencyKey, file ident.ID) error {
	n, err := tx.Client.IdempotencyKey.Update().Where(idempotencykey.ID(place.ID), idempotencykey.Result(place.Result)).
		SetResult(file.String()).SetExpiresAt(tx.Now.Add(unusedFile)).Save(ctx)
	if err != nil {
		return fmt.Errorf("take place of upload: %w", err)
	}
	if n == 0 {
		return errPlaceTaken
	}
	return nil
}

// owned reports whether the actor has uploaded a file.
func owned(ctx context.Context, tx *store.Tx, file ident.ID) (bool, error) {
	keys := make([]string, MostOpen)
	for place := range MostOpen {
		keys[place] = placeKey(tx.Actor, place)
	}
	mine, err := tx.Client.IdempotencyKey.Query().Where(idempotencykey.KeyIn(keys...), idempotencykey.Result(file.String())).Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look up upload: %w", err)
	}
	return mine, nil
}

// Upload keeps a file for a job that is still to be started; its id becomes the job's.
// A file that no job uses is forgotten after a day, and when somebody is erased. Refused: empty files, files above
// MostFile, more than MostOpen that no job uses (THROTTLED).
func (q *Queue) Upload(ctx context.Context, from io.Reader) (ident.ID, error) {
	id := q.Store.NewID()
	buffer := make([]byte, partSize)
	for part := 0; ; part++ {
		n, err := io.ReadFull(from, buffer)
		last := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !last {
			return id, errors.Join(fmt.Errorf("read upload: %w", err), q.drop(ctx, id))
		}
		if part == 0 && n == 0 {
			return id, fault.New(fault.Invalid, fault.CodeRequired, "The file is empty.")
		}
		if part*partSize+n > MostFile {
			return id, errors.Join(fault.New(fault.TooLarge, fault.CodeTooLarge, "A file has at most %d bytes.", MostFile), q.drop(ctx, id))
		}
		if err := q.savePart(ctx, id, part, buffer[:n]); err != nil || last {
			return id, err
		}
	}
}

// savePart keeps one part; the first takes a place, and looks for another one when an
// upload of the same actor was quicker.
func (q *Queue) savePart(ctx context.Context, id ident.ID, part int, data []byte) (err error) {
	for range MostOpen {
		err = q.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
			if err := begun(ctx, tx, id, part); err != nil {
				return err
			}
			return addParts(ctx, tx, id, jobfile.KindINPUT, part, data)
		})
		if !store.IsTaken(err) && !errors.Is(err, errPlaceTaken) {
			return err
		}
	}
	return fault.New(fault.Throttled, fault.CodeThrottled, "Too many files at once. Try again in a moment.").Because(err)
}

// begun takes a place with the first part; a later one is refused where the first is gone,
// because somebody was erased meanwhile.
func begun(ctx context.Context, tx *store.Tx, id ident.ID, part int) error {
	if part == 0 {
		return claim(ctx, tx, id)
	}
	there, err := arrived(ctx, tx, id)
	if err != nil {
		return err
	}
	if !there {
		return fault.New(fault.NotFound, fault.CodeNotFound, "The file was removed while it arrived; upload it again.")
	}
	return nil
}

// arrived reports whether the first part of an uploaded file is there, and holds it until the
// transaction ends: an erasure, which removes files that no job uses, waits for what is
// added to this one, and for the job that is to use it. On SQLite there is one writer at a time.
func arrived(ctx context.Context, tx *store.Tx, file ident.ID) (bool, error) {
	first := tx.Client.JobFile.Query().Where(jobfile.JobID(file), jobfile.KindEQ(jobfile.KindINPUT), jobfile.Part(0))
	first.Modify(func(s *sql.Selector) {
		if s.Dialect() == dialect.Postgres {
			s.ForShare()
		}
	})
	there, err := first.Exist(ctx)
	if err != nil {
		return false, fmt.Errorf("look for the first part of a file: %w", err)
	}
	return there, nil
}

func (q *Queue) drop(ctx context.Context, id ident.ID) error {
	return q.Store.Write(context.WithoutCancel(ctx), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Client.JobFile.Delete().Where(jobfile.JobID(id)).Exec(ctx)
		return err
	})
}
