package provider

import (
	"sync"
	"time"

	"mandate/ident"
)

// Bounds of the pause after an application did not take a logout.
const (
	firstPause   = 10 * time.Second
	longestPause = 30 * time.Minute
)

// pauses are of the applications that do not answer. They are this process's alone: a
// replica that begins tries everybody once. Its zero value is ready.
type pauses struct {
	mu sync.Mutex
	of map[ident.ID]pause
}

type pause struct {
	ends time.Time
	took time.Duration
}

// failed begins the next pause of an application: twice the last one.
func (p *pauses) failed(app ident.ID, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.of == nil {
		p.of = map[ident.ID]pause{}
	}
	next := min(max(2*p.of[app].took, firstPause), longestPause)
	p.of[app] = pause{now.Add(next), next}
	return next
}

func (p *pauses) answered(app ident.ID) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.of, app)
}

func (p *pauses) rests(app ident.ID, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.of[app].ends.After(now)
}

func (p *pauses) resting(now time.Time) []ident.ID {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []ident.ID
	for app, one := range p.of {
		if one.ends.After(now) {
			out = append(out, app)
		}
	}
	return out
}
