package graph

import (
	"context"

	"mandate/fault"
	"mandate/graph/gql"
	"mandate/graph/model"
)

// companyWarnings flags what set-up has left open (section 2).
func (s *Server) companyWarnings(ctx context.Context, c *model.CompanySettings) []*gql.Warning {
	var open []fault.Code
	if c.CompanyPhone == "" {
		open = append(open, fault.WarnCompanyPhone)
	}
	return s.warnings(ctx, open)
}
