package store

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"mandate/fault"
)

// FileProof is what a check of an exported file found.
type FileProof struct {
	Extent
	Key     string `json:"key"`     // that signed it
	Entries int64  `json:"entries"` // whose text is in the file and holds
	LeftOut int64  `json:"leftOut"` // only their place in the chain is there
	Faults  []Flaw `json:"faults"`  // empty: the file is whole
}

// ExportEnd is the last line of an export.
type ExportEnd struct {
	Extent    Extent    `json:"extent"`
	Signature Signature `json:"signed"`
}

const mostExportLine = 16 << 20

// VerifyExport checks a file of history without database and without secrets: every
// entry hashes to its seal, every seal follows the one before, and the signature over
// first and last holds. key is the public key that the auditor was given; empty: the
// file's own, which proves only that the file is in itself consistent.
func VerifyExport(from io.Reader, key string) (FileProof, error) {
	lines := bufio.NewScanner(from)
	lines.Buffer(make([]byte, 0, 64<<10), mostExportLine)
	v := exportCheck{}
	for lines.Scan() {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		if err := v.line(line); err != nil {
			return v.proof, err
		}
	}
	if err := lines.Err(); err != nil {
		return v.proof, fmt.Errorf("read file: %w", err)
	}
	v.end(key)
	return v.proof, nil
}

type exportCheck struct {
	proof       FileProof
	first, last *SealedEntry
	close       *ExportEnd
	head        bool
}

func (v *exportCheck) flaw(seq int64, kind, format string, args ...any) {
	if len(v.proof.Faults) < mostFlaws {
		v.proof.Faults = append(v.proof.Faults, Flaw{seq, kind, fmt.Sprintf(format, args...)})
	}
}

func (v *exportCheck) line(line []byte) error {
	var kind struct {
		Format string          `json:"format"`
		Extent json.RawMessage `json:"extent"`
		Seq    int64           `json:"seq"`
	}
	if err := json.Unmarshal(line, &kind); err != nil {
		return notAnExport().Because(err)
	}
	switch {
	case kind.Format != "":
		v.head = kind.Format == ExportFormat
		return nil
	case !v.head:
		return notAnExport()
	case v.close != nil:
		v.flaw(kind.Seq, "ADDED", "there are lines behind the signature")
		return nil
	case len(kind.Extent) > 0:
		v.close = &ExportEnd{}
		if err := json.Unmarshal(line, v.close); err != nil {
			return notAnExport().Because(err)
		}
		return nil
	}
	e := &SealedEntry{}
	if err := json.Unmarshal(line, e); err != nil {
		return notAnExport().Because(err)
	}
	v.entry(e)
	return nil
}

// ExportFormat names the form of a file of history, in its first line.
const ExportFormat = "mandate-history-1"

func notAnExport() *fault.Fault {
	return fault.New(fault.Invalid, fault.CodeInvalid, "This is no file of history that mandate has written.")
}

func (v *exportCheck) entry(e *SealedEntry) {
	switch {
	case v.last == nil:
		v.first = e
	case e.Seq != v.last.Seq+1:
		v.flaw(e.Seq, "REMOVED", "entries %d to %d are missing", v.last.Seq+1, e.Seq-1)
	case e.Previous != v.last.Hash:
		v.flaw(e.Seq, "REORDERED", "entry %d does not follow the one before", e.Seq)
	}
	switch {
	case len(e.Entry) == 0:
		v.proof.LeftOut++
	case e.holds():
		v.proof.Entries++
	default:
		v.flaw(e.Seq, "CHANGED", "entry %d was changed", e.Seq)
	}
	v.last = &SealedEntry{Seq: e.Seq, Hash: e.Hash}
}

func (v *exportCheck) end(key string) {
	if v.close == nil {
		v.flaw(0, "CUT", "the file ends without its signature")
		return
	}
	v.proof.Extent, v.proof.Key = v.close.Extent, v.close.Signature.Key
	if key != "" && key != v.proof.Key {
		v.flaw(0, "FORGED_HEAD", "the file was signed by another key")
	}
	if !v.proof.signedBy(v.close.Signature) {
		v.flaw(0, "FORGED_HEAD", "the signature does not hold")
	}
	if v.last == nil {
		if v.proof.First != 0 {
			v.flaw(v.proof.First, "CUT", "the file holds no entry, and its signature says %d to %d", v.proof.First, v.proof.Last)
		}
		return
	}
	if v.first.Seq != v.proof.First || v.first.Previous != v.proof.Previous || v.last.Seq != v.proof.Last || v.last.Hash != v.proof.Hash {
		v.flaw(v.last.Seq, "CUT", "the file holds %d to %d, its signature says %d to %d", v.first.Seq, v.last.Seq, v.proof.First, v.proof.Last)
	}
}
