package scim

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"mandate/actor"
)

// bulkRun is one Bulk request under way.
type bulkRun struct {
	handler *Handler
	request *http.Request
	ops     []bulkOperation
	most    int // errors that end it; 0: none
	errors  int

	byID    map[string]int    // operation that makes what a bulkId names
	made    map[string]string // id of what a bulkId names
	open    []int             // operations made without some of their references
	state   []bulkState
	results []bulkResult
}

type bulkState int

const (
	bulkWaiting bulkState = iota
	bulkRunning
	bulkDone
)

// bulkResult is one entry of a BulkResponse.
type bulkResult struct {
	Method   string          `json:"method"`
	BulkID   string          `json:"bulkId,omitempty"`
	Version  string          `json:"version,omitempty"`
	Location string          `json:"location,omitempty"`
	Status   string          `json:"status"`
	Response json.RawMessage `json:"response,omitempty"` // of a failure
}

func newBulkRun(h *Handler, r *http.Request, ops []bulkOperation, most int) *bulkRun {
	b := &bulkRun{handler: h, request: r, ops: ops, most: most, byID: map[string]int{}, made: map[string]string{},
		state: make([]bulkState, len(ops)), results: make([]bulkResult, len(ops))}
	for i, op := range ops {
		if op.method == http.MethodPost {
			b.byID[op.bulkID] = i
		}
	}
	return b
}

// all runs the operations and lists the results of those that ran, in the order of
// the request.
func (b *bulkRun) all() []bulkResult {
	for i := range b.ops {
		b.run(i)
	}
	list := []bulkResult{}
	for i, result := range b.results {
		if b.state[i] == bulkDone {
			list = append(list, result)
		}
	}
	return list
}

// stopped reports that failOnErrors is reached or that nobody waits any more.
func (b *bulkRun) stopped() bool {
	return b.most > 0 && b.errors >= b.most || b.request.Context().Err() != nil
}

// run performs one operation after those that it refers to. Where they refer back
// to it, it is made without them and completed once they are there.
func (b *bulkRun) run(i int) {
	if b.state[i] != bulkWaiting || b.stopped() {
		return
	}
	b.state[i] = bulkRunning
	op := b.ops[i]
	for _, id := range references(op) {
		if at, known := b.byID[id]; known {
			b.run(at)
		}
	}
	if b.stopped() {
		b.state[i] = bulkWaiting
		return
	}
	b.results[i] = b.perform(i)
	b.state[i] = bulkDone
	if b.results[i].Response != nil {
		b.errors++
	}
	b.close()
}

// perform does one operation with its references resolved. One that makes something
// is made without those to what is being made itself.
func (b *bulkRun) perform(i int) bulkResult {
	op := b.ops[i]
	path, err := b.resolvePath(op.path)
	if err != nil {
		return b.refused(op, err)
	}
	data, open, err := b.resolve(op)
	if err != nil {
		return b.refused(op, err)
	}
	result := b.send(op, op.method, path, data)
	if open && result.Response == nil {
		b.open = append(b.open, i)
	}
	return result
}

func (b *bulkRun) send(op bulkOperation, method, path string, data any) bulkResult {
	answer := b.handler.perform(b.request.Context(), method, path, op.version, data)
	result := bulkResult{Method: op.method, BulkID: op.bulkID, Status: strconv.Itoa(answer.status), Version: answer.header.Get("ETag")}
	result.Location = answer.header.Get("Location")
	if result.Location == "" && method != http.MethodPost {
		result.Location = b.handler.location(path)
	}
	if answer.status >= http.StatusBadRequest {
		result.Response = answer.body.Bytes()
		return result
	}
	if method == http.MethodPost {
		b.made[op.bulkID] = result.Location[strings.LastIndexByte(result.Location, '/')+1:]
	}
	return result
}

func (b *bulkRun) refused(op bulkOperation, err error) bulkResult {
	answer := newRecorder()
	result := bulkResult{Method: op.method, BulkID: op.bulkID}
	if _, open := pathReference(op.path); !open && op.method != http.MethodPost {
		result.Location = b.handler.location(op.path)
	}
	b.handler.fail(answer, b.request, actor.RequestOf(b.request.Context()), err)
	result.Status, result.Response = strconv.Itoa(answer.status), answer.body.Bytes()
	return result
}

// close completes what was made without some of its references, as soon as what
// they name is there.
func (b *bulkRun) close() {
	open := b.open
	b.open = nil
	for _, i := range open {
		op := b.ops[i]
		data, still, err := b.resolve(op)
		if still {
			b.open = append(b.open, i)
			continue
		}
		made := b.results[i]
		if err == nil {
			b.results[i] = b.send(op, http.MethodPut, op.path+"/"+b.made[op.bulkID], data)
		} else {
			b.results[i] = b.refused(op, err)
		}
		b.results[i].Location = made.Location
		if b.results[i].Response == nil {
			b.results[i].Status = made.Status
			continue
		}
		b.results[i].Status = strconv.Itoa(http.StatusConflict)
		b.errors++
	}
}
