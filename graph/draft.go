package graph

import (
	"context"
	"strconv"

	"mandate/assign"
	"mandate/ent/db"
	entdeal "mandate/ent/db/deal"
	entfacility "mandate/ent/db/facility"
	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
	"mandate/ident"
)

// explainedDeal is Query.assignmentExplanation: of a deal, or of one that is only thought of.
func (s *Server) explainedDeal(ctx context.Context, text *string, draft *gql.DealDraftInput) (*model.AssignmentExplanation, error) {
	if (text == nil) == (draft == nil) {
		return nil, fault.New(fault.Invalid, fault.CodeRequired, "Give a deal or a draft, one of the two.").On("dealId")
	}
	if draft != nil {
		d, err := s.draftDeal(ctx, draft)
		if err != nil {
			return nil, err
		}
		return s.explanation(ctx, d)
	}
	found, err := one(ctx, ident.Deal, *text, dealsByID)
	if err != nil || found == nil {
		return nil, err
	}
	return s.explanation(ctx, found)
}

const mostFacilities = 50

// draftDeal makes a deal that waits and that no database knows.
func (s *Server) draftDeal(ctx context.Context, in *gql.DealDraftInput) (*model.Deal, error) {
	company, err := companyOf(ctx)
	if err != nil {
		return nil, err
	}
	row := &db.Deal{ID: s.Store.NewID(), Status: entdeal.StatusNEW, Open: true, Currency: company.settings.Currency, DiscretionBps: in.DiscretionBps}
	if v, ok := value(in.Currency); ok {
		row.Currency = v
	}
	row.Location, _ = value(in.Location)
	row.Language, _ = value(in.Language)
	if v, ok := value(in.PropertyType); ok {
		row.PropertyType = string(v)
	}
	for _, step := range []func(context.Context, *db.Deal, *gql.DealDraftInput) error{draftMoney, draftCatalogue, draftBounds} {
		if err := step(ctx, row, in); err != nil {
			return nil, err
		}
	}
	return model.Draft(row), nil
}

func draftBounds(_ context.Context, row *db.Deal, in *gql.DealDraftInput) error {
	switch {
	case in.DiscretionBps < 0 || in.DiscretionBps > mostDiscretion:
		return fault.New(fault.Invalid, fault.CodeInvalid, "The discretion lies between 0 and %d basis points.", mostDiscretion).On("draft", "discretionBps")
	case row.PropertyType == string(assign.PropertyAll):
		return fault.New(fault.Invalid, fault.CodeInvalid, "A deal has one kind of property; ALL is for preferences.").On("draft", "propertyType")
	case len(in.Facilities) > mostFacilities:
		return fault.New(fault.Invalid, fault.CodeInvalid, "A deal has at most %d facilities.", mostFacilities).On("draft", "facilities")
	}
	return nil
}

func draftMoney(_ context.Context, row *db.Deal, in *gql.DealDraftInput) error {
	amount := func(text string, field ...string) (int64, error) {
		money, err := assign.ParseMoney(text, row.Currency)
		if err != nil {
			return 0, fault.As(err).On(append([]string{"draft"}, field...)...)
		}
		return money.Amount, nil
	}
	var err error
	if v, ok := value(in.ExistingRetail); ok {
		if row.ExistingRetail, err = amount(v, "existingRetail"); err != nil {
			return err
		}
	}
	if v, ok := value(in.ExistingBusiness); ok {
		if row.ExistingBusiness, err = amount(v, "existingBusiness"); err != nil {
			return err
		}
	}
	for i, f := range in.Facilities {
		minor, err := amount(f.Amount, "facilities", strconv.Itoa(i), "amount")
		if err != nil {
			return err
		}
		row.Edges.Facilities = append(row.Edges.Facilities, &db.Facility{Category: entfacility.Category(f.Category), Book: entfacility.Book(f.Book), Amount: minor})
	}
	return nil
}

func draftCatalogue(ctx context.Context, row *db.Deal, in *gql.DealDraftInput) error {
	if id, err := optionalID(ident.Product, in.ProductID, "productId"); err != nil {
		return err
	} else if !id.IsZero() {
		row.ProductID = &id
	}
	if id, err := optionalID(ident.Broker, in.BrokerID, "brokerId"); err != nil {
		return err
	} else if !id.IsZero() {
		row.BrokerID = &id
	}
	return nil
}
