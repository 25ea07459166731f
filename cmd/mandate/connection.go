package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"mandate/directory"
	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/ident"
	"mandate/sso"
	"mandate/store"
)

type connectionCmds struct {
	Create connectionCreate `cmd:"" help:"Make a connection; what is missing makes it a draft."`
	Update connectionUpdate `cmd:"" help:"Complete or change a connection."`
	List   connectionList   `cmd:"" help:"List the connections of a company."`
	Test   connectionTest   `cmd:"" help:"Ask the IdP what it says of itself, and say in words what is wrong."`

	Key      connectionKeyCmds      `cmd:"" help:"Replace a connection's own key."`
	Metadata connectionMetadataCmds `cmd:"" help:"Read the IdP's metadata now, and decide on those that wait for an administrator."`
}

type connectionCreate struct {
	SAML samlCreate `cmd:"" name:"saml" help:"SAML 2.0."`
	OIDC oidcCreate `cmd:"" name:"oidc" help:"OpenID Connect."`
}

type samlValues struct {
	Metadata     string `help:"The IdP's metadata: a file, or an address to read it from."`
	IdPInitiated string `name:"idp-initiated" help:"on: answers that nobody here asked for are taken; off: they are refused." enum:"on,off," default:""`
	Encrypted    string `help:"on: assertions that are not encrypted are refused; off: they are taken." enum:"on,off," default:""`
}

type oidcValues struct {
	Issuer           string `help:"The IdP's issuer."`
	ClientID         string `help:"This application's id at the IdP."`
	ClientSecretFile string `help:"File that holds the client secret."`
	TokenAuthMethod  string `help:"client_secret_basic, client_secret_post, private_key_jwt or none." enum:"client_secret_basic,client_secret_post,private_key_jwt,none," default:""`
}

// update turns the flags into a change; the IdP is not called.
func (v samlValues) update() (directory.ConnectionUpdate, error) {
	u := directory.ConnectionUpdate{IdPInitiated: switched(v.IdPInitiated), WantEncrypted: switched(v.Encrypted)}
	if v.Metadata == "" {
		return u, nil
	}
	if strings.HasPrefix(v.Metadata, "https://") || strings.HasPrefix(v.Metadata, "http://") {
		u.MetadataURL = &v.Metadata
		return u, nil
	}
	text, err := os.ReadFile(v.Metadata)
	if err != nil {
		return u, fmt.Errorf("read metadata: %w", err)
	}
	m, err := sso.ParseMetadata(text)
	if err != nil {
		return u, err
	}
	whole, read := string(text), m.Update()
	read.Metadata, read.IdPInitiated, read.WantEncrypted = &whole, u.IdPInitiated, u.WantEncrypted
	return read, nil
}

func (v oidcValues) update() (directory.ConnectionUpdate, error) {
	var u directory.ConnectionUpdate
	for _, f := range []struct {
		text string
		into **string
	}{{v.Issuer, &u.Issuer}, {v.ClientID, &u.ClientID}, {v.TokenAuthMethod, &u.TokenAuthMethod}} {
		if f.text != "" {
			*f.into = &f.text
		}
	}
	if v.ClientSecretFile != "" {
		secret, err := os.ReadFile(v.ClientSecretFile)
		if err != nil {
			return u, fmt.Errorf("read the client secret: %w", err)
		}
		u.ClientSecret = []byte(strings.TrimSpace(string(secret)))
	}
	return u, nil
}

type samlCreate struct {
	tenantFlag
	samlValues
	Name   string `required:"" help:"Shown where people choose how to sign in."`
	Domain string `help:"People of this proven e-mail domain sign in here."`
	JSON   bool   `help:"Print JSON."`
}

func (s samlCreate) Run(ctx context.Context, c *Config, term terminal) error {
	u, err := s.update()
	if err != nil {
		return err
	}
	id, err := c.connect(ctx, s.tenantFlag, "SAML", s.Name, s.Domain, u)
	if err != nil {
		return err
	}
	a := sso.AddressesOf(c.public(), id)
	row := map[string]string{"id": id, "acs_url": a.ACS, "entity_id": a.EntityID, "metadata_url": a.Metadata}
	return term.show(s.JSON, row, "id            %s\nACS URL       %s\nentity ID     %s\nmetadata URL  %s", id, a.ACS, a.EntityID, a.Metadata)
}

type oidcCreate struct {
	tenantFlag
	oidcValues
	Name   string `required:"" help:"Shown where people choose how to sign in."`
	Domain string `help:"People of this proven e-mail domain sign in here."`
	JSON   bool   `help:"Print JSON."`
}

func (o oidcCreate) Run(ctx context.Context, c *Config, term terminal) error {
	u, err := o.update()
	if err != nil {
		return err
	}
	id, err := c.connect(ctx, o.tenantFlag, "OIDC", o.Name, o.Domain, u)
	if err != nil {
		return err
	}
	row := map[string]string{"id": id, "redirect_uri": sso.AddressesOf(c.public(), id).Callback}
	return term.show(o.JSON, row, "id            %s\nredirect URI  %s", id, row["redirect_uri"])
}

// connect makes the connection and gives its outside id.
func (c *Config) connect(ctx context.Context, f tenantFlag, kind, name, domain string, u directory.ConnectionUpdate) (string, error) {
	ctx, h, err := f.house(ctx, c)
	if err != nil {
		return "", err
	}
	defer h.close()
	u.Name = &name
	id, err := h.directory.CreateConnection(ctx, kind, u)
	if err == nil && domain != "" {
		err = h.directory.VerifyDomain(ctx, domain, id)
	}
	return id.Text(ident.Connection), err
}

type connectionList struct {
	tenantFlag
	JSON bool `help:"Print JSON, one object a line."`
}

func (l connectionList) Run(ctx context.Context, c *Config, term terminal) error {
	return l.read(ctx, c.openReady, func(ctx context.Context, client *db.Client) error {
		rows, err := client.Connection.Query().Order(connection.ByID()).All(ctx)
		if err != nil {
			return err
		}
		store.SortByName(rows, func(c *db.Connection) string { return c.Name })
		for _, r := range rows {
			row := map[string]string{"id": r.ID.Text(ident.Connection), "kind": string(r.Kind), "name": r.Name, "state": string(r.State)}
			if err := term.show(l.JSON, row, "%s  %-4s %-8s %s", row["id"], r.Kind, r.State, r.Name); err != nil {
				return err
			}
		}
		return nil
	})
}
