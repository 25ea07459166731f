package scim_test

import (
	"net/http"
	"strings"
	"testing"

	"mandate/directory"
	"mandate/ident"
	"mandate/store"
	"mandate/store/storetest"
)

// local makes a local account.
func (d door) local(t *testing.T, email string, roles ...string) ident.ID {
	t.Helper()
	var ids []ident.ID
	for _, name := range roles {
		id, err := d.directory.RoleID(d.system, name)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	id, _, err := d.directory.Create(d.system, directory.NewPerson{FirstName: "Ada", LastName: "Moreno", Email: email, Roles: ids})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// An account of another owner is a conflict until an administrator hands it over; then
// it keeps its id and roles, and the directory that had it has it no longer.
func TestAdoptionByConsent(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		entra := d.second(t, "Entra")
		account := d.local(t, "ada@acme.test", "underwriter")
		for range 2 {
			status, answer := d.send(t, "POST", "/Users", nil, `{"userName": "ADA@acme.test", "externalId": "00u1"}`)
			if status != http.StatusConflict || find(answer, "scimType") != any("uniqueness") || !strings.Contains(find(answer, "detail").(string), "administrator") {
				t.Fatalf("%d %v", status, answer)
			}
		}
		list, err := d.directory.Conflicts(d.system)
		if err != nil || len(list) != 1 || list[0].User != account || list[0].Attempts != 2 || list[0].ExternalID != "00u1" || list[0].Directory != d.issued.Directory {
			t.Fatalf("%+v %v", list, err)
		}
		path := "/Users/" + account.Text(ident.User)
		if status, _ := d.send(t, "GET", path, nil, nil); status != http.StatusNotFound {
			t.Errorf("seen before it was handed over: %d", status)
		}
		if err := d.directory.Adopt(d.system, d.issued.Directory, account, 0); err != nil {
			t.Fatal(err)
		}
		found := d.must(t, "GET", "/Users?filter=userName%20eq%20%22ada@acme.test%22&attributes=userName,"+mandate, nil)
		if find(found, "Resources/0/id") != any(account.Text(ident.User)) || find(find(found, "Resources/0"), mandate+"/roles/0") != any("underwriter") {
			t.Errorf("%v", found)
		}
		d.must(t, "PATCH", path, patchOf("replace", "externalId", `"00u1"`))
		if list, err := d.directory.Conflicts(d.system); err != nil || len(list) != 0 {
			t.Errorf("still a conflict: %v %v", list, err)
		}
		if err := d.directory.Adopt(d.system, entra.issued.Directory, account, 0); err != nil {
			t.Fatal(err)
		}
		if status, _ := d.send(t, "GET", path, nil, nil); status != http.StatusNotFound {
			t.Errorf("still the first directory's: %d", status)
		}
		entra.must(t, "PATCH", path, patchOf("add", "title", `"Closer"`))
	})
}

// What is refused adopts nobody either: the last administrator stays whose they were.
func TestRefusedAdoptionLeavesTheAccount(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		if _, err := d.directory.CreateAdministrator(d.system, "root@acme.test", false, "$argon2id$v=19$m=1,t=1,p=1$YQ$YQ"); err != nil {
			t.Fatal(err)
		}
		if err := d.directory.VerifyDomain(d.system, "acme.test", ident.ID{}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if status, answer := d.send(t, "POST", "/Users", nil, `{"userName": "root@acme.test", "active": false}`); status < 400 || status >= 500 {
				t.Fatalf("%d %v", status, answer)
			}
			if found := d.must(t, "GET", "/Users", nil); find(found, "totalResults") != any(float64(0)) {
				t.Fatalf("adopted: %v", found)
			}
		}
		d.must(t, "POST", "/Users", `{"userName": "root@acme.test", "active": true}`)
	})
}

