package scim

import (
	"net/http"
	"strings"

	"mandate/fault"
)

// Bulk (RFC 7644 section 3.7): many operations in one request, each a change of its
// own. They run in the order given, but for one: what an operation refers to by
// bulkId runs before it.

const (
	bulkRequestURN  = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
	bulkResponseURN = "urn:ietf:params:scim:api:messages:2.0:BulkResponse"
)

// maxBulkOperations bounds one request; its body is bounded by maxGroupBody.
const maxBulkOperations = 1000

// bulkOperation is one entry of a BulkRequest.
type bulkOperation struct {
	method, path, bulkID, version string
	data                          map[string]any // nil for DELETE
}

func (h *Handler) bulk(w http.ResponseWriter, r *http.Request, _ string) error {
	body, err := decode(r.Body, maxGroupBody)
	if err != nil {
		return err
	}
	traceOf(r.Context()).kept(body)
	ops, most, err := readBulk(body)
	if err != nil {
		return err
	}
	if err := h.charge(r, len(ops)-1); err != nil {
		return err
	}
	traceOf(r.Context()).parts()
	run := newBulkRun(h, r, ops, most)
	write(w, http.StatusOK, map[string]any{"schemas": []string{bulkResponseURN}, "Operations": run.all()})
	return nil
}

// charge counts every operation after the first against the directory's rate.
func (h *Handler) charge(r *http.Request, operations int) error {
	if operations <= 0 {
		return nil
	}
	if wait, ok := h.limits.takeMore(actorOf(r.Context()).ID, operations, h.Store.Now()); !ok {
		return fault.New(fault.Throttled, fault.CodeThrottled, "The directory sends more operations a second than it may.").With("wait", wait)
	}
	return nil
}

// readBulk reads a BulkRequest; most is how many errors end it, 0 for none.
func readBulk(body map[string]any) (ops []bulkOperation, most int, err error) {
	if err := demands(body, bulkRequestURN); err != nil {
		return nil, 0, err
	}
	if most, err = readMost(body); err != nil {
		return nil, 0, err
	}
	value, _, err := member(body, "Operations")
	if err != nil {
		return nil, 0, err
	}
	list, ok := value.([]any)
	switch {
	case !ok:
		return nil, 0, refuse(invalidSyntax, "The request has no list named Operations.")
	case len(list) > maxBulkOperations:
		return nil, 0, tooMany("operations", maxBulkOperations)
	}
	seen := map[string]bool{}
	for _, entry := range list {
		object, ok := entry.(map[string]any)
		if !ok {
			return nil, 0, refuse(invalidSyntax, "Every operation must be a JSON object.")
		}
		op, err := readBulkOperation(object)
		if err != nil {
			return nil, 0, err
		}
		if op.bulkID != "" && seen[op.bulkID] {
			return nil, 0, refuse(invalidSyntax, "The bulkId %q appears twice.", short(op.bulkID))
		}
		seen[op.bulkID] = true
		ops = append(ops, op)
	}
	return ops, most, nil
}

func readMost(body map[string]any) (int, error) {
	value, _, err := member(body, "failOnErrors")
	if err != nil || value == nil {
		return 0, err
	}
	said, ok := whole(value)
	most, err := readIndex(map[string][]string{"failOnErrors": {said}}, "failOnErrors", 0, 0, maxBulkOperations+1)
	if !ok || err != nil || most == 0 {
		return 0, refuse(invalidValue, "failOnErrors must be a whole number of 1 or more.")
	}
	return most, nil
}

func readBulkOperation(object map[string]any) (bulkOperation, error) {
	var op bulkOperation
	for name, into := range map[string]*string{"method": &op.method, "path": &op.path, "bulkId": &op.bulkID, "version": &op.version} {
		value, _, err := member(object, name)
		if err != nil {
			return op, err
		}
		said, ok := value.(string)
		if value != nil && !ok {
			return op, refuse(invalidSyntax, "The %s of an operation must be a text.", name)
		}
		*into = said
	}
	op.method = strings.ToUpper(op.method)
	data, found, err := member(object, "data")
	if err != nil {
		return op, err
	}
	op.data, _ = data.(map[string]any)
	switch op.method {
	case http.MethodPost, http.MethodPut, http.MethodPatch:
		if op.data == nil {
			return op, refuse(invalidSyntax, "An operation %s needs an object named data.", op.method)
		}
	case http.MethodDelete:
		if found && data != nil && op.data == nil {
			return op, refuse(invalidSyntax, "The data of an operation must be an object.")
		}
	default:
		return op, refuse(invalidSyntax, "The method of an operation must be POST, PUT, PATCH or DELETE, not %q.", short(op.method))
	}
	if op.method == http.MethodPost && op.bulkID == "" {
		return op, refuse(invalidSyntax, "An operation POST needs a bulkId.")
	}
	return op, nil
}
