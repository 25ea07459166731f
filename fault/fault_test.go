package fault_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"mandate/fault"
)

func TestAs(t *testing.T) {
	t.Parallel()
	taken := fault.New(fault.Conflict, fault.CodeTaken, "%s is taken.", "x")
	for name, tc := range map[string]struct {
		err  error
		kind fault.Kind
		code fault.Code
		text string
	}{
		"itself":  {taken, fault.Conflict, fault.CodeTaken, "x is taken."},
		"wrapped": {fmt.Errorf("create: %w", taken), fault.Conflict, fault.CodeTaken, "x is taken."},
		"joined":  {errors.Join(io.EOF, taken), fault.Conflict, fault.CodeTaken, "x is taken."},
		"another": {io.EOF, fault.Internal, fault.CodeInternal, "Something went wrong on our side."},
	} {
		f := fault.As(tc.err)
		if f.Kind != tc.kind || f.Code != tc.code || f.Message != tc.text {
			t.Errorf("%s: %+v", name, f)
		}
		if is := fault.Is(tc.err, fault.CodeTaken); is != (tc.code == fault.CodeTaken) {
			t.Errorf("%s is taken: %t", name, is)
		}
	}
	if f := fault.As(io.EOF); !errors.Is(f, io.EOF) || strings.Contains(f.Message, "EOF") {
		t.Errorf("the cause is lost or shown: %+v", f)
	}
	if fault.Is(nil, "") {
		t.Error("no error is a fault")
	}
}

// TestCopies: a fault kept in a variable stays as it is.
func TestCopies(t *testing.T) {
	t.Parallel()
	base := fault.New(fault.Invalid, fault.CodeInvalid, "no")
	one := base.With("limit", 1)
	full := one.On("input", "limits").With("max", 2).Because(io.EOF)
	if base.Field != nil || base.Params != nil || base.Cause != nil || len(one.Params) != 1 || one.Field != nil {
		t.Errorf("changed: %+v, %+v", base, one)
	}
	if !slices.Equal(full.Field, []string{"input", "limits"}) || full.Params["limit"] != 1 || full.Params["max"] != 2 || !errors.Is(full, io.EOF) {
		t.Errorf("got %+v", full)
	}
	if text := full.Error(); text != "INVALID: no: EOF" {
		t.Errorf("for the log: %s", text)
	}
	if text := base.Error(); text != "INVALID: no" {
		t.Errorf("for the log: %s", text)
	}
}

// TestZeroKindIsInternal: what nobody gave a kind must not leak.
func TestZeroKindIsInternal(t *testing.T) {
	t.Parallel()
	if (&fault.Fault{}).Kind != fault.Internal {
		t.Error("the zero kind is not internal")
	}
}
