package graph

import (
	"context"
	"encoding/json"
	"fmt"

	"mandate/directory/job"
	"mandate/directory/job/roster"
	"mandate/ent/db/predicate"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/ident"
)

const mostContent = 500_000 // bytes of a file within a request

func (r *mutationResolver) importPeople(ctx context.Context, input gql.UsersImportInput) (*gql.JobPayload, error) {
	id, err := r.startImport(ctx, input)
	return r.started(ctx, id, err)
}

func (r *mutationResolver) startImport(ctx context.Context, input gql.UsersImportInput) (ident.ID, error) {
	file, err := optionalID(ident.Job, input.FileID, "fileId")
	if err != nil {
		return file, err
	}
	content, given := value(input.Content)
	switch {
	case given == !file.IsZero():
		return file, fault.New(fault.Invalid, fault.CodeRequired, "Give a file that was uploaded, or its content.").On("fileId")
	case given && content == "":
		return file, fault.New(fault.Invalid, fault.CodeRequired, "The file is empty.").On("content")
	case len(content) > mostContent:
		return file, fault.New(fault.TooLarge, fault.CodeTooLarge, "A file within a request has at most %d bytes; upload it.", mostContent).On("content")
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return file, err
	}
	afresh(ctx)
	return roster.StartImport(once, r.server.Jobs, roster.Import{Format: string(input.Format), Quiet: input.Quiet}, file, []byte(content), input.DryRun)
}

// exported is which people an export writes, as the job keeps it.
type exported struct {
	Search *string        `json:"search,omitempty"`
	Where  *gql.UserWhere `json:"where,omitempty"`
}

func (r *mutationResolver) exportPeople(ctx context.Context, input gql.UsersExportInput) (*gql.JobPayload, error) {
	id, err := r.startExport(ctx, input)
	return r.started(ctx, id, err)
}

func (r *mutationResolver) startExport(ctx context.Context, input gql.UsersExportInput) (ident.ID, error) {
	asked := exported{Search: input.Search.Value(), Where: input.Where.Value()}
	if _, err := (usersAsked{asked.Search, asked.Where, nil}).filter(); err != nil {
		return ident.ID{}, err
	}
	where, err := json.Marshal(asked)
	if err != nil {
		return ident.ID{}, fmt.Errorf("write filter: %w", err)
	}
	once, err := keyed(ctx, input.IdempotencyKey)
	if err != nil {
		return ident.ID{}, err
	}
	afresh(ctx)
	return r.server.Jobs.Start(once, job.New{Kind: job.UsersExport, Input: roster.Export{Format: string(input.Format), Where: where}})
}

// PeopleFilter reads which people an export writes: for the job that does it.
func PeopleFilter(where json.RawMessage) (predicate.User, error) {
	var asked exported
	if len(where) > 0 {
		if err := json.Unmarshal(where, &asked); err != nil {
			return nil, fmt.Errorf("read filter: %w", err)
		}
	}
	return usersAsked{asked.Search, asked.Where, nil}.filter()
}
