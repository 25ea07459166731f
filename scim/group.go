package scim

import (
	"net/http"

	"mandate/directory"
	"mandate/ident"
)

func (h *Handler) createGroup(w http.ResponseWriter, r *http.Request, _ string) error {
	profile, list, err := readGroup(r)
	if err != nil {
		return err
	}
	t := traceOf(r.Context())
	t.about("Group", ident.ID{}, profile.DisplayName)
	g, err := h.Directory.CreateGroup(r.Context(), profile, list)
	if err != nil {
		return err
	}
	t.changedGroup(directory.OutcomeCreated, directory.GroupProfile{}, g, len(list) > 0)
	w.Header().Set("Location", h.location("/Groups/"+g.ID.Text(ident.Group)))
	return h.showGroup(w, r, http.StatusCreated, g)
}

func (h *Handler) getGroup(w http.ResponseWriter, r *http.Request, text string) error {
	g, err := h.group(r, text)
	if err != nil {
		return err
	}
	if unchanged(r, g.Version) {
		w.Header().Set("ETag", etag(g.Version))
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	return h.showGroup(w, r, http.StatusOK, g)
}

// replaceGroup is PUT: name and members become those of the body.
func (h *Handler) replaceGroup(w http.ResponseWriter, r *http.Request, text string) error {
	profile, list, err := readGroup(r)
	if err != nil {
		return err
	}
	change := newMemberChange()
	change.clear()
	change.put(list)
	return h.changeGroup(w, r, text, change, func(directory.GroupProfile) (directory.GroupProfile, error) {
		return profile, nil
	})
}

func (h *Handler) patchGroup(w http.ResponseWriter, r *http.Request, text string) error {
	body, err := readBody(groupModel(), r, maxBody)
	if err != nil {
		return err
	}
	ops, err := operations(body)
	if err != nil {
		return err
	}
	change, rest, err := splitMembers(ops)
	if err != nil {
		return err
	}
	return h.changeGroup(w, r, text, change, func(before directory.GroupProfile) (directory.GroupProfile, error) {
		doc, err := fromGroup(before)
		if err != nil {
			return before, err
		}
		if doc, err = groupModel().patch(doc, rest); err != nil {
			return before, err
		}
		return toGroup(doc)
	})
}

func (h *Handler) changeGroup(w http.ResponseWriter, r *http.Request, text string, change *memberChange,
	fn func(directory.GroupProfile) (directory.GroupProfile, error)) error {
	id, version, err := h.namedGroup(r, text)
	if err != nil {
		return err
	}
	t := traceOf(r.Context())
	var was directory.GroupProfile
	g, err := h.Directory.UpdateGroup(r.Context(), id, version, func(before directory.GroupProfile) (directory.GroupProfile, directory.Members, error) {
		was = before
		t.about("Group", id, before.DisplayName)
		after, err := fn(before)
		return after, directory.Members{Clear: change.exact, Add: change.added(), Remove: change.removed()}, err
	})
	if err != nil {
		return absent(err, text)
	}
	outcome := directory.OutcomeChanged
	if !g.Changed {
		outcome = directory.OutcomeUnchanged
	}
	t.changedGroup(outcome, was, g, change.exact || len(change.add)+len(change.remove) > 0)
	if r.Method == http.MethodPatch && !projects(r) {
		w.Header().Set("ETag", etag(g.Version))
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return h.showGroup(w, r, http.StatusOK, g)
}

// projects reports whether a request says what it wants to see. A PATCH of a group that
// doesn't is answered with 204 (RFC 7644 section 3.5.2): one member more must not cost
// the reading of all of them, and nobody's client asks for that.
func projects(r *http.Request) bool {
	query := r.URL.Query()
	return query.Get("attributes") != "" || query.Get("excludedAttributes") != ""
}

func (h *Handler) deleteGroup(w http.ResponseWriter, r *http.Request, text string) error {
	id, version, err := h.namedGroup(r, text)
	if err != nil {
		return err
	}
	t := traceOf(r.Context())
	t.about("Group", id, "")
	if err := h.Directory.DeleteGroup(r.Context(), id, version); err != nil {
		return absent(err, text)
	}
	t.made(directory.OutcomeDeleted, "Group", id, "", nil)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (h *Handler) namedGroup(r *http.Request, text string) (ident.ID, int64, error) {
	id, err := ident.Parse(ident.Group, text)
	if err != nil {
		return id, 0, notFound(text)
	}
	version, err := expected(r, func() (int64, error) {
		g, err := h.group(r, text)
		return g.Version, err
	})
	return id, version, err
}

func (h *Handler) group(r *http.Request, text string) (directory.Group, error) {
	id, err := ident.Parse(ident.Group, text)
	if err != nil {
		return directory.Group{}, notFound(text)
	}
	g, err := h.Directory.Group(r.Context(), id)
	return g, absent(err, text)
}

// showGroup answers with a group. Its members are read only if they are shown:
// Entra never asks for them, because there may be many.
func (h *Handler) showGroup(w http.ResponseWriter, r *http.Request, status int, g directory.Group) error {
	shown := shownOf(groupModel(), r)
	docs, err := h.renderGroups(r.Context(), shown, []directory.Group{g})
	if err != nil {
		return err
	}
	w.Header().Set("ETag", etag(g.Version))
	write(w, status, docs[0])
	return nil
}
