package directory

import (
	"context"
	"fmt"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/job"
	"mandate/ent/db/jobfile"
	"mandate/ent/db/jobrow"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// filesOfPeople are the kinds of job whose files name people.
var filesOfPeople = []string{"USERS_IMPORT", "USERS_EXPORT", "HISTORY_EXPORT", "ACCESS_REVIEW_EXPORT"}

// eraseFiles removes the files in which an erased person may stand, and gives the jobs whose
// they were. A job itself stays, with its figures, and says that its files are gone; one
// that is not over goes on, and loses its files at its end (ForgetErased): it is nobody's
// but its starter's to stop. Its cursor stays as long as they do, so that it goes on where it
// was.
//
// Files are not searched for the person: one of last week says what they were called last
// week, in pieces, and in the spelling of whoever wrote it. They can be written anew.
func eraseFiles(ctx context.Context, tx *store.Tx, u *db.User) ([]ident.ID, error) {
	c := tx.Client
	// First those not over: one that ends at this moment waits here, and is found below.
	under := []predicate.Job{job.KindIn(filesOfPeople...), job.FinishedAtIsNil()}
	if err := c.Job.Update().Where(under...).SetExpiresAt(tx.Now).Exec(ctx); err != nil {
		return nil, fmt.Errorf("mark jobs under way: %w", err)
	}
	if err := c.Job.Update().Where(job.FinishedAtNotNil(), job.Or(job.StartedBy(u.ID), job.KindIn(filesOfPeople...))).ClearActor().ClearInput().SetCursor("").Exec(ctx); err != nil {
		return nil, fmt.Errorf("erase who asked for jobs, what, and how far they came: %w", err)
	}
	ids, err := c.Job.Query().Where(job.FinishedAtNotNil(), mayName(u), keeps()).Order(job.ByID()).IDs(ctx)
	if err != nil {
		return nil, fmt.Errorf("list jobs: %w", err)
	}
	return ids, forgetFiles(ctx, tx, ids)
}

// mayName is true of jobs whose files may name a person: a file that is read can name
// anybody, one that is written only whom it met: people while they are there, history and
// access also later.
func mayName(u *db.User) predicate.Job {
	people := []predicate.Job{job.Kind("USERS_EXPORT"), job.FinishedAtGTE(u.CreatedAt)}
	if u.DeletedAt != nil {
		people = append(people, job.CreatedAtLTE(*u.DeletedAt))
	}
	return job.Or(job.Kind("USERS_IMPORT"), job.And(people...),
		job.And(job.KindIn("HISTORY_EXPORT", "ACCESS_REVIEW_EXPORT"), job.FinishedAtGTE(u.CreatedAt)))
}

// keeps is true of jobs that still keep a file.
func keeps() predicate.Job {
	return func(s *sql.Selector) {
		files := sql.Dialect(s.Dialect()).Select(jobfile.FieldJobID).From(sql.Table(jobfile.Table))
		s.Where(sql.In(s.C(job.FieldID), files))
	}
}

// forgetFiles takes from jobs that are over their files, and the words about their rows,
// which may repeat what stood there.
func forgetFiles(ctx context.Context, tx *store.Tx, ids []ident.ID) error {
	if len(ids) == 0 {
		return nil
	}
	c := tx.Client
	if err := gone(c.JobFile.Delete().Where(jobfile.JobIDIn(ids...)).Exec(ctx)); err != nil {
		return fmt.Errorf("remove files: %w", err)
	}
	if err := c.JobRow.Update().Where(jobrow.JobIDIn(ids...), jobrow.Or(jobrow.MessageNEQ(""), jobrow.FieldNEQ(""))).SetMessage("").SetField("").Exec(ctx); err != nil {
		return fmt.Errorf("remove words of reports: %w", err)
	}
	err := c.Job.Update().Where(job.IDIn(ids...), job.StateEQ(job.StateDONE)).SetError(string(fault.CodeFilesErased)).AddVersion(1).Exec(ctx)
	if err != nil {
		return fmt.Errorf("say that files are gone: %w", err)
	}
	return nil
}

// ForgetErased removes the files of a job that has just ended, if somebody was erased
// before, and reports whether it did: eraseFiles has marked it by an end of its time, which
// becomes until again. What was asked for and by whom, and the cursor, which may be the name
// that a list is sorted by, go from every one: a job needs them no longer.
func ForgetErased(ctx context.Context, tx *store.Tx, id ident.ID, until time.Time) (bool, error) {
	c := tx.Client
	if err := c.Job.Update().Where(job.ID(id)).ClearActor().ClearInput().SetCursor("").Exec(ctx); err != nil {
		return false, fmt.Errorf("remove what was asked: %w", err)
	}
	n, err := c.Job.Update().Where(job.ID(id), job.KindIn(filesOfPeople...), job.ExpiresAtLTE(tx.Now)).SetExpiresAt(until).Save(ctx)
	if err != nil || n == 0 {
		return false, err
	}
	return true, forgetFiles(ctx, tx, []ident.ID{id})
}

func jobTexts(ids []ident.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.Text(ident.Job)
	}
	return list
}
