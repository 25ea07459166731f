package desk

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"entgo.io/ent/dialect/sql"

	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/ent/db/predicate"
	"mandate/ent/db/user"
	"mandate/ident"
)

// ProductionBy is what a production report counts by.
type ProductionBy string

// What there is to count by.
const (
	ByPerson  ProductionBy = "PERSON" // the owner
	ByTeam    ProductionBy = "TEAM"   // the owner's direct manager now
	ByProduct ProductionBy = "PRODUCT"
	ByStatus  ProductionBy = "STATUS" // now
	ByPeriod  ProductionBy = "PERIOD" // the months of Months
)

// ProductionQuery asks for deals that arrived from From on and before To.
type ProductionQuery struct {
	By       ProductionBy
	From, To time.Time
	Months   []time.Time // first instants after From, rising; of ByPeriod
	Currency string      // amounts in another one are left out
	Where    predicate.Deal
}

// ProductionRow is one line: Key names a person or product by id; zero: none.
type ProductionRow struct {
	Key                 ident.ID
	Status              assign.Status // of ByStatus
	Month               int           // place in the range, of ByPeriod
	Deals, Funded, Lost int
	Amount, FundedSum   int64 // minor units of Currency
	Other               int   // deals in another currency
}

// Production adds up deals by one statement.
func (d *Desk) Production(ctx context.Context, c *db.Client, q ProductionQuery) ([]ProductionRow, error) {
	var rows []struct {
		ID                         *ident.ID `json:"line"`
		Word                       string    `json:"word"`
		Deals, Funded, Lost, Other int
		Amount                     int64 `json:"amount"`
		FundedSum                  int64 `json:"funded_sum"`
	}
	err := c.Deal.Query().Where(deal.SubmittedAtGTE(q.From), deal.SubmittedAtLT(q.To), q.Where).Modify(q.shape).Scan(ctx, &rows)
	if err != nil {
		return nil, fmt.Errorf("add up production: %w", err)
	}
	out := make([]ProductionRow, len(rows))
	for i, r := range rows {
		out[i] = ProductionRow{Deals: r.Deals, Funded: r.Funded, Lost: r.Lost, Other: r.Other, Amount: r.Amount, FundedSum: r.FundedSum}
		if r.ID != nil {
			out[i].Key = *r.ID
		}
		switch q.By {
		case ByStatus:
			out[i].Status = assign.Status(r.Word)
		case ByPeriod:
			if out[i].Month, err = strconv.Atoi(r.Word); err != nil {
				return nil, fmt.Errorf("read month: %w", err)
			}
		}
	}
	return out, nil
}

// shape selects and groups.
func (q ProductionQuery) shape(s *sql.Selector) {
	id, word := q.key(s)
	status, amount := s.C(deal.FieldStatus), s.C(deal.FieldLoanAmount)
	ours := s.C(deal.FieldCurrency) + " = '" + q.Currency + "'" // ISO 4217, checked when it was set
	sum := func(when, what, name string) sql.Querier {
		return sql.Expr("CAST(COALESCE(SUM(CASE WHEN " + when + " THEN " + what + " ELSE 0 END), 0) AS BIGINT) AS " + name)
	}
	s.Select()
	s.AppendSelectExprAs(id, "line").AppendSelectExprAs(word, "word")
	s.AppendSelectExpr(sql.Expr("COUNT(*) AS deals"), sum(status+" = 'FUNDED'", "1", "funded"), sum(status+" IN ('DECLINED', 'CANCELLED')", "1", "lost"),
		sum(ours, amount, "amount"), sum(ours+" AND "+status+" = 'FUNDED'", amount, "funded_sum"), sum("NOT "+ours, "1", "other"))
	s.GroupBy("line", "word") // by name: an expression with arguments can't be repeated
}

// key is what a line is known by: an id, or a word.
func (q ProductionQuery) key(s *sql.Selector) (id, word sql.Querier) {
	id, word = sql.Expr("NULL"), sql.Expr("''")
	switch q.By {
	case ByPerson:
		id = sql.Expr(s.C(deal.FieldOwnerID))
	case ByProduct:
		id = sql.Expr(s.C(deal.FieldProductID))
	case ByTeam:
		u := sql.Table(user.Table)
		s.LeftJoin(u).On(s.C(deal.FieldOwnerID), u.C(user.FieldID))
		id = sql.Expr(u.C(user.FieldManagerID))
	case ByStatus:
		word = sql.Expr(s.C(deal.FieldStatus))
	case ByPeriod:
		word = q.month(s)
	}
	return id, word
}

// month is the place of a deal's month among Months, as text.
func (q ProductionQuery) month(s *sql.Selector) sql.Querier {
	if len(q.Months) == 0 { // a CASE without a WHEN is no SQL
		return sql.Expr("'0'")
	}
	return sql.ExprFunc(func(b *sql.Builder) {
		b.WriteString("CASE ")
		for i, until := range q.Months {
			b.WriteString("WHEN " + s.C(deal.FieldSubmittedAt) + " < ").Arg(until).WriteString(" THEN '" + strconv.Itoa(i) + "' ")
		}
		b.WriteString("ELSE '" + strconv.Itoa(len(q.Months)) + "' END")
	})
}
