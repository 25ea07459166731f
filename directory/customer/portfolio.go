package customer

import (
	"context"
	"fmt"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/portfolio"
	"mandate/ident"
	"mandate/store"
)

// CreatePortfolio makes a part of a customer's claims; its name is unique in the account.
func (r *Room) CreatePortfolio(ctx context.Context, account ident.ID, name, reference string) (ident.ID, error) {
	if err := checkPortfolio(&name, &reference); err != nil {
		return ident.ID{}, err
	}
	id, err := once(ctx, r.Directory.Write, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		if _, err := loadAccount(ctx, tx.Client, account); err != nil {
			return ident.ID{}, err
		}
		id := tx.NewID()
		err := tx.Client.Portfolio.Create().SetID(id).SetAccountID(account).SetName(name).SetNameKey(store.SortKey(directory.Fold(name))).SetReference(reference).Exec(ctx)
		if err != nil {
			return id, fmt.Errorf("insert portfolio: %w", err)
		}
		tx.Record(store.Event{Action: "PORTFOLIO_CREATED", TargetKind: ident.Portfolio, Target: id,
			Changes: []store.Change{{Field: "account", After: account.Text(ident.Account)}, {Field: "name", After: name}}})
		return id, nil
	})
	return id, portfolioTaken(err)
}

func portfolioTaken(err error) error {
	if store.IsTaken(err) {
		return taken("name", "The account has a portfolio of this name already.")
	}
	return err
}

func checkPortfolio(name, reference *string) error {
	if err := text("name", name); err != nil {
		return err
	}
	if *name == "" {
		return required("name")
	}
	return text("reference", reference)
}

// UpdatePortfolio renames a portfolio; nil leaves a value. expected is its version, or 0.
func (r *Room) UpdatePortfolio(ctx context.Context, id ident.ID, expected int64, name, reference *string) error {
	_, err := once(ctx, r.Directory.Write, func(ctx context.Context, tx *store.Tx) (ident.ID, error) {
		row, err := tx.Client.Portfolio.Query().Where(portfolio.ID(id)).Only(ctx)
		if db.IsNotFound(err) {
			return id, absent("portfolio").On("portfolioId")
		}
		if err != nil {
			return id, fmt.Errorf("load portfolio: %w", err)
		}
		if err := directory.Expect(expected, row.Version); err != nil {
			return id, err
		}
		return id, updatePortfolio(ctx, tx, row, expected, name, reference)
	})
	return portfolioTaken(err)
}

func updatePortfolio(ctx context.Context, tx *store.Tx, row *db.Portfolio, expected int64, name, reference *string) error {
	called, known := row.Name, row.Reference
	if name != nil {
		called = *name
	}
	if reference != nil {
		known = *reference
	}
	if err := checkPortfolio(&called, &known); err != nil || called == row.Name && known == row.Reference {
		return err
	}
	n, err := tx.Client.Portfolio.Update().Where(portfolio.ID(row.ID), portfolio.Version(row.Version)).AddVersion(1).
		SetName(called).SetNameKey(store.SortKey(directory.Fold(called))).SetReference(known).Save(ctx)
	if err := directory.Guarded(expected, n, err); err != nil {
		return err
	}
	tx.Record(store.Event{Action: "PORTFOLIO_UPDATED", TargetKind: ident.Portfolio, Target: row.ID,
		Changes: []store.Change{{Field: "name", Before: row.Name, After: called}, {Field: "reference", Before: row.Reference, After: known}}})
	return nil
}
