package assign_test

import (
	"encoding/binary"
	"math/rand/v2"
	"time"

	"mandate/assign"
	"mandate/ident"
)

// crowd draws offices and deals of a lender's proportions from one seed.
type crowd struct {
	*rand.Rand
	odd bool // every limit its own amount, as no lender has it
}

func newCrowd(seed uint64) crowd { return crowd{Rand: rand.New(rand.NewPCG(seed, 7))} }

func numbered(kind byte, n int) ident.ID {
	i := ident.ID{0: kind}
	binary.BigEndian.PutUint32(i[2:], uint32(n))
	return i
}

// provinces are in the order of their share of deals.
func provinces() []string {
	return []string{"ON", "QC", "BC", "AB", "MB", "SK", "NS", "NB", "NL", "PE", "YT", "NT", "NU"}
}

// oftenFirst draws below n, small numbers more often.
func (c crowd) oftenFirst(n int) int { return min(c.IntN(n), c.IntN(n)) }

func (c crowd) chance(percent int) bool { return c.IntN(100) < percent }

func some[T any](c crowd, percent, most int, draw func() T) []T {
	if !c.chance(percent) {
		return nil
	}
	var set []T
	for range 1 + c.IntN(most) {
		set = append(set, draw())
	}
	return set
}

func (c crowd) amount() int64 {
	if c.odd {
		return c.Int64N(1_500_000_00)
	}
	return 125_000_00 * int64(1+c.IntN(12))
}

func (c crowd) property() assign.PropertyType {
	all := assign.PropertyType("").Values()[1:]
	return assign.PropertyType(all[c.oftenFirst(len(all))])
}

func (c crowd) location() string { return provinces()[c.oftenFirst(len(provinces()))] }

func (c crowd) language() string { return []string{"en", "en", "fr", "zh"}[c.IntN(4)] }

// person has room for so many deals; 1 in 20 takes none, and 1 in 12 is away.
func (c crowd) person(n, capacity int) assign.Candidate {
	p := assign.Candidate{
		ID: numbered('u', n), Active: !c.chance(2),
		Preferences: assign.Preferences{
			AutoAssign:    !c.chance(3),
			Locations:     some(c, 50, 4, c.location),
			PropertyTypes: some(c, 20, 3, c.property),
			Products:      some(c, 30, 5, func() ident.ID { return numbered('p', c.oftenFirst(20)) }),
			Brokers:       some(c, 10, 8, func() ident.ID { return numbered('b', c.oftenFirst(200)) }),
			Languages:     some(c, 60, 2, c.language),
		},
		Limits: assign.Limits{
			MaxCapacity: assign.Maximum{N: capacity, Set: !c.chance(5)}, MaxDiscretionBps: assign.MaximumOf(5 * c.IntN(6)),
			LoanAmount: assign.LimitOf(c.amount()), MortgageSecured: assign.LimitOf(c.amount()), NonMortgageSecured: assign.LimitOf(c.amount()),
			BridgeSecured: assign.LimitOf(c.amount()), TotalConnection: assign.LimitOf(2 * c.amount()),
		},
		Absent: c.chance(8),
	}
	if p.Absent && !c.chance(5) {
		p.StandIn = numbered('u', max(n-1-c.IntN(5), 0))
	}
	return p
}

func (c crowd) people(n, capacity int) []assign.Candidate {
	all := make([]assign.Candidate, n)
	for i := range all {
		all[i] = c.person(i, capacity)
	}
	return all
}

func (c crowd) deal(n int) assign.Deal {
	loan, other := c.Int64N(900_000_00), c.Int64N(300_000_00)
	return assign.Deal{
		ID: numbered('d', n), CreatedAt: noon.Add(time.Duration(c.IntN(1000)) * time.Second), Status: assign.StatusNew,
		Location: c.location(), PropertyType: c.property(), Product: numbered('p', c.oftenFirst(20)),
		Broker: numbered('b', c.oftenFirst(200)), BrokerVerified: !c.chance(1), Language: c.language(),
		Figures: assign.Figures{
			Currency: "CAD", Loan: loan, Mortgage: loan / 2, NonMortgage: loan / 4, Bridge: loan / 4,
			Retail: loan, Business: other, Connection: loan + other, DiscretionBps: 5 * c.oftenFirst(6),
		},
	}
}

func (c crowd) deals(n int) []assign.Deal {
	all := make([]assign.Deal, n)
	for i := range all {
		all[i] = c.deal(i)
	}
	return all
}

func (c crowd) settings() assign.Settings {
	s := company()
	s.OverLimitFallback = c.chance(50)
	if c.chance(50) {
		s.LimitsView = assign.ViewExpanded
	}
	return s
}
