package directory

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/store"
)

// eraseUploads removes the files that were uploaded and that no job uses, and gives how many
// they were: what they are for nobody has said yet, so that each may name the erased person.
// Whoever meant to use one is told that there is no such file, and uploads it again. A
// file that is still on its way does not arrive: without its first part it is none.
func eraseUploads(ctx context.Context, tx *store.Tx) (int, error) {
	unused := func(s *sql.Selector) {
		jobs := sql.Dialect(s.Dialect()).Select(job.FieldID).From(sql.Table(job.Table))
		s.Where(sql.NotIn(s.C(jobfile.FieldJobID), jobs))
	}
	files, err := tx.Client.JobFile.Query().Where(jobfile.Part(0), unused).Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count unused files: %w", err)
	}
	if err := gone(tx.Client.JobFile.Delete().Where(unused).Exec(ctx)); err != nil {
		return 0, fmt.Errorf("remove unused files: %w", err)
	}
	return files, nil
}