// An account in a domain that the tenant has proven is adopted by who creates it;
// break-glass administrators never are.
func TestAdoptionByProvenDomain(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		account := d.local(t, "ada@acme.test", "underwriter")
		glass, err := d.directory.CreateAdministrator(d.system, "glass@acme.test", true, "$argon2id$v=19$m=1,t=1,p=1$YQ$YQ")
		if err != nil {
			t.Fatal(err)
		}
		if err := d.directory.VerifyDomain(d.system, "acme.test", ident.ID{}); err != nil {
			t.Fatal(err)
		}
		answer := d.must(t, "POST", "/Users", `{"userName": "ada@acme.test", "externalId": "00u1", "title": "Closer", "name": {"givenName": "Ada"}}`)
		if find(answer, "id") != any(account.Text(ident.User)) || find(answer, "externalId") != any("00u1") || find(answer, "title") != any("Closer") {
			t.Errorf("%v", answer)
		}
		if status, answer := d.send(t, "POST", "/Users", nil, `{"userName": "glass@acme.test"}`); status != http.StatusConflict || !strings.Contains(find(answer, "detail").(string), "no directory governs") {
			t.Errorf("break-glass: %d %v", status, answer)
		}
		if err := d.directory.Adopt(d.system, d.issued.Directory, glass, 0); err == nil {
			t.Error("a break-glass account was handed over")
		}
		if list, err := d.directory.Conflicts(d.system); err != nil || len(list) != 0 {
			t.Errorf("%v %v", list, err)
		}
	})
}

// What a directory is told of a userName that it can't have is the same for every account
// that no directory governs: which of them are break-glass or contacts is not its business.
func TestTakenTellsAccountsNotApart(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		d.local(t, "ada@acme.test", "underwriter")
		if _, err := d.directory.CreateAdministrator(d.system, "glass@acme.test", true, "$argon2id$v=19$m=1,t=1,p=1$YQ$YQ"); err != nil {
			t.Fatal(err)
		}
		told := map[string]bool{}
		for _, name := range []string{"ada", "glass"} {
			told[d.text(t, "POST", "/Users", `{"userName": "`+name+`@acme.test"}`)] = true
		}
		if len(told) != 1 {
			t.Errorf("%d answers: %v", len(told), told)
		}
		for text := range told {
			if !strings.HasPrefix(text, "409 ") || !strings.Contains(text, "hand it over") || !strings.Contains(text, "another userName") {
				t.Error(text)
			}
		}
	})
}

// The last administrator can't be deactivated, deleted or demoted from outside.
func TestLastAdministratorStays(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := open(t, s)
		user := d.create(t, "root")
		group := d.createGroup(t, "Admins")
		d.must(t, "PATCH", "/Groups/"+group, patchOf("add", "members", `[{"value": "`+user+`"}]`))
		role, err := d.directory.RoleID(d.system, "administrator")
		if err != nil {
			t.Fatal(err)
		}
		if err := d.directory.MapGroup(d.system, idOf(t, ident.Group, group), 0, []ident.ID{role}); err != nil {
			t.Fatal(err)
		}
		for _, c := range [][3]string{
			{"PATCH", "/Users/" + user, patchOf("replace", "active", "false")}, {"PUT", "/Users/" + user, `{"userName": "root", "active": false}`}, {"DELETE", "/Users/" + user, ""},
			{"PATCH", "/Groups/" + group, patchOf("remove", "members", "")}, {"DELETE", "/Groups/" + group, ""}, {"PUT", "/Groups/" + group, `{"displayName": "Admins", "members": []}`},
		} {
			if text := d.text(t, c[0], c[1], c[2]); !strings.HasPrefix(text, "403 ") || !strings.Contains(text, "last active administrator") {
				t.Errorf("%v: %s", c, text)
			}
		}
		bulk := `{"Operations": [{"method": "DELETE", "path": "/Users/` + user + `"}]}`
		if answer := d.must(t, "POST", "/Bulk", bulk); find(answer, "Operations/0/status") != any("403") {
			t.Errorf("%v", answer)
		}
		if answer := d.must(t, "GET", "/Users/"+user, nil); find(answer, "active") != any(true) || find(answer, "groups/0/display") != any("Admins") {
			t.Errorf("%v", answer)
		}
	})
}
