package main

import (
	"context"
	"errors"
	"io"
)

// importBatch is how many rows are one transaction.
const importBatch = 2000

// dealBatch is what was read at once.
type dealBatch struct {
	rows []dealRow
	end  error // why it is the last: io.EOF, or where the file can't be read further
}

// ahead reads the next rows while those before are stored. An interrupt ends it behind a
// batch; stop ends it where it is.
func (r *importRun) ahead(ctx context.Context, stop <-chan struct{}) <-chan dealBatch {
	batches := make(chan dealBatch)
	go func() {
		defer close(batches)
		for ctx.Err() == nil {
			batch := r.read()
			select {
			case batches <- batch:
			case <-stop:
				return
			}
			if batch.end != nil {
				return
			}
		}
	}()
	return batches
}

// read gives the next rows, and those before where it can't go on.
func (r *importRun) read() dealBatch {
	batch := dealBatch{rows: make([]dealRow, 0, importBatch)}
	for len(batch.rows) < importBatch {
		row, err := r.next()
		if err != nil {
			batch.end = err
			return batch
		}
		batch.rows = append(batch.rows, row)
	}
	return batch
}

// all imports batch after batch until the end of the file or an interrupt.
func (r *importRun) all(ctx context.Context) error {
	defer r.progress.done()
	stop := make(chan struct{})
	defer close(stop)
	for batch := range r.ahead(ctx, stop) {
		if len(batch.rows) > 0 {
			if err := r.batch(ctx, batch.rows); err != nil {
				return err
			}
		}
		r.progress.tell(r.total.rows())
		if errors.Is(batch.end, io.EOF) {
			return nil
		}
		if batch.end != nil {
			return batch.end
		}
	}
	r.total.Interrupted = true
	return nil
}
