package scim

import (
	"context"
	"net/http"
	"slices"

	"mandate/directory"
	"mandate/ident"
)

func (h *Handler) createUser(w http.ResponseWriter, r *http.Request, _ string) error {
	doc, err := readResource(userModel(), r, maxBody)
	if err != nil {
		return err
	}
	profile, err := toProfile(doc, directory.Profile{Active: true})
	if err != nil {
		return err
	}
	t := traceOf(r.Context())
	t.about("User", ident.ID{}, profile.UserName)
	person, err := h.Directory.CreatePerson(r.Context(), profile)
	if err != nil {
		return err
	}
	delete(doc, "password")
	t.made(directory.OutcomeCreated, "User", person.ID, person.UserName, differing(userModel(), nil, doc))
	t.phone(profile, person)
	w.Header().Set("Location", h.location("/Users/"+person.ID.Text(ident.User)))
	return h.showUser(w, r, http.StatusCreated, person)
}

func (h *Handler) getUser(w http.ResponseWriter, r *http.Request, id string) error {
	person, err := h.user(r, id)
	if err != nil {
		return err
	}
	if unchanged(r, person.Version) {
		w.Header().Set("ETag", etag(person.Version))
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	return h.showUser(w, r, http.StatusOK, person)
}

// replaceUser is PUT: what the client owns is replaced, what Mandate owns stays.
func (h *Handler) replaceUser(w http.ResponseWriter, r *http.Request, id string) error {
	doc, err := readResource(userModel(), r, maxBody)
	if err != nil {
		return err
	}
	return h.changeUser(w, r, id, h.Directory.UpdatePerson, func(before directory.Profile) (directory.Profile, error) {
		return toProfile(doc, before)
	})
}

func (h *Handler) patchUser(w http.ResponseWriter, r *http.Request, id string) error {
	body, err := readBody(userModel(), r, maxBody)
	if err != nil {
		return err
	}
	ops, err := operations(body)
	if err != nil {
		return err
	}
	update := h.Directory.UpdatePerson
	if slices.ContainsFunc(ops, operation.ofStatus) {
		update = h.Directory.UpdateStatus
	}
	return h.changeUser(w, r, id, update, func(before directory.Profile) (directory.Profile, error) {
		doc, err := fromProfile(before)
		if err != nil {
			return before, err
		}
		if doc, err = userModel().patch(doc, ops); err != nil {
			return before, err
		}
		return toProfile(doc, before)
	})
}

// update is one of the operations that change a person.
type update func(context.Context, ident.ID, int64, func(directory.Profile) (directory.Profile, error)) (directory.Person, error)

func (h *Handler) changeUser(w http.ResponseWriter, r *http.Request, text string, update update,
	change func(directory.Profile) (directory.Profile, error)) error {
	id, version, err := h.named(r, text)
	if err != nil {
		return err
	}
	t := traceOf(r.Context())
	var before, after directory.Profile
	person, err := update(r.Context(), id, version, func(p directory.Profile) (directory.Profile, error) {
		before = p
		t.about("User", id, p.UserName)
		after, err = change(p)
		return after, err
	})
	if err != nil {
		return absent(err, text)
	}
	t.changedUser(before, person)
	t.phone(after, person)
	return h.showUser(w, r, http.StatusOK, person)
}

func (h *Handler) deleteUser(w http.ResponseWriter, r *http.Request, text string) error {
	id, version, err := h.named(r, text)
	if err != nil {
		return err
	}
	t := traceOf(r.Context())
	t.about("User", id, "")
	if err := h.Directory.DeletePerson(r.Context(), id, version); err != nil {
		return absent(err, text)
	}
	t.made(directory.OutcomeDeleted, "User", id, "", nil)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// named reads the id of the path and the version that the client expects.
func (h *Handler) named(r *http.Request, text string) (ident.ID, int64, error) {
	id, err := ident.Parse(ident.User, text)
	if err != nil {
		return id, 0, notFound(text)
	}
	version, err := expected(r, func() (int64, error) {
		person, err := h.user(r, text)
		return person.Version, err
	})
	return id, version, err
}

func (h *Handler) user(r *http.Request, text string) (directory.Person, error) {
	id, err := ident.Parse(ident.User, text)
	if err != nil {
		return directory.Person{}, notFound(text)
	}
	person, err := h.Directory.Person(r.Context(), id, shownOf(userModel(), r).wants("groups"))
	return person, absent(err, text)
}

func (h *Handler) showUser(w http.ResponseWriter, r *http.Request, status int, person directory.Person) error {
	docs, err := h.renderUsers(r.Context(), shownOf(userModel(), r), []directory.Person{person})
	if err != nil {
		return err
	}
	w.Header().Set("ETag", etag(person.Version))
	write(w, status, docs[0])
	return nil
}
