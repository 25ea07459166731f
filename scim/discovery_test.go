package scim_test

import (
	"fmt"
	"net/http"
	"testing"

	"mandate/store/storetest"
)

func TestDiscovery(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, "sqlite"))
	for path, want := range map[string]map[string]any{
		"/ServiceProviderConfig": {"patch/supported": true, "bulk/supported": true, "filter/supported": true, "filter/maxResults": 200.0, "sort/supported": true,
			"etag/supported": true, "changePassword/supported": false, "authenticationSchemes/0/type": "oauthbearertoken"},
		"/ResourceTypes": {"totalResults": 2.0, "Resources/0/name": "User", "Resources/0/schemaExtensions/0/schema": enterprise, "Resources/1/endpoint": "/Groups",
			"Resources/0/meta/location": "https://mandate.test/scim/v2/ResourceTypes/User"},
		"/ResourceTypes/Group":   {"id": "Group", "schema": "urn:ietf:params:scim:schemas:core:2.0:Group", "meta/resourceType": "ResourceType"},
		"/Schemas":               {"totalResults": 4.0, "Resources/0/id": core, "Resources/1/id": enterprise},
		"/Schemas/" + core:       {"name": "User", "attributes/name=userName/required": true, "attributes/name=password/returned": "never", "attributes/name=groups/mutability": "readOnly"},
		"/Schemas/" + enterprise: {"attributes/name=manager/type": "complex", "meta/location": "https://mandate.test/scim/v2/Schemas/" + enterprise},
	} {
		status, answer := d.send(t, "GET", path, nil, nil)
		if status != http.StatusOK {
			t.Errorf("%s: %d", path, status)
		}
		for where, value := range want {
			if got := find(answer, where); fmt.Sprint(got) != fmt.Sprint(value) {
				t.Errorf("%s: %s is %v, want %v", path, where, got, value)
			}
		}
	}
}

// What ServiceProviderConfig promises is kept: the largest page is maxResults.
func TestMaxResults(t *testing.T) {
	t.Parallel()
	d := open(t, storetest.Open(t, "sqlite"))
	for n := range 201 {
		d.create(t, fmt.Sprintf("user%03d", n))
	}
	_, answer := d.send(t, "GET", "/Users?count=1000&attributes=userName", nil, nil)
	if find(answer, "itemsPerPage") != any(200.0) || find(answer, "totalResults") != any(201.0) {
		t.Errorf("itemsPerPage %v of %v", find(answer, "itemsPerPage"), find(answer, "totalResults"))
	}
}
