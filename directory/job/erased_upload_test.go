package job_test

import (
	"context"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/directory/job"
	"mandate/ent/db"
	"mandate/ent/db/historyentry"
	"mandate/ent/db/jobfile"
	"mandate/fault"
)

// TestErasureTakesUnusedUploads: a file that waits for its job may name anybody, and is gone
// with whom is erased; a job that is started behind it is told so, and its place is free. One
// that is on its way then does not arrive.
func TestErasureTakesUnusedUploads(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, p *place) {
		p.queue.Works[job.UsersImport] = writesCanary
		person, _, err := p.people.Create(p.system, directory.NewPerson{FirstName: "Canary", LastName: "Lee", Email: "canary@acme.test"})
		p.no(err)
		p.no(p.people.Delete(p.system, person, 0, ""))
		used, err := p.queue.Upload(p.as(p.ada), strings.NewReader("canary@acme.test"))
		p.no(err)
		waiting := p.start(job.New{ID: used, Kind: job.UsersImport})
		large := &onTheWay{rest: strings.Repeat("canary@acme.test\n", 60_000), then: func() { p.no(p.people.ErasePerson(p.system, person, "asked")) }}
		unused, err := p.queue.Upload(p.as(p.ada), strings.NewReader("canary@acme.test"))
		p.no(err)
		half, err := p.queue.Upload(p.as(p.ada), large)
		if !fault.Is(err, fault.CodeNotFound) || large.then != nil {
			t.Errorf("the file on its way: %v", err)
		}
		if p.parts(unused) != 0 || p.parts(waiting) != 1 || p.parts(half) != 0 {
			t.Errorf("%d parts of the unused file, %d of the one in use, %d of the one on its way", p.parts(unused), p.parts(waiting), p.parts(half))
		}
		for _, n := range []job.New{{ID: unused, Kind: job.UsersImport}, {ID: half, Kind: job.UsersImport}} {
			if _, err := p.queue.Start(p.as(p.ada), n); !fault.Is(err, fault.CodeNotFound) {
				t.Errorf("a job of a file that is gone: %v", err)
			}
		}
		for range job.MostOpen {
			_, err := p.queue.Upload(p.as(p.ada), strings.NewReader("next"))
			p.no(err)
		}
		p.no(p.store.Read(p.system, func(ctx context.Context, c *db.Client) error {
			e := c.HistoryEntry.Query().Where(historyentry.Action("USER_ERASED"), historyentry.TargetID(person)).OnlyX(ctx)
			if !strings.Contains(string(e.Changes), "uploadsRemoved") {
				t.Errorf("history says %s", e.Changes)
			}
			if n := c.JobFile.Query().Where(jobfile.JobID(unused)).CountX(ctx); n != 0 {
				t.Errorf("%d parts are left", n)
			}
			return nil
		}))
	})
}

// onTheWay is a file that somebody is erased under: after more than its first part.
type onTheWay struct {
	rest string
	read int
	then func()
}

func (r *onTheWay) Read(into []byte) (int, error) {
	if r.read > 700_000 && r.then != nil {
		r.then()
		r.then = nil
	}
	n, err := strings.NewReader(r.rest[r.read:]).Read(into[:min(len(into), 64<<10)])
	r.read += n
	return n, err
}
