package job

import (
	"context"
	"database/sql"
	"fmt"
	"io"

	"mandate/ent/db"
	"mandate/ent/db/jobfile"
	"mandate/ident"
	"mandate/store"
)

// sqlNoRows is what an insert says that met a conflict with all its rows.
var sqlNoRows = sql.ErrNoRows

// partSize is how much one part of a file holds; MostFile bounds a file that is uploaded.
const (
	partSize = 512 << 10
	MostFile = 64 << 20
)

func partsOf(n int) int { return (n + partSize - 1) / partSize }

func addParts(ctx context.Context, tx *store.Tx, id ident.ID, kind jobfile.Kind, from int, data []byte) error {
	for len(data) > 0 {
		n := min(len(data), partSize)
		err := tx.Client.JobFile.Create().SetID(tx.NewID()).SetJobID(id).SetKind(kind).SetPart(from).SetData(data[:n:n]).Exec(ctx)
		if err != nil {
			return fmt.Errorf("save part of a file: %w", err)
		}
		data = data[n:]
		from++
	}
	return nil
}

// File reads what a job has written.
func (q *Queue) File(ctx context.Context, id ident.ID) io.Reader {
	return &reader{ctx: ctx, store: q.Store, job: id, kind: jobfile.KindOUTPUT}
}

// reader reads a file part by part.
type reader struct {
	ctx   context.Context
	store *store.Store
	job   ident.ID
	kind  jobfile.Kind
	part  int
	rest  []byte
}

func (r *reader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		if err := r.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func (r *reader) next() error {
	over := false
	err := r.store.Read(r.ctx, func(ctx context.Context, c *db.Client) error {
		row, err := c.JobFile.Query().Where(jobfile.JobID(r.job), jobfile.KindEQ(r.kind), jobfile.Part(r.part)).Only(ctx)
		if db.IsNotFound(err) {
			over = true
			return nil
		}
		if err != nil {
			return fmt.Errorf("read part of a file: %w", err)
		}
		r.rest = row.Data
		r.part++
		return nil
	})
	if err == nil && over {
		err = io.EOF
	}
	return err
}
