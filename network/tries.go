package network

import (
	"sync"
	"time"

	"pesnet/kit/fault"
)

// tries remembers failed sign-ins, so that nobody can try many passwords. It
// is kept in memory: a node that starts anew forgives.
type tries struct {
	mu     sync.Mutex
	failed map[string][]time.Time
}

const (
	mostTries = 10
	triesFor  = 15 * time.Minute
	// mostKeys is when old entries are swept out.
	mostKeys = 10_000
)

// take counts a try, before its password is looked at, and refuses one too
// many.
//
// Rule network.tries: after ten failed sign-ins with one login from one
// address within a quarter of an hour, the next ones are refused unseen.
func (t *tries) take(key string, now time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failed == nil || len(t.failed) > mostKeys {
		t.sweep(now)
	}
	before := recent(t.failed[key], now)
	if len(before) >= mostTries {
		return fault.New(fault.Forbidden, "network.tries", "minutes", int(triesFor.Minutes()))
	}
	t.failed[key] = append(before, now)
	return nil
}

// forget clears the count after a sign-in that succeeded.
func (t *tries) forget(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.failed, key)
}

func (t *tries) sweep(now time.Time) {
	kept := map[string][]time.Time{}
	for key, times := range t.failed {
		if left := recent(times, now); len(left) > 0 {
			kept[key] = left
		}
	}
	t.failed = kept
}

func recent(times []time.Time, now time.Time) []time.Time {
	for len(times) > 0 && !now.Before(times[0].Add(triesFor)) {
		times = times[1:]
	}
	return times
}
