package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/ent/db"
	"mandate/ent/db/directory"
	"mandate/ent/db/directorylink"
	"mandate/ent/db/directorytoken"
	"mandate/ent/db/user"
	"mandate/graph/model"
	"mandate/ident"
	"mandate/store"
)

func listDirectories(ctx context.Context, p pageArgs) (*model.DirectoryConnection, error) {
	l := list[*db.Directory, *model.Directory]{
		by:    order{list: "directories by name", column: directory.FieldName, prefix: ident.Directory},
		id:    func(d *db.Directory) ident.ID { return d.ID },
		key:   func(d *db.Directory) any { return store.SortKey(d.Name) },
		nodes: func(rows []*db.Directory) ([]*model.Directory, error) { return model.Directories(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Directory], counter) {
		q := c.Directory.Query().Where(sightOf(ctx).directories())
		return byName(ctx, l, p, q.Clone().Select(directory.FieldID, directory.FieldName), func(ids ...ident.ID) ([]*db.Directory, error) {
			return q.Clone().Where(directory.IDIn(ids...)).All(ctx)
		}), q.Count
	})
}

func directoryID(d *model.Directory) *ident.ID { return &d.Directory.ID }

// tokensOf loads the tokens of directories, newest first.
func tokensOf(ctx context.Context, of []*model.Directory) (map[ident.ID][]*model.DirectoryToken, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.DirectoryToken.Query().Where(directorytoken.DirectoryIDIn(collect(of, directoryID)...), sightOf(ctx).tokens()).
		Order(directorytoken.ByID(sql.OrderDesc())).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load tokens: %w", err)
	}
	tokens := map[ident.ID][]*model.DirectoryToken{}
	for _, t := range rows {
		tokens[t.DirectoryID] = append(tokens[t.DirectoryID], &model.DirectoryToken{DirectoryToken: t})
	}
	return tokens, nil
}

// governedBy counts the living people of directories.
func governedBy(ctx context.Context, of []*model.Directory) (map[ident.ID]int, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []counted
	err = c.DirectoryLink.Query().Where(directorylink.DirectoryIDIn(collect(of, directoryID)...), directorylink.HasUserWith(user.DeletedAtIsNil())).
		Modify(countBy(directorylink.FieldDirectoryID)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count people of directories: %w", err)
	}
	return totals(rows), nil
}
