package web

import (
	"math"
	"sync"
	"time"

	"pesnet/kit/fault"
)

// How many requests are taken in a minute unless the operator says otherwise:
// of somebody who is signed in, and of one address from which nobody is. Behind
// one address there may be a whole service.
const (
	PacePerson  = 600
	PaceAddress = 1800
)

// Pace holds back who asks too often. It counts in memory, on each node by
// itself, and forgets an address within a minute.
type Pace struct {
	now             func() time.Time
	person, address float64 // in a minute; 0 = as many as come

	mu   sync.Mutex
	left map[string]bucket
}

// bucket is how many requests somebody has left, and since when.
type bucket struct {
	left float64
	at   time.Time
}

// mostBuckets is how many people and addresses are counted at once.
const mostBuckets = 50_000

// NewPace returns a pace that lets through so many requests of a person and of
// an address in a minute; 0 is as many as come.
func NewPace(now func() time.Time, person, address int) *Pace {
	return &Pace{now: now, person: float64(person), address: float64(address), left: map[string]bucket{}}
}

// take counts a request, and refuses one too many.
//
// Rule web.pace: so many requests of a person are taken in a minute, and so
// many of an address from which nobody is signed in; what is too much may come
// as soon as earlier requests are long enough ago.
func (p *Pace) take(person, address string) error {
	if p == nil {
		return nil
	}
	key, most := "person "+person, p.person
	if person == "" {
		key, most = "address "+address, p.address
	}
	if most == 0 {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	b, there := p.left[key]
	if !there {
		p.sweep(now)
		b = bucket{most, now}
	}
	b.left = min(most, b.left+now.Sub(b.at).Minutes()*most)
	b.at = now
	if b.left < 1 {
		p.left[key] = b
		return fault.New(fault.TooOften, "web.pace", "count", int(math.Ceil((1-b.left)*60/most)))
	}
	b.left--
	p.left[key] = b
	return nil
}

// sweep makes room: whoever has not asked for a minute has all left again.
func (p *Pace) sweep(now time.Time) {
	if len(p.left) < mostBuckets {
		return
	}
	for key, b := range p.left {
		if now.Sub(b.at) >= time.Minute {
			delete(p.left, key)
		}
	}
	if len(p.left) >= mostBuckets {
		clear(p.left)
	}
}
