package main

import (
	"context"
	crypto "crypto/rand"
	"fmt"
	"math/rand/v2"
	"strings"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"unicode"

	"mandate/assign"
	"mandate/assign/desk"
	"mandate/directory"
	"mandate/directory/mail"
	"mandate/ident"
)

// seeder fills the demo company through the operations that everybody uses. The same
// numbers give the same company.
type seeder struct {
	*house
	clock         *demoClock
	people, deals int

	roles    map[string]ident.ID
	managers []ident.ID
	team     []ident.ID // underwriters and approvers, in their order
}

func (s *seeder) seed(ctx context.Context) error {
	for _, step := range []func(context.Context) error{s.settings, s.catalogue, s.findRoles, s.leaders, s.staff,
		s.customers, s.absences, s.applications, s.lingering, s.progress, s.handwork, s.approvals, s.webhooks, s.jobsOfTheDay, s.signIns} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (s *seeder) settings(ctx context.Context) error {
	release := assign.LeaverRelease
	if err := s.directory.UpdateSettings(ctx, 0, directory.SettingsUpdate{LeaverDeals: &release}); err != nil {
		return err
	}
	_, err := s.directory.CreateDirectory(ctx, "Okta")
	return err
}

func (s *seeder) catalogue(ctx context.Context) error {
	var products []desk.ProductUpsert
	for _, p := range demoProducts {
		products = append(products, desk.ProductUpsert{Reference: p.reference, Name: p.name, Locations: p.locations})
	}
	if _, err := s.desk.UpsertProducts(ctx, products); err != nil {
		return err
	}
	var brokers []desk.BrokerUpsert
	for _, b := range demoBrokers {
		brokers = append(brokers, desk.BrokerUpsert{Reference: b.reference, Name: b.name, Verified: b.verified})
	}
	_, err := s.desk.UpsertBrokers(ctx, brokers)
	return err
}

func (s *seeder) findRoles(ctx context.Context) error {
	s.roles = map[string]ident.ID{}
	for _, name := range []string{"administrator", "underwriter", "team-manager", "approver", "auditor"} {
		id, err := s.directory.RoleID(ctx, name)
		if err != nil {
			return fmt.Errorf("role %s: %w", name, err)
		}
		s.roles[name] = id
	}
	return nil
}

// firstLeader is the number of the first team manager's name.
var firstLeader = 3 * len(givenNames)

// staffNumber is that of somebody else's: the numbers before and after those of the leaders.
func staffNumber(i, leaders int) int {
	if i < firstLeader {
		return i
	}
	return i + leaders
}

// leaders are the administrator and, for every twelve people, a team manager.
func (s *seeder) leaders(ctx context.Context) error {
	_, _, err := s.directory.Create(ctx, directory.NewPerson{FirstName: "Morgan", LastName: "Reyes", Email: demoAdmin, Roles: []ident.ID{s.roles["administrator"]}})
	if err != nil {
		return err
	}
	for i := range max(s.people/12, 1) {
		p := s.person(firstLeader+i, "team-manager")
		id, _, err := s.directory.Create(ctx, p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Email, err)
		}
		s.managers = append(s.managers, id)
		if err := s.authority(ctx, id, rand.New(rand.NewPCG(uint64(i), 7)), 2_000_000, 0); err != nil {
			return err
		}
	}
	return nil
}

// staff are everybody else: underwriters, some of them approvers, and two auditors.
func (s *seeder) staff(ctx context.Context) error {
	n := s.people - len(s.managers) - 1
	s.team = make([]ident.ID, n)
	return inParallel(n, func(i int) error {
		role := "underwriter"
		switch {
		case i > 0 && i%9 == 0:
			role = "approver"
		case i == n-1 || i == n-2:
			role = "auditor"
		}
		p := s.person(staffNumber(i, len(s.managers)), role)
		if i%17 != 5 { // a few have no manager yet
			p.Manager = s.managers[i%len(s.managers)]
		}
		id, _, err := s.directory.Create(ctx, p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Email, err)
		}
		if role == "auditor" {
			return nil
		}
		s.team[i] = id
		r := rand.New(rand.NewPCG(uint64(i), 11))
		if err := s.preferences(ctx, id, r); err != nil {
			return err
		}
		if role == "approver" { // who decides for others takes no deals
			return s.authority(ctx, id, r, 2_500_000, 0)
		}
		return s.authority(ctx, id, r, []int64{350_000, 500_000, 750_000, 1_200_000}[r.IntN(4)], 14+r.IntN(16))
	})
}

