package graph

import (
	"context"
	"fmt"

	"entgo.io/ent/dialect/sql"

	"mandate/directory/customer"
	"mandate/ent/db"
	"mandate/ent/db/contact"
	"mandate/ent/db/contactportfolio"
	"mandate/ent/db/customeraccount"
	"mandate/ent/db/portfolio"
	"mandate/ent/db/user"
	"mandate/graph/model"
	"mandate/ident"
)

func listAccounts(ctx context.Context, p pageArgs, search *string) (*model.CustomerAccountConnection, error) {
	part, err := searchText(search)
	if err != nil {
		return nil, err
	}
	l := list[*db.CustomerAccount, *model.CustomerAccount]{
		by:  order{list: "customers", column: customeraccount.FieldNameKey, prefix: ident.Account},
		id:  func(a *db.CustomerAccount) ident.ID { return a.ID },
		key: func(a *db.CustomerAccount) any { return a.NameKey },
		nodes: func(rows []*db.CustomerAccount) ([]*model.CustomerAccount, error) {
			return model.CustomerAccounts(rows), nil
		},
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.CustomerAccount], counter) {
		q := c.CustomerAccount.Query().Where(sightOf(ctx).customers(), named(customeraccount.FieldSearchKey, part))
		return func(shape func(*sql.Selector), n int) ([]*db.CustomerAccount, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func listContacts(ctx context.Context, p pageArgs, account, search *string) (*model.CustomerContactConnection, error) {
	part, err := searchText(search)
	if err != nil {
		return nil, err
	}
	of := all
	if account != nil {
		id, err := parseID(ident.Account, *account, "accountId")
		if err != nil {
			return nil, err
		}
		of = contact.AccountID(id)
	}
	l := list[*db.Contact, *model.CustomerContact]{
		by:    order{list: "contacts", column: contact.FieldLastNameKey, prefix: ident.Contact},
		id:    func(c *db.Contact) ident.ID { return c.ID },
		key:   func(c *db.Contact) any { return c.LastNameKey },
		nodes: func(rows []*db.Contact) ([]*model.CustomerContact, error) { return model.CustomerContacts(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.Contact], counter) {
		q := c.Contact.Query().Where(sightOf(ctx).contacts(), of, named(contact.FieldSearchKey, part))
		return func(shape func(*sql.Selector), n int) ([]*db.Contact, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

// listCandidates is whom a link can choose: active contacts of other accounts (CO-4).
func listCandidates(ctx context.Context, p pageArgs, account string, search *string) (*model.UserConnection, error) {
	id, err := parseID(ident.Account, account, "accountId")
	if err != nil {
		return nil, err
	}
	part, err := searchText(search)
	if err != nil {
		return nil, err
	}
	outside := func(s *sql.Selector) {
		linked := sql.Table(contact.Table)
		s.Where(sql.NotIn(s.C(user.FieldID), sql.Select(linked.C(contact.FieldUserID)).From(linked).
			Where(sql.And(sql.EQ(linked.C(contact.FieldAccountID), id), sql.NotNull(linked.C(contact.FieldUserID))))))
	}
	l := list[*db.User, *model.User]{
		by:    order{list: "candidates", column: user.FieldLastNameKey, prefix: ident.User},
		id:    func(u *db.User) ident.ID { return u.ID },
		key:   func(u *db.User) any { return u.LastNameKey },
		nodes: func(rows []*db.User) ([]*model.User, error) { return model.Users(rows), nil },
	}
	return pageOf(ctx, l, p, func(c *db.Client) (rowsOfList[*db.User], counter) {
		q := c.User.Query().Where(sightOf(ctx).users(), user.KindEQ(user.KindCONTACT), user.Active(true), outside, named(user.FieldSearchKey, part))
		return func(shape func(*sql.Selector), n int) ([]*db.User, error) {
			return q.Clone().Where(shape).Limit(n).All(ctx)
		}, q.Count
	})
}

func recipients(ctx context.Context, account string, purpose customer.Purpose, of *string) ([]*model.CustomerContact, error) {
	id, err := parseID(ident.Account, account, "accountId")
	if err != nil {
		return nil, err
	}
	var part ident.ID
	if of != nil {
		if part, err = parseID(ident.Portfolio, *of, "portfolioId"); err != nil {
			return nil, err
		}
	}
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := customer.Recipients(ctx, c, id, purpose, part)
	if err != nil {
		return nil, err
	}
	return append([]*model.CustomerContact{}, model.CustomerContacts(rows)...), nil
}

func accountsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.CustomerAccount, error) {
	return byID(ctx, "customers",
		func(c *db.Client) ([]*db.CustomerAccount, error) {
			return c.CustomerAccount.Query().Where(customeraccount.IDIn(ids...), sightOf(ctx).customers()).All(ctx)
		},
		model.CustomerAccounts, func(a *model.CustomerAccount) ident.ID { return a.CustomerAccount.ID })
}

func contactsByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.CustomerContact, error) {
	return byID(ctx, "contacts",
		func(c *db.Client) ([]*db.Contact, error) {
			return c.Contact.Query().Where(contact.IDIn(ids...), sightOf(ctx).contacts()).All(ctx)
		},
		model.CustomerContacts, func(c *model.CustomerContact) ident.ID { return c.Contact.ID })
}

func portfoliosByID(ctx context.Context, ids []ident.ID) (map[ident.ID]*model.Portfolio, error) {
	return byID(ctx, "portfolios",
		func(c *db.Client) ([]*db.Portfolio, error) {
			return c.Portfolio.Query().Where(portfolio.IDIn(ids...), sightOf(ctx).portfolios()).All(ctx)
		},
		portfolioNodes, func(p *model.Portfolio) ident.ID { return p.Portfolio.ID })
}

func portfolioNodes(rows []*db.Portfolio) []*model.Portfolio {
	return each(rows, func(p *db.Portfolio) *model.Portfolio { return &model.Portfolio{Portfolio: p} })
}

func accountID(a *model.CustomerAccount) *ident.ID      { return &a.CustomerAccount.ID }
func contactID(c *model.CustomerContact) *ident.ID      { return &c.Contact.ID }
func contactAccount(c *model.CustomerContact) *ident.ID { return &c.Contact.AccountID }
func contactUser(c *model.CustomerContact) *ident.ID    { return c.Contact.UserID }

// primaries are the primary commercial contacts of accounts (CO-3).
func primaries(ctx context.Context, of []*model.CustomerAccount) (map[ident.ID]*model.CustomerContact, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Contact.Query().Where(contact.AccountIDIn(collect(of, accountID)...), contact.Primary(true), sightOf(ctx).contacts()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load primary contacts: %w", err)
	}
	return index(model.CustomerContacts(rows), func(c *model.CustomerContact) ident.ID { return c.Contact.AccountID }), nil
}

func contactCounts(ctx context.Context, of []*model.CustomerAccount) (map[ident.ID]int, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	var rows []counted
	err = c.Contact.Query().Where(contact.AccountIDIn(collect(of, accountID)...), sightOf(ctx).contacts()).Modify(countBy(contact.FieldAccountID)).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("count contacts: %w", err)
	}
	return totals(rows), nil
}

// accountPortfolios loads the first portfolios of accounts, by name.
func accountPortfolios(ctx context.Context, of []*model.CustomerAccount) (map[ident.ID][]*model.Portfolio, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	byName := order{column: portfolio.FieldNameKey, prefix: ident.Portfolio}
	among := func(s *sql.Selector) { s.Where(sql.EQ(s.C(portfolio.FieldTenantID), sightOf(ctx).Tenant)) }
	rows, err := c.Portfolio.Query().Where(sightOf(ctx).portfolios(),
		firstOfEach(portfolio.FieldAccountID, collect(of, accountID), byName, mostRows, among), byName.shape(window{})).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load portfolios: %w", err)
	}
	found := map[ident.ID][]*model.Portfolio{}
	for _, p := range portfolioNodes(rows) {
		found[p.AccountID] = append(found[p.AccountID], p)
	}
	return found, nil
}

// contactPortfolios loads what contacts are linked to, by name.
func contactPortfolios(ctx context.Context, of []*model.CustomerContact) (map[ident.ID][]*model.Portfolio, error) {
	c, err := read(ctx)
	if err != nil {
		return nil, err
	}
	links, err := c.ContactPortfolio.Query().Where(contactportfolio.ContactIDIn(collect(of, contactID)...)).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load links to portfolios: %w", err)
	}
	linked := map[ident.ID][]ident.ID{} // portfolio -> contacts
	for _, l := range links {
		linked[l.PortfolioID] = append(linked[l.PortfolioID], l.ContactID)
	}
	rows, err := c.Portfolio.Query().Where(portfolio.IDIn(collect(links, func(l *db.ContactPortfolio) *ident.ID { return &l.PortfolioID })...),
		sightOf(ctx).portfolios()).Order(portfolio.ByNameKey(), portfolio.ByID()).All(ctx)
	if err != nil {
		return nil, fmt.Errorf("load portfolios: %w", err)
	}
	found := map[ident.ID][]*model.Portfolio{}
	for _, p := range portfolioNodes(rows) {
		for _, id := range linked[p.Portfolio.ID] {
			found[id] = append(found[id], p)
		}
	}
	return found, nil
}
