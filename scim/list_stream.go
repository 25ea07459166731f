package scim

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// part renders some of the resources of a page.
type part func(ctx context.Context) ([]map[string]any, error)

// rendered is a part that is there already.
func rendered(docs []map[string]any) part {
	return func(context.Context) ([]map[string]any, error) { return docs, nil }
}

// stream sends a ListResponse part by part. Where a part fails after others were sent the
// answer breaks off, and is not well-formed: nobody takes it for a whole list.
func stream(ctx context.Context, w http.ResponseWriter, answer map[string]any, parts []part) error {
	delete(answer, "Resources")
	head, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("render list: %w", err)
	}
	w.Header().Set("Content-Type", "application/scim+json; charset=utf-8")
	w.WriteHeader(http.StatusOK)
	_, err = w.Write(append(bytes.TrimSuffix(head, []byte("}")), `,"Resources":[`...))
	for i := 0; i < len(parts) && err == nil; i++ {
		err = sendPart(ctx, w, parts[i], i == 0)
	}
	if err == nil {
		_, err = w.Write([]byte("]}"))
	}
	if err != nil {
		_ = http.NewResponseController(w).SetWriteDeadline(time.Unix(1, 0)) // not even the end of the body is sent
		return fmt.Errorf("send list: %w", err)
	}
	return nil
}

func sendPart(ctx context.Context, w http.ResponseWriter, p part, first bool) error {
	docs, err := p(ctx)
	if err != nil {
		return err
	}
	for i, doc := range docs {
		text, err := json.Marshal(doc)
		if err != nil {
			return err
		}
		if !first || i > 0 {
			text = append([]byte(","), text...)
		}
		if _, err := w.Write(text); err != nil {
			return err
		}
	}
	return nil
}
