package scim_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	library "github.com/elimity-com/scim"
	scimerrors "github.com/elimity-com/scim/errors"
	"github.com/elimity-com/scim/optional"
	"github.com/elimity-com/scim/schema"
)

// shelf keeps what the library's server was given: a second opinion needs people to
// speak of, and no more of a service provider than that.
type shelf struct{ kept []library.ResourceAttributes }

// opinion is the library's server, empty, behind the client that the door is asked by.
func opinion(t *testing.T) client {
	t.Helper()
	server, err := library.NewServer(&library.ServerArgs{
		ServiceProviderConfig: &library.ServiceProviderConfig{SupportFiltering: true, SupportPatch: true},
		ResourceTypes: []library.ResourceType{{
			ID: optional.NewString("User"), Name: "User", Endpoint: "/Users", Schema: schema.CoreUserSchema(),
			SchemaExtensions: []library.SchemaExtension{{Schema: schema.ExtensionEnterpriseUser()}}, Handler: &shelf{},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	return client{base: listener.URL}
}

func (s *shelf) at(id string) (int, error) {
	place, err := strconv.Atoi(id)
	if err != nil || place < 0 || place >= len(s.kept) {
		return 0, scimerrors.ScimErrorResourceNotFound(id)
	}
	return place, nil
}

func (s *shelf) Create(_ *http.Request, given library.ResourceAttributes) (library.Resource, error) {
	s.kept = append(s.kept, given)
	return library.Resource{ID: strconv.Itoa(len(s.kept) - 1), Attributes: given}, nil
}

func (s *shelf) Get(_ *http.Request, id string) (library.Resource, error) {
	place, err := s.at(id)
	if err != nil {
		return library.Resource{}, err
	}
	return library.Resource{ID: id, Attributes: s.kept[place]}, nil
}

func (s *shelf) GetAll(_ *http.Request, asked library.ListRequestParams) (library.Page, error) {
	var found []library.Resource
	for place, attributes := range s.kept {
		if asked.FilterValidator == nil || asked.FilterValidator.PassesFilter(attributes) == nil {
			found = append(found, library.Resource{ID: strconv.Itoa(place), Attributes: attributes})
		}
	}
	return library.Page{TotalResults: len(found), Resources: found}, nil
}

func (s *shelf) Replace(_ *http.Request, id string, given library.ResourceAttributes) (library.Resource, error) {
	place, err := s.at(id)
	if err != nil {
		return library.Resource{}, err
	}
	s.kept[place] = given
	return library.Resource{ID: id, Attributes: given}, nil
}

func (s *shelf) Delete(_ *http.Request, id string) error {
	place, err := s.at(id)
	if err == nil {
		s.kept[place] = library.ResourceAttributes{}
	}
	return err
}

// Patch changes nothing: what the library judges is the operations' form.
func (s *shelf) Patch(r *http.Request, id string, _ []library.PatchOperation) (library.Resource, error) {
	return s.Get(r, id)
}
