package graph

import (
	"context"

	"mandate/graph/model"
)

// phoneForInsurers is PR-3: the person's own, else the company's.
func phoneForInsurers(ctx context.Context, u *model.User) (string, error) {
	if u.Phone != "" {
		return u.Phone, nil
	}
	company, err := companyOf(ctx)
	if err != nil {
		return "", err
	}
	return company.settings.CompanyPhone, nil
}