func (s *seeder) person(i int, role string) directory.NewPerson {
	first, last := givenNames[i%len(givenNames)], familyNames[(i*7+i/len(givenNames)*3)%len(familyNames)]
	if i == 0 {
		first, last = "Claire", "Tremblay"
	}
	return directory.NewPerson{FirstName: first, LastName: last, Email: address(first, last, i), Roles: []ident.ID{s.roles[role]},
		Phone: fmt.Sprintf("+1416555%04d", (1000+i)%10_000), Locale: map[bool]string{true: "fr", false: "en"}[i%5 == 2]}
}

// address folds accents away; people beyond the first bearer of a name get a number.
func address(first, last string, i int) string {
	plain := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	name, _, err := transform.String(plain, strings.ToLower(first+"."+last))
	if err != nil {
		name = fmt.Sprint("person.", i)
	}
	name = strings.ReplaceAll(name, "'", "")
	if i >= len(givenNames) {
		name += fmt.Sprint(i)
	}
	return name + "@northlake.test"
}

func (s *seeder) preferences(ctx context.Context, id ident.ID, r *rand.Rand) error {
	change := directory.PreferencesUpdate{}
	if r.IntN(3) > 0 { // two in three know their provinces
		home := pickProvince(r)
		locations := []string{home.code}
		if next := pickProvince(r); next.code != home.code {
			locations = append(locations, next.code)
		}
		change.Locations = &locations
		if home.french {
			languages := []string{"fr", "en"}
			change.Languages = &languages
		}
	}
	if r.IntN(8) == 0 {
		types := []assign.PropertyType{assign.PropertyPrimaryResidence, assign.PropertySecondHome}
		change.PropertyTypes = &types
	}
	if r.IntN(20) == 0 {
		off := false
		change.AutoAssign = &off
	}
	if change == (directory.PreferencesUpdate{}) {
		return nil
	}
	return s.directory.SetPreferences(ctx, id, 0, change)
}

// authority sets limits in dollars; capacity 0 leaves it unset.
func (s *seeder) authority(ctx context.Context, id ident.ID, r *rand.Rand, dollars int64, capacity int) error {
	loan, discretion := assign.LimitOf(dollars*100), assign.MaximumOf([]int{0, 10, 25, 50}[r.IntN(4)])
	change := directory.LimitsUpdate{LoanAmount: &loan, MaxDiscretionBps: &discretion}
	if capacity > 0 {
		most := assign.MaximumOf(capacity)
		change.MaxCapacity = &most
	}
	return s.directory.SetLimits(ctx, id, 0, change)
}

func pickProvince(r *rand.Rand) province {
	n := r.IntN(100)
	for _, p := range provinces {
		if n -= p.weight; n < 0 {
			return p
		}
	}
	return provinces[0]
}

// signIns gives the demo's people who sign in their password. It is the last step, and no
// interrupt parts it: where somebody has a password, the company is whole.
func (s *seeder) signIns(ctx context.Context) error {
	hashes := map[string]string{}
	for _, email := range []string{demoAdmin, demoUnderwriter, demoApprover} {
		hash, err := passwords().Hash(ctx, demoPassword, crypto.Reader)
		if err != nil {
			return err
		}
		hashes[email] = hash
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx = context.WithoutCancel(ctx)
	for email, hash := range hashes {
		if err := letIn(ctx, s.house, email, hash); err != nil {
			return err
		}
	}
	return (&mail.Room{Directory: s.directory}).Forgo(ctx)
}
