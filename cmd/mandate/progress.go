package main

import (
	"fmt"
	"io"
	"os"
	"sync/atomic"
	"time"
)

// progress says how far a command has come: on a terminal a line that changes, elsewhere
// a line every five seconds. What is read goes through it, so that it knows how much is left.
type progress struct {
	out      io.Writer
	terminal bool
	in       io.Reader
	read     atomic.Int64 // by a reader that may be ahead of what is told
	size     int64        // 0: not known
	began    time.Time
	told     time.Time
	now      func() time.Time
}

const (
	toldOnTerminal = 200 * time.Millisecond
	toldElsewhere  = 5 * time.Second
)

func newProgress(out io.Writer, in io.Reader) *progress {
	p := &progress{out: out, in: in, now: time.Now}
	if file, ok := in.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			p.size = info.Size()
		}
	}
	if file, ok := out.(*os.File); ok {
		info, err := file.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	p.began = p.now()
	p.told = p.began
	return p
}

// Read counts what the command reads.
func (p *progress) Read(b []byte) (int, error) {
	n, err := p.in.Read(b)
	p.read.Add(int64(n))
	return n, err
}

// tell says that so many rows are done, if it is time to.
func (p *progress) tell(rows int) {
	now, every, end := p.now(), toldElsewhere, "\n"
	if p.terminal {
		every, end = toldOnTerminal, "\x1b[K\r"
	}
	if now.Sub(p.told) < every {
		return
	}
	p.told = now
	fmt.Fprint(p.out, p.line(rows, now.Sub(p.began)), end)
}

func (p *progress) line(rows int, took time.Duration) string {
	text := fmt.Sprintf("%d rows, %.0f a second", rows, float64(rows)/took.Seconds())
	read := p.read.Load()
	if p.size == 0 || read == 0 {
		return text
	}
	left := time.Duration(float64(took) / float64(read) * float64(p.size-read))
	return fmt.Sprintf("%3d %%  %s, %s left", read*100/p.size, text, left.Round(time.Second))
}

// done leaves the line of a terminal empty.
func (p *progress) done() {
	if p.terminal {
		fmt.Fprint(p.out, "\x1b[K")
	}
}
