package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime/debug"
	"strings"
	"time"

	"mandate/actor"
	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/apikey"
	"mandate/ent/db/directorytoken"
	"mandate/ent/db/user"
	"mandate/fault"
	"mandate/ident"
)

type demoCommand struct {
	People int `help:"People of the demo company, 12 to 50000." default:"120"`
	Deals  int `help:"Deals of the demo company, to 1000000." default:"2000"`
}

// Validate is asked by kong. Of fewer people the company would lack somebody whom the
// demo tells of: a manager away, an approver asked.
func (d demoCommand) Validate() error {
	switch {
	case d.People < 12 || d.People > 50_000:
		return fmt.Errorf("--people=%d: the demo company has 12 to 50000 people", d.People)
	case d.Deals < 0 || d.Deals > 1_000_000:
		return fmt.Errorf("--deals=%d: the demo company has 0 to 1000000 deals", d.Deals)
	}
	return nil
}

// The demo's sign-ins. The password is no secret: demo mode serves loopback only.
const (
	demoSlug        = "demo"
	demoAdmin       = "admin@northlake.test"
	demoUnderwriter = "claire.tremblay@northlake.test"
	demoApprover    = "mateo.levesque@northlake.test"
	demoPassword    = "northlake-demo-lender"
)

// Run makes the demo company at the first start, prints where to go, and serves.
func (d demoCommand) Run(ctx context.Context, c *Config, t terminal) error {
	c.Mode = "demo"
	if err := onLoopback(c.Addr); err != nil {
		return err
	}
	if err := free(c.Addr); err != nil { // before a company is made for it
		return err
	}
	h, err := c.house(ctx)
	if err != nil {
		return err
	}
	defer h.close()
	tenant, err := d.tenant(ctx, c, h, t)
	if err != nil {
		return err
	}
	return c.serve(ctx, h, func() error {
		doors, err := freshDoors(actor.With(ctx, actor.ForSystem(tenant)), h)
		if err != nil {
			return fmt.Errorf("make the demo's credentials: %w", err)
		}
		fmt.Fprint(t.out, c.welcome(doors))
		return nil
	})
}

// tenant finds the demo company, or makes it.
func (d demoCommand) tenant(ctx context.Context, c *Config, h *house, t terminal) (ident.ID, error) {
	tenant, err := demoTenant(ctx, h)
	switch {
	case err == nil:
		return tenant, c.wholeDemo(actor.With(ctx, actor.ForSystem(tenant)), h)
	case !fault.Is(err, fault.CodeNotFound):
		return tenant, fmt.Errorf("find the demo company: %w", err)
	}
	began := time.Now()
	if tenant, err = d.make(ctx, c); err != nil {
		return tenant, c.halfDemo(ctx, err)
	}
	debug.FreeOSMemory() // what the making took is not needed to serve
	fmt.Fprintf(t.out, "Made a demo company with %d people and %d deals in %.1f s.\n", d.People, d.Deals, time.Since(began).Seconds())
	return tenant, nil
}

func onLoopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("MANDATE_ADDR: %w", err)
	}
	if ip := net.ParseIP(host); host == "localhost" || ip != nil && ip.IsLoopback() {
		return nil
	}
	return errors.New("the demo has well-known passwords and serves loopback addresses only, such as 127.0.0.1:8080")
}

// demoTenant finds the demo company.
func demoTenant(ctx context.Context, h *house) (ident.ID, error) {
	t, err := h.store.TenantBySlug(ctx, demoSlug)
	return t.ID, err
}

// wholeDemo refuses a company whose making ended too soon: nobody could sign in, since
// passwords come last.
func (c *Config) wholeDemo(ctx context.Context, h *house) error {
	return h.store.Read(ctx, func(ctx context.Context, db *db.Client) error {
		whole, err := db.User.Query().Where(user.PasswordHashNEQ("")).Exist(ctx)
		if err != nil || whole {
			return err
		}
		return c.halfDemo(ctx, errors.New("an earlier start did not finish it"))
	})
}

// halfDemo says what to do with a company that is only half made.
func (c *Config) halfDemo(ctx context.Context, why error) error {
	if ctx.Err() != nil {
		why = errors.New("interrupted")
	}
	return fmt.Errorf("the demo company is not whole: %s. %s", strings.TrimSuffix(plain(why), "."), c.whereDataLies())
}

// make makes the demo company, in a house whose clock begins four weeks ago.
func (d demoCommand) make(ctx context.Context, c *Config) (ident.ID, error) {
	clock := newDemoClock(time.Now())
	past := *c
	past.clock = clock.now
	h, err := past.house(ctx)
	if err != nil {
		return ident.ID{}, err
	}
	defer h.close()
	return d.company(ctx, h, clock)
}

