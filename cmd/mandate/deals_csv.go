package main

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/fault"
	"mandate/ident"
)

// dealColumns are the columns of a CSV file of deals; reference and facilities have to
// be there.
func dealColumns() []string {
	return []string{"reference", "facilities", "status", "owner", "createdAt", "location", "propertyType", "product", "broker", "language",
		"currency", "existingRetail", "existingBusiness", "discretionBps", "approvedBy", "approvedAt"}
}

func (r *importRun) csvRows(in io.Reader) (dealSource, error) {
	s, err := newSheet(in, dealColumns(), "reference", "facilities")
	if err != nil {
		return nil, err
	}
	return func() (dealRow, error) {
		l, err := s.next()
		row := dealRow{line: l.number}
		var parse *csv.ParseError
		switch {
		case errors.As(err, &parse):
			row.err = fault.New(fault.Invalid, fault.CodeInvalid, "The row is no CSV of this file: %v.", parse.Err)
		case err != nil:
			return row, err
		default:
			row.deal, row.err = r.csvDeal(l)
		}
		return row, nil
	}, nil
}

func (r *importRun) csvDeal(l line) (desk.ImportedDeal, error) {
	d := desk.ImportedDeal{Submission: desk.Submission{Reference: l.get("reference"), Currency: l.get("currency"), ExistingRetail: l.get("existingRetail"),
		ExistingBusiness: l.get("existingBusiness"), Location: l.get("location"), PropertyType: assign.PropertyType(l.get("propertyType")),
		Language: l.get("language"), Product: l.get("product"), Broker: l.get("broker")}, Status: assign.Status(l.get("status"))}
	var err error
	if d.Facilities, err = parseFacilities(l.get("facilities")); err != nil {
		return d, err
	}
	if text := l.get("discretionBps"); text != "" {
		if d.DiscretionBps, err = strconv.Atoi(text); err != nil {
			return d, wrong("discretionBps", "%q is no whole number.", text)
		}
	}
	if err := r.ownerAndTime(&d, l.get("owner"), l.get("createdAt")); err != nil {
		return d, err
	}
	if l.get("approvedBy") == "" && l.get("approvedAt") == "" {
		return d, nil
	}
	grant := desk.ImportedGrant{}
	if grant.Approver, err = r.person("approvedBy", l.get("approvedBy")); err != nil {
		return d, err
	}
	grant.At, err = r.instant("approvedAt", l.get("approvedAt"))
	d.Grants = []desk.ImportedGrant{grant}
	return d, err
}

// parseFacilities reads "MORTGAGE 410000.00; UNSECURED BUSINESS 40000.00".
func parseFacilities(text string) ([]desk.FacilityText, error) {
	var list []desk.FacilityText
	for part := range strings.SplitSeq(text, ";") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		f := desk.FacilityText{Category: assign.Category(words[0]), Amount: words[len(words)-1]}
		switch len(words) {
		case 2:
		case 3:
			f.Book = assign.Book(words[1])
		default:
			return nil, wrong("facilities", "A facility is written as MORTGAGE 410000.00 or MORTGAGE BUSINESS 410000.00.")
		}
		if !slices.Contains(f.Category.Values(), words[0]) {
			return nil, wrong("facilities", "There is no category %q.", words[0])
		}
		list = append(list, f)
	}
	return list, nil
}

func (r *importRun) ownerAndTime(d *desk.ImportedDeal, owner, created string) (err error) {
	if d.Owner, err = r.person("owner", owner); err != nil {
		return err
	}
	d.CreatedAt, err = r.instant("createdAt", created)
	return err
}

// person finds somebody by user name or address; nobody for an empty text.
func (r *importRun) person(field, text string) (ident.ID, error) {
	if text == "" {
		return ident.ID{}, nil
	}
	id, err := r.logins.find(text)
	if err != nil {
		return id, fault.As(err).On(field)
	}
	return id, nil
}

// instant reads a time of RFC 3339, or a date: its first instant in the company's zone.
func (r *importRun) instant(field, text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	at, err := time.ParseInLocation(time.DateOnly, text, r.zone)
	if err != nil {
		return at, wrong(field, "%q is neither a time such as 2026-03-01T09:30:00Z nor a date such as 2026-03-01.", text)
	}
	return at, nil
}
