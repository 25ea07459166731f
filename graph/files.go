package graph

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"mandate/actor"
	"mandate/directory/job"
	"mandate/ent/db"
	dbjob "mandate/ent/db/job"
	"mandate/ent/db/jobrow"
	"mandate/fault"
	"mandate/graph/model"
	"mandate/ident"
)

// Files of jobs go beside /graphql, with the same session or key: GraphQL's own
// multipart convention would take a whole file into memory, and a download is no JSON.
//
//	POST /graphql/files              the body is the file        201 {"id": "job_…"} for usersImport
//	GET  /graphql/files/{id}         what the job has written
//	GET  /graphql/files/{id}/report  what became of its rows, as CSV
const filesPath = "/graphql/files"

// file says who serves a path below filesPath; nobody: there is none.
func (s *Server) file(r *http.Request) (http.HandlerFunc, string) {
	rest, below := strings.CutPrefix(r.URL.Path, filesPath)
	if rest == "" && below {
		return s.upload, http.MethodPost
	}
	text, report := strings.CutSuffix(strings.TrimPrefix(rest, "/"), "/report")
	id, err := ident.Parse(ident.Job, text)
	if !below || err != nil {
		return nil, ""
	}
	return func(w http.ResponseWriter, r *http.Request) { s.download(w, r, id, report) }, http.MethodGet
}

func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	who := sightOf(r.Context())
	if !who.staff(actor.UserManage, actor.DealCreate) {
		s.refuse(w, r, forbidden())
		return
	}
	if form, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); strings.HasPrefix(form, "multipart/") {
		s.refuse(w, r, &refusal{http.StatusUnsupportedMediaType, invalidRequest("Send the file itself as the body, not a form with it.")})
		return
	}
	id, err := s.Jobs.Upload(r.Context(), http.MaxBytesReader(w, r.Body, job.MostFile+1))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		err = &refusal{http.StatusRequestEntityTooLarge, fault.New(fault.TooLarge, fault.CodeTooLarge, "A file has at most %d bytes.", job.MostFile)}
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(map[string]string{"id": id.Text(ident.Job)})
}

func (s *Server) download(w http.ResponseWriter, r *http.Request, id ident.ID, report bool) {
	ctx := r.Context()
	run := &reading{store: s.Store}
	defer run.close()
	found, err := jobsByID(withReading(ctx, run), []ident.ID{id})
	run.close()
	if err == nil && found[id] != nil && !mayRead(sightOf(ctx), found[id]) {
		err = &refusal{http.StatusForbidden, forbidden()}
	}
	if err == nil && (found[id] == nil || !report && found[id].State != dbjob.StateDONE) {
		err = &refusal{http.StatusNotFound, absent("")}
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	name, from := fileName(found[id], report), s.Jobs.File(ctx, id)
	if report {
		from = s.report(ctx, found[id])
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	if media := mime.TypeByExtension(name[strings.LastIndexByte(name, '.'):]); media != "" {
		w.Header().Set("Content-Type", media)
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	if _, err := io.Copy(w, from); err != nil && ctx.Err() == nil {
		s.Log.ErrorContext(ctx, "send file", "job", id.Text(ident.Job), "error", err)
		// A file that is cut off must not look whole: its end is never sent.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Unix(1, 0))
	}
}

// fileName is what a browser saves a file as.
func fileName(j *model.Job, report bool) string {
	name := strings.ReplaceAll(strings.ToLower(j.Job.Kind), "_", "-")
	if report {
		return name + "-report.csv"
	}
	var asked struct {
		Format string `json:"format"`
	}
	_ = json.Unmarshal(j.Input, &asked) // an input without a format is a file of JSON lines or CSV by its kind
	switch {
	case asked.Format == "JSONL", j.Job.Kind == job.HistoryExport:
		return name + ".jsonl"
	}
	return name + ".csv"
}

// report writes the rows of a job as CSV, page by page.
func (s *Server) report(ctx context.Context, j *model.Job) io.Reader {
	pipe, to := io.Pipe()
	go func() { to.CloseWithError(s.writeReport(ctx, to, j)) }()
	return pipe
}

const reportAtOnce = 1000

func (s *Server) writeReport(ctx context.Context, to io.Writer, j *model.Job) error {
	out := job.NewSheet(to, "row", "outcome", "code", "field", "message", "id")
	for last := 0; ; {
		var rows []*db.JobRow
		err := s.Store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
			rows, err = c.JobRow.Query().Where(jobrow.JobID(j.Job.ID), jobrow.RowGT(last)).Order(jobrow.ByRow()).Limit(reportAtOnce).All(ctx)
			return err
		})
		if err != nil {
			return err
		}
		for _, row := range rows {
			n := &model.JobRow{JobRow: row, Prefix: rowPrefix(j.Job.Kind)}
			out.Row(strconv.Itoa(row.Row), row.Outcome, row.Code, row.Field, text(s.rowMessage(ctx, n)), text(n.TargetID()))
			last = row.Row
		}
		if err := out.Flush(); err != nil || len(rows) < reportAtOnce {
			return err
		}
	}
}

func text(p *string) string {
	if p == nil {
		return ""
	}
	return *p
}
