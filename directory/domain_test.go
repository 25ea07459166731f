package directory_test

import (
	"context"
	"encoding/binary"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/domain"
	"mandate/fault"
	"mandate/ident"
	"mandate/store"
)

// nameServer answers TXT questions on loopback (RFC 1035).
type nameServer struct {
	address string
	mu      sync.Mutex
	records map[string][]string
}

func newNameServer(t *testing.T) *nameServer {
	t.Helper()
	l, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	s := &nameServer{address: l.LocalAddr().String(), records: map[string][]string{}}
	go func() {
		b := make([]byte, 1500)
		for {
			n, from, err := l.ReadFrom(b)
			if err != nil {
				return
			}
			_, _ = l.WriteTo(s.answer(b[:n]), from)
		}
	}()
	return s
}

func (s *nameServer) set(name string, values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.records[name] = values
}

func (s *nameServer) answer(question []byte) []byte {
	var labels []string
	at := 12
	for question[at] != 0 {
		labels = append(labels, string(question[at+1:at+1+int(question[at])]))
		at += 1 + int(question[at])
	}
	s.mu.Lock()
	values := s.records[strings.ToLower(strings.Join(labels, "."))]
	s.mu.Unlock()
	code := byte(0)
	if len(values) == 0 {
		code = 3 // no such name
	}
	out := slices.Concat(question[:2], []byte{0x84, code, 0, 1, 0, byte(len(values)), 0, 0, 0, 0}, question[12:at+5])
	for _, v := range values {
		out = append(out, 0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 0)
		out = binary.BigEndian.AppendUint16(out, uint16(len(v)+1))
		out = append(append(out, byte(len(v))), v...)
	}
	return out
}

func (h *house) domain(id ident.ID) *db.Domain {
	h.t.Helper()
	var row *db.Domain
	h.read(func(ctx context.Context, c *db.Client) {
		var err error
		row, err = c.Domain.Query().Where(domain.ID(id)).Only(ctx)
		h.no(err)
	})
	return row
}

func TestDomainsAreProvenByTheirRecord(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		dns := newNameServer(t)
		h.d.TXT = directory.Resolver(dns.address)
		admin := h.person("admin@acme.test", directory.AdministratorRole)
		id, err := h.d.AddDomain(h.system(), " Lender.TEST. ", ident.ID{})
		h.no(err)
		name, value := directory.DomainRecord(h.domain(id))
		if name != "_mandate-challenge.lender.test" || !strings.HasPrefix(value, "mandate-domain-verification=") || len(value) != 60 {
			t.Fatalf("record %s %s", name, value)
		}
		for _, wrong := range [][]string{nil, {"v=spf1"}, {strings.ToUpper(value)}, {value + "x"}, {" " + value}} {
			dns.set(name, wrong...)
			h.refused(h.d.ProveDomain(h.system(), id), fault.Conflict, directory.CodeRecordMissing)
		}
		dns.set("lender.test", value) // at the wrong place
		h.refused(h.d.ProveDomain(h.system(), id), fault.Conflict, directory.CodeRecordMissing)
		dns.set(name, "v=spf1", value)
		h.no(h.d.ProveDomain(h.system(), id))
		h.no(h.d.ProveDomain(h.system(), id))
		h.wantHistory(id, "DOMAIN_ADDED", "DOMAIN_VERIFIED")
		if row := h.domain(id); row.VerifiedAt == nil || row.VerifiedBy != "DNS" {
			t.Errorf("row %+v", row)
		}
		if got := h.notices(admin); !slices.Contains(got, "DOMAIN_VERIFIED") {
			t.Errorf("notices %v", got)
		}
		_, err = h.d.AddDomain(h.system(), "lender.test", ident.ID{})
		h.refused(err, fault.Conflict, fault.CodeTaken)
	})
}

func TestNamesThatAreNoDomain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		for _, name := range []string{"", "test", "lender", "-a.test", "a..test", "lendеr.test", "a b.test", "*.lender.test", "a/../b.test", strings.Repeat("a", 64) + ".test"} {
			_, err := h.d.AddDomain(h.system(), name, ident.ID{})
			h.refused(err, fault.Invalid, fault.CodeInvalid)
		}
		_, err := h.d.AddDomain(h.system(), "a.test", h.d.Store.NewID())
		h.refused(err, fault.NotFound, fault.CodeNotFound)
		h.refused(h.d.ProveDomain(h.system(), h.d.Store.NewID()), fault.NotFound, fault.CodeNotFound)
		id, err := h.d.AddDomain(h.system(), "a.test", ident.ID{})
		h.no(err)
		h.refused(h.d.ProveDomain(newHouse(t, h.d.Store, "other").system(), id), fault.NotFound, fault.CodeNotFound)
		h.d.TXT = directory.Resolver("127.0.0.1:1")
		h.refused(h.d.ProveDomain(h.system(), id), fault.Unavailable, fault.CodeUnavailable)
	})
}

