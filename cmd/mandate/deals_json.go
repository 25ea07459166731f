package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/fault"
)

// jsonDeal is one line of a JSON Lines file; amounts are decimal text.
type jsonDeal struct {
	Reference        string              `json:"reference"`
	Facilities       []jsonFacility      `json:"facilities"`
	Status           assign.Status       `json:"status"`
	Owner            string              `json:"owner"`
	CreatedAt        string              `json:"createdAt"`
	Location         string              `json:"location"`
	PropertyType     assign.PropertyType `json:"propertyType"`
	Product          string              `json:"product"`
	Broker           string              `json:"broker"`
	Language         string              `json:"language"`
	Currency         string              `json:"currency"`
	ExistingRetail   string              `json:"existingRetail"`
	ExistingBusiness string              `json:"existingBusiness"`
	DiscretionBps    int                 `json:"discretionBps"`
	Grants           []jsonGrant         `json:"grants"`
}

type jsonFacility struct {
	Category assign.Category `json:"category"`
	Book     assign.Book     `json:"book"`
	Amount   string          `json:"amount"`
}

// jsonGrant is an approval; amounts left out are the deal's own.
type jsonGrant struct {
	Approver           string `json:"approver"`
	At                 string `json:"at"`
	LoanAmount         string `json:"loanAmount"`
	MortgageSecured    string `json:"mortgageSecured"`
	NonMortgageSecured string `json:"nonMortgageSecured"`
	BridgeSecured      string `json:"bridgeSecured"`
	TotalConnection    string `json:"totalConnection"`
	DiscretionBps      *int   `json:"discretionBps"`
}

// longestLine bounds a line of JSON: fifty facilities and fifty approvals fit.
const longestLine = 1 << 20

func (r *importRun) jsonLines(in io.Reader) dealSource {
	lines, number := bufio.NewScanner(in), 0
	lines.Buffer(make([]byte, 64<<10), longestLine)
	return func() (dealRow, error) {
		for lines.Scan() {
			number++
			if text := bytes.TrimSpace(lines.Bytes()); len(text) > 0 {
				deal, err := r.jsonRow(text)
				return dealRow{number, deal, err}, nil
			}
		}
		if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
			return dealRow{}, fault.New(fault.TooLarge, fault.CodeTooLarge, "Line %d is longer than %d bytes.", number+1, longestLine)
		} else if err != nil {
			return dealRow{}, err
		}
		return dealRow{}, io.EOF
	}
}

func (r *importRun) jsonRow(text []byte) (desk.ImportedDeal, error) {
	var j jsonDeal
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&j); err != nil {
		return desk.ImportedDeal{Submission: desk.Submission{Reference: j.Reference}}, fault.New(fault.Invalid, fault.CodeInvalid, "The line is no deal: %v.", err)
	}
	d := desk.ImportedDeal{Submission: desk.Submission{Reference: j.Reference, Currency: j.Currency, ExistingRetail: j.ExistingRetail,
		ExistingBusiness: j.ExistingBusiness, DiscretionBps: j.DiscretionBps, Location: j.Location, PropertyType: j.PropertyType,
		Language: j.Language, Product: j.Product, Broker: j.Broker}, Status: j.Status}
	for _, f := range j.Facilities {
		d.Facilities = append(d.Facilities, desk.FacilityText{Category: f.Category, Book: f.Book, Amount: f.Amount})
	}
	for _, g := range j.Grants {
		grant, err := r.jsonGrant(g)
		if err != nil {
			return d, err
		}
		d.Grants = append(d.Grants, grant)
	}
	return d, r.ownerAndTime(&d, j.Owner, j.CreatedAt)
}

func (r *importRun) jsonGrant(g jsonGrant) (out desk.ImportedGrant, err error) {
	out = desk.ImportedGrant{LoanAmount: g.LoanAmount, MortgageSecured: g.MortgageSecured, NonMortgageSecured: g.NonMortgageSecured,
		BridgeSecured: g.BridgeSecured, TotalConnection: g.TotalConnection, DiscretionBps: g.DiscretionBps}
	if out.Approver, err = r.person("grants", g.Approver); err != nil {
		return out, err
	}
	out.At, err = r.instant("grants", g.At)
	return out, err
}
