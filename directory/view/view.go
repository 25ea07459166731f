// Package view keeps lists as people like to see them: the state that a page's address
// holds, under a name, for one person or shared with the company.
package view

import (
	"context"
	"fmt"
	"strings"

	"entgo.io/ent/dialect/sql"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/savedview"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// Views holds saved views.
type Views struct{ Store *store.Store }

// View is a view to keep.
type View struct {
	Page, Name, State string
	Shared            bool
}

// Bounds of a view, in bytes, and how many a person keeps.
const (
	mostName  = 100
	mostState = 4000
	mostViews = 100
)

// Save keeps a view of the actor's person; one of the same page and name is replaced.
// Refused: empty names, views without a person, more than 100 of one.
func (v Views) Save(ctx context.Context, n View) (ident.ID, error) {
	if err := n.check(); err != nil {
		return ident.ID{}, err
	}
	var id ident.ID
	err := v.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		id, err = directory.Once(ctx, tx, func() (ident.ID, error) { return save(ctx, tx, n) })
		return err
	})
	return id, err
}

func (n View) check() error {
	for _, f := range []struct {
		field, text string
		most        int
	}{{"page", n.Page, mostName}, {"name", directory.Fold(n.Name), mostName}, {"state", n.State, mostState}} {
		if len(f.text) > f.most {
			return fault.New(fault.TooLarge, fault.CodeTooLarge, "This has at most %d bytes.", f.most).On(f.field)
		}
		if strings.TrimSpace(f.text) == "" && f.field != "state" {
			return fault.New(fault.Invalid, fault.CodeRequired, "This may not be empty.").On(f.field)
		}
	}
	return nil
}

func save(ctx context.Context, tx *store.Tx, n View) (ident.ID, error) {
	me := tx.Actor.Person()
	if me.IsZero() {
		return me, fault.New(fault.Denied, fault.CodeForbidden, "Views belong to people.")
	}
	kept, err := tx.Client.SavedView.Query().Where(savedview.UserID(me)).Count(ctx)
	if err != nil {
		return me, fmt.Errorf("count views: %w", err)
	}
	if kept >= mostViews {
		return me, fault.New(fault.TooLarge, fault.CodeTooLarge, "A person keeps at most %d views.", mostViews)
	}
	key := directory.Fold(n.Name)
	err = tx.Client.SavedView.Create().SetID(tx.NewID()).SetUserID(me).SetPage(n.Page).SetName(n.Name).SetNameKey(key).
		SetState(n.State).SetShared(n.Shared).
		OnConflict(sql.ConflictColumns(savedview.FieldUserID, savedview.FieldPage, savedview.FieldNameKey)).
		Update(func(up *db.SavedViewUpsert) {
			up.UpdateName().UpdateState().UpdateShared().UpdateUpdatedAt().AddVersion(1)
		}).Exec(ctx)
	if err != nil {
		return me, fmt.Errorf("save view: %w", err)
	}
	return tx.Client.SavedView.Query().Where(savedview.UserID(me), savedview.Page(n.Page), savedview.NameKey(key)).OnlyID(ctx)
}

// Delete forgets a view: one's own, or a shared one by company.manage. Forgotten twice
// is NOT_FOUND.
func (v Views) Delete(ctx context.Context, id ident.ID) error {
	return v.Store.Write(ctx, func(ctx context.Context, tx *store.Tx) error {
		_, err := directory.Once(ctx, tx, func() (ident.ID, error) { return id, remove(ctx, tx, id) })
		return err
	})
}

func remove(ctx context.Context, tx *store.Tx, id ident.ID) error {
	mayGo := savedview.UserID(tx.Actor.Person())
	if tx.Actor.Can(actor.CompanyManage) {
		mayGo = savedview.Or(mayGo, savedview.Shared(true))
	}
	n, err := tx.Client.SavedView.Delete().Where(savedview.ID(id), mayGo).Exec(ctx)
	if err != nil {
		return fmt.Errorf("delete view: %w", err)
	}
	if n == 0 {
		return fault.New(fault.NotFound, fault.CodeNotFound, "There is no such view of yours.").On("savedViewId")
	}
	return nil
}
