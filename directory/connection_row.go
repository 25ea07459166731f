package directory

import (
	"maps"
	"slices"

	"mandate/ent/db"
	"mandate/ent/db/connection"
	"mandate/store"
)

func stateAfter(row *db.Connection, disabled *bool) connection.State {
	off := row.State == connection.StateDISABLED
	set(&off, disabled)
	switch {
	case off:
		return connection.StateDISABLED
	case complete(row):
		return connection.StateACTIVE
	}
	return connection.StateDRAFT
}

// complete reports whether people can sign in through a connection. A SAML one
// with the address of the IdP's metadata is: the door fetches what it says.
func complete(row *db.Connection) bool {
	if row.Kind == connection.KindSAML {
		return row.MetadataURL != "" || row.IdpEntityID != "" && (row.SSORedirectURL != "" || row.SSOPostURL != "") && len(row.Certificates) > 0
	}
	return row.Issuer != "" && row.ClientID != ""
}

func connectionColumns(m *db.ConnectionMutation, row *db.Connection) {
	m.SetName(row.Name)
	m.SetState(row.State)
	m.SetIdpEntityID(row.IdpEntityID)
	m.SetSSORedirectURL(row.SSORedirectURL)
	m.SetSSOPostURL(row.SSOPostURL)
	m.SetSloRedirectURL(row.SloRedirectURL)
	m.SetSloPostURL(row.SloPostURL)
	m.SetIdpInitiated(row.IdpInitiated)
	m.SetWantEncrypted(row.WantEncrypted)
	m.SetMetadataURL(row.MetadataURL)
	m.SetMetadata(row.Metadata)
	m.SetPendingMetadata(row.PendingMetadata)
	m.SetPendingReason(row.PendingReason)
	m.SetCertificates(row.Certificates)
	m.SetScopes(row.Scopes)
	m.SetSignRequests(row.SignRequests)
	m.SetSpCertificate(row.SpCertificate)
	m.SetIssuer(row.Issuer)
	m.SetClientID(row.ClientID)
	m.SetTokenAuthMethod(row.TokenAuthMethod)
	m.SetMapping(row.Mapping)
	m.SetProvisioning(row.Provisioning)
	m.SetEnforced(row.Enforced)
	if row.DefaultRoleID != nil {
		m.SetDefaultRoleID(*row.DefaultRoleID)
	} else {
		m.ClearDefaultRoleID()
	}
	m.SetClientSecretSealed(row.ClientSecretSealed)
	m.SetSpKeySealed(row.SpKeySealed)
	m.SetSpNextCertificate(row.SpNextCertificate)
	m.SetSpNextKeySealed(row.SpNextKeySealed)
}

// connectionChanges lists what differs; of secrets only that they changed.
func connectionChanges(a, b *db.Connection) []store.Change {
	var list []store.Change
	text := func(field, before, after string) {
		if before != after {
			list = append(list, store.Change{Field: field, Before: before, After: after})
		}
	}
	text("name", a.Name, b.Name)
	text("state", string(a.State), string(b.State))
	text("idpEntityId", a.IdpEntityID, b.IdpEntityID)
	text("ssoRedirectUrl", a.SSORedirectURL, b.SSORedirectURL)
	text("ssoPostUrl", a.SSOPostURL, b.SSOPostURL)
	text("sloRedirectUrl", a.SloRedirectURL, b.SloRedirectURL)
	text("sloPostUrl", a.SloPostURL, b.SloPostURL)
	text("metadataUrl", a.MetadataURL, b.MetadataURL)
	text("pendingReason", a.PendingReason, b.PendingReason)
	text("spNextCertificate", a.SpNextCertificate, b.SpNextCertificate)
	text("spCertificate", a.SpCertificate, b.SpCertificate)
	text("issuer", a.Issuer, b.Issuer)
	text("clientId", a.ClientID, b.ClientID)
	text("tokenAuthMethod", a.TokenAuthMethod, b.TokenAuthMethod)
	other := func(field string, same bool, before, after any) {
		if !same {
			list = append(list, store.Change{Field: field, Before: before, After: after})
		}
	}
	other("certificates", slices.Equal(a.Certificates, b.Certificates), a.Certificates, b.Certificates)
	other("scopes", slices.Equal(a.Scopes, b.Scopes), a.Scopes, b.Scopes)
	other("signRequests", a.SignRequests == b.SignRequests, a.SignRequests, b.SignRequests)
	other("idpInitiated", a.IdpInitiated == b.IdpInitiated, a.IdpInitiated, b.IdpInitiated)
	other("wantEncrypted", a.WantEncrypted == b.WantEncrypted, a.WantEncrypted, b.WantEncrypted)
	text("provisioning", string(a.Provisioning), string(b.Provisioning))
	text("defaultRole", roleText(a.DefaultRoleID), roleText(b.DefaultRoleID))
	other("enforced", a.Enforced == b.Enforced, a.Enforced, b.Enforced)
	other("mapping", maps.Equal(a.Mapping, b.Mapping), a.Mapping, b.Mapping)
	other("pendingMetadata", a.PendingMetadata == b.PendingMetadata, nil, "changed")
	other("metadata", a.Metadata == b.Metadata, nil, "changed")
	other("clientSecret", slices.Equal(a.ClientSecretSealed, b.ClientSecretSealed), nil, "changed")
	other("spKey", slices.Equal(a.SpKeySealed, b.SpKeySealed), nil, "changed")
	return list
}
