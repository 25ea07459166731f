package desk

import (
	"context"
	"fmt"
	"math/bits"
	"strings"

	"mandate/actor"
	"mandate/assign"
	"mandate/ent/db"
	"mandate/ent/db/deal"
	"mandate/fault"
	"mandate/ident"
)

// reference is the LOS's own name of a deal, as it is kept.
func reference(in Submission) string { return strings.TrimSpace(in.Reference) }

// taken is a deal that a reference stands for already.
type taken struct {
	id      ident.ID
	figures assign.Figures
}

// references are the answers to "is there such a deal" within one transaction: its lock
// on the tenant keeps them true.
type references struct {
	tx    *db.Client
	known map[string]taken // the zero id: there is none
}

// mostAnnounced bounds how many references one statement looks for.
const mostAnnounced = 64

// announce tells that a submission is on its way, so that the first of a batch looks
// for the references of all in one statement. The caller runs what it gives when the
// submission is over.
func (d *Desk) announce(ctx context.Context, reference string) (over func()) {
	a, _ := actor.From(ctx)
	key := announced{a.Tenant, reference}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.underway == nil {
		d.underway = map[announced]int{}
	}
	d.underway[key]++
	return func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		if d.underway[key]--; d.underway[key] == 0 {
			delete(d.underway, key)
		}
	}
}

// announced is a reference of a submission that is on its way.
type announced struct {
	tenant    ident.ID
	reference string
}

func (d *Desk) announcedIn(tenant ident.ID, first string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	list := []string{first}
	for key := range d.underway {
		if key.tenant == tenant && key.reference != first && len(list) < mostAnnounced {
			list = append(list, key.reference)
		}
	}
	return list
}

// same finds the deal of a known reference; the zero id: it is new.
func (s *sitting) same(ctx context.Context, a application) (ident.ID, error) {
	s.freshReferences()
	if _, asked := s.references.known[a.reference]; !asked {
		if err := s.look(ctx, s.desk.announcedIn(s.tx.Actor.Tenant, a.reference)); err != nil {
			return ident.ID{}, fmt.Errorf("look for the reference: %w", err)
		}
	}
	switch there := s.references.known[a.reference]; {
	case there.id.IsZero() || there.figures == a.Figures:
		return there.id, nil
	}
	return ident.ID{}, dealExists(a.reference)
}

func dealExists(reference string) *fault.Fault {
	return fault.New(fault.Conflict, fault.CodeDealExists, "A deal with this reference has other figures.").On("reference").
		With("reference", reference)
}

// freshReferences forgets what another transaction was told.
func (s *sitting) freshReferences() {
	if s.references.tx != s.tx.Client {
		s.references = references{tx: s.tx.Client, known: map[string]taken{}}
	}
}

// look asks for all references in one statement, and loads the few deals that there are.
func (s *sitting) look(ctx context.Context, list []string) error {
	for _, r := range list {
		s.references.known[r] = taken{}
	}
	ids, err := s.withReferences(ctx, list)
	if err != nil || len(ids) == 0 {
		return err
	}
	rows, err := s.tx.Client.Deal.Query().Where(deal.IDIn(ids...)).WithFacilities().All(ctx)
	if err != nil {
		return err
	}
	for _, row := range rows {
		figures, err := FiguresOf(row)
		if err != nil {
			return err
		}
		s.references.known[row.Reference] = taken{row.ID, figures}
	}
	return nil
}

const oneReference = "SELECT id FROM deals WHERE tenant_id = $1 AND reference = "

// withReferences is a union of look-ups by the whole unique key: of a list of
// references a server that has no statistics yet makes a walk over all of the tenant's
// deals, and keeps to it. The list is filled up to a power of two with references that
// no deal has, so that few texts are prepared. While deals are few a walk over them is
// the better plan; the text tells how far the tenant has grown, so that the server
// plans anew whenever that has doubled, and not only once somebody counts its rows.
func (s *sitting) withReferences(ctx context.Context, list []string) ([]ident.ID, error) {
	for len(list)&(len(list)-1) != 0 {
		list = append(list, "")
	}
	var text strings.Builder
	fmt.Fprintf(&text, "/* grown %d */ ", bits.Len64(uint64(s.tx.Position+s.taken)))
	args := []any{s.tx.Actor.Tenant}
	for i, r := range list {
		if i > 0 {
			text.WriteString(" UNION ALL ")
		}
		args = append(args, r)
		fmt.Fprintf(&text, "%s$%d", oneReference, len(args))
	}
	rows, err := s.tx.Client.QueryContext(ctx, text.String(), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var ids []ident.ID
	for rows.Next() {
		var id ident.ID
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}

// took answers for a deal that this transaction has taken in.
func (s *sitting) took(a application) {
	s.taken++
	s.references.known[a.reference] = taken{a.ID, a.Figures}
}