// TestADomainThatChangesHands moves only when the former tenant's record is gone; from
// then on an address in it names nobody there for the first time.
func TestADomainThatChangesHands(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		dns := newNameServer(t)
		h.d.TXT = directory.Resolver(dns.address)
		buyer := newHouse(t, h.d.Store, "buyer")
		buyer.d.TXT = h.d.TXT
		seller := h.person("admin@acme.test", directory.AdministratorRole)
		admin := buyer.person("admin@buyer.test", directory.AdministratorRole)
		old, err := h.d.AddDomain(h.system(), "sold.test", ident.ID{})
		h.no(err)
		name, theirs := directory.DomainRecord(h.domain(old))
		dns.set(name, theirs)
		h.no(h.d.ProveDomain(h.system(), old))
		conn := h.idp("Okta")
		h.provisioned("ann@sold.test")
		fresh, err := buyer.d.AddDomain(buyer.system(), "sold.test", ident.ID{})
		h.no(err)
		_, ours := directory.DomainRecord(buyer.domain(fresh))
		if ours == theirs {
			t.Fatal("one challenge for two tenants")
		}
		dns.set(name, theirs, ours)
		h.refused(buyer.d.ProveDomain(buyer.system(), fresh), fault.Conflict, fault.CodeTaken)
		dns.set(name, ours)
		h.no(buyer.d.ProveDomain(buyer.system(), fresh))
		if got, err := h.d.Store.DomainTenant(t.Context(), "sold.test"); err != nil || got.ID != buyer.tenant {
			t.Errorf("domain of %v, %v", got, err)
		}
		if row := h.domain(old); row.VerifiedAt != nil || row.LostAt == nil {
			t.Errorf("former row %+v", row)
		}
		if a, b := h.notices(seller), buyer.notices(admin); !slices.Contains(a, "DOMAIN_MOVED") || !slices.Contains(b, "DOMAIN_VERIFIED") {
			t.Errorf("told %v and %v", a, b)
		}
		in := h.start(conn, "one")
		in.Subject, in.Email = "s-ann", "ann@sold.test"
		_, err = h.d.SignIn(h.system(), in)
		h.refused(err, fault.Unauthenticated, directory.RefusedUnprovenDomain)
	})
}

// TestWhatTheOperatorSaidStays: no record moves a domain that the operator gave.
func TestWhatTheOperatorSaidStays(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		dns := newNameServer(t)
		thief := newHouse(t, h.d.Store, "thief")
		thief.d.TXT = directory.Resolver(dns.address)
		h.no(h.d.VerifyDomain(h.system(), "given.test", ident.ID{}))
		id, err := thief.d.AddDomain(thief.system(), "given.test", ident.ID{})
		h.no(err)
		name, value := directory.DomainRecord(thief.domain(id))
		dns.set(name, value)
		h.refused(thief.d.ProveDomain(thief.system(), id), fault.Conflict, fault.CodeTaken)
	})
}

func TestDomainsAreCheckedAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, h *house) {
		dns := newNameServer(t)
		h.d.TXT = directory.Resolver(dns.address)
		admin := h.person("admin@acme.test", directory.AdministratorRole)
		id, err := h.d.AddDomain(h.system(), "lender.test", ident.ID{})
		h.no(err)
		h.no(h.d.RecheckDomains(h.system()))
		name, value := directory.DomainRecord(h.domain(id))
		dns.set(name, value)
		h.no(h.d.RecheckDomains(h.system()))
		if h.domain(id).VerifiedAt == nil {
			t.Fatal("a record that came is not seen")
		}
		age := func() {
			h.write(func(ctx context.Context, tx *store.Tx) error {
				return tx.Client.Domain.Update().SetCheckedAt(tx.Now.Add(-25 * time.Hour)).Exec(ctx)
			})
		}
		dns.set(name)
		for range 2 {
			age()
			h.no(h.d.RecheckDomains(h.system()))
		}
		if row := h.domain(id); row.VerifiedAt == nil || row.LostAt == nil {
			t.Errorf("row %+v", row)
		}
		told := slices.DeleteFunc(h.notices(admin), func(s string) bool { return s != "DOMAIN_RECORD_GONE" })
		if len(told) != 1 {
			t.Errorf("told %d times", len(told))
		}
		dns.set(name, value)
		age()
		h.no(h.d.RecheckDomains(h.system()))
		if h.domain(id).LostAt != nil {
			t.Error("a record that came back is still missed")
		}
	})
}