func (d demoCommand) company(ctx context.Context, h *house, clock *demoClock) (ident.ID, error) {
	tenant, err := h.directory.CreateTenant(ctx, directory.NewTenant{Slug: demoSlug, Name: "Northlake Trust", Kind: "LENDER",
		Zone: "America/Toronto", Currency: "CAD", Language: "en", Phone: "+14165550100"})
	if err != nil {
		return tenant, err
	}
	ctx = actor.With(ctx, actor.ForSystem(tenant))
	s := seeder{house: h, clock: clock, people: d.People, deals: d.Deals}
	return tenant, s.seed(ctx)
}

// demoDoors are the credentials that the demo prints; new ones at every start, since
// only their hashes are kept.
type demoDoors struct{ token, key string }

func freshDoors(ctx context.Context, h *house) (demoDoors, error) {
	tokens, keys, directoryID, err := liveDoors(ctx, h)
	if err != nil {
		return demoDoors{}, err
	}
	for _, id := range tokens {
		if err := h.directory.RevokeToken(ctx, id); err != nil {
			return demoDoors{}, err
		}
	}
	for _, id := range keys {
		if err := h.directory.RevokeKey(ctx, id); err != nil {
			return demoDoors{}, err
		}
	}
	token, err := h.directory.IssueToken(ctx, directoryID, time.Time{})
	if err != nil {
		return demoDoors{}, err
	}
	key, err := h.directory.CreateKey(ctx, directory.NewKey{Name: "demo", Role: "administrator"})
	return demoDoors{token: token.Text, key: key.Text}, err
}

func liveDoors(ctx context.Context, h *house) (tokens, keys []ident.ID, okta ident.ID, err error) {
	err = h.store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		if okta, err = c.Directory.Query().FirstID(ctx); err != nil {
			return err
		}
		if tokens, err = c.DirectoryToken.Query().Where(directorytoken.RevokedAtIsNil(), directorytoken.DirectoryID(okta)).IDs(ctx); err != nil {
			return err
		}
		keys, err = c.APIKey.Query().Where(apikey.RevokedAtIsNil(), apikey.Name("demo")).IDs(ctx)
		return err
	})
	return tokens, keys, okta, err
}

// letIn gives a demo person their well-known password.
func letIn(ctx context.Context, h *house, email, hash string) error {
	var id ident.ID
	err := h.store.Read(ctx, func(ctx context.Context, c *db.Client) (err error) {
		id, err = c.User.Query().Where(user.Email(email)).OnlyID(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("find %s: %w", email, err)
	}
	return h.directory.ChangePassword(ctx, id, ident.ID{}, hash)
}

// welcome says where to go.
func (c *Config) welcome(d demoDoors) string {
	url := c.public()
	return fmt.Sprintf(`
  Mandate serves the demo company Northlake Trust.

  Console      %[1]s/login/%[2]s
  Sign in as   %[3]s (administrator)
           or  %[4]s (underwriter)
           or  %[9]s (approver)
  Password     %[5]s

  SCIM         %[1]s/scim/v2
  Token        %[6]s
  Service key  %[7]s

  Try:

  curl -s '%[1]s/scim/v2/Users?count=2' -H 'Authorization: Bearer %[6]s'

  curl -s %[1]s/scim/v2/Users -H 'Authorization: Bearer %[6]s' -H 'Content-Type: application/scim+json' \
    -d '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"ada.moreno@northlake.test","name":{"givenName":"Ada","familyName":"Moreno"},"active":true}'

  curl -s %[1]s/graphql -H 'Authorization: Bearer %[7]s' -H 'Content-Type: application/json' \
    -d '{"query":"mutation { dealSubmit(input: {reference: \"TRY-1\", location: \"ON\", facilities: [{category: MORTGAGE, amount: \"410000.00\"}]}) { deal { id owner { name } explanation { group counts { reason count } } } userErrors { code message } } }"}'

  %[8]s Ctrl-C ends the server.

`, url, demoSlug, demoAdmin, demoUnderwriter, demoPassword, d.token, d.key, c.whereDataLies(), demoApprover)
}

// whereDataLies names the file, or no more than the kind of a database with an address.
func (c *Config) whereDataLies() string {
	file, embedded := c.sqliteFile()
	if !embedded {
		return "The data lies in the database of MANDATE_DATABASE_URL; an empty one begins anew."
	}
	return fmt.Sprintf("The data lies in %[1]s; `rm %[1]s*` begins anew.", file)
}
