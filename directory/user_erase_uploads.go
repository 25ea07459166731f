package directory

import (
	"context"
	"fmt"
	"slices"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/ident"
	"mandate/store"
)

// eraseUploads removes the files that were uploaded and that no job uses, and gives how many
// they were: what they are for nobody has said yet, so that each may name the erased person.
// Whoever meant to use one is told that there is no such file, and uploads it again. A
// file that is still on its way does not arrive: without its first part it is none.
//
// It waits for whoever starts a job with a file, or adds to it, at this moment: they hold its
// first part. So the files are held by one statement and removed by the next, which sees the
// jobs and parts that were waited for.
func eraseUploads(ctx context.Context, tx *store.Tx) (int, error) {
	unused := func(s *sql.Selector) {
		jobs := sql.Dialect(s.Dialect()).Select(job.FieldID).From(sql.Table(job.Table))
		s.Where(sql.NotIn(s.C(jobfile.FieldJobID), jobs))
	}
	first := tx.Client.JobFile.Query().Where(jobfile.Part(0), unused).Order(jobfile.ByID()).Select(jobfile.FieldJobID)
	first.Modify(func(s *sql.Selector) { hold(s, sql.LockUpdate) })
	var files []ident.ID
	if err := first.Scan(ctx, &files); err != nil {
		return 0, fmt.Errorf("hold unused files: %w", err)
	}
	removed := 0
	for some := range slices.Chunk(files, idsAtOnce) {
		n, err := tx.Client.JobFile.Query().Where(jobfile.JobIDIn(some...), jobfile.Part(0), unused).Count(ctx)
		if err != nil {
			return 0, fmt.Errorf("count unused files: %w", err)
		}
		if err := gone(tx.Client.JobFile.Delete().Where(jobfile.JobIDIn(some...), unused).Exec(ctx)); err != nil {
			return 0, fmt.Errorf("remove unused files: %w", err)
		}
		removed += n
	}
	return removed, nil
}
