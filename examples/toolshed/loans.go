package main

import (
	"slices"
	"sync"
)

// tool is something to borrow.
type tool struct {
	ID, Name, About string
}

var tools = []tool{
	{"drill", "Cordless drill", "Two batteries, bits from 2 to 10 mm."},
	{"ladder", "Ladder, 4 m", "Folds into a small car."},
	{"tent", "Party tent", "Three by six meters, with sides."},
	{"cider", "Cider press", "Forty liters an hour, if the apples are ripe."},
}

// loans are who has borrowed what, by the identity's id, for as long as the program runs.
type loans struct {
	mu sync.Mutex
	by map[string][]tool
}

func newLoans() *loans { return &loans{by: map[string][]tool{}} }

func (l *loans) of(identity string) []tool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.by[identity])
}

// add lends a tool; it reports false when there is none of that id. What somebody has already they have once.
func (l *loans) add(identity, id string) bool {
	i := slices.IndexFunc(tools, func(t tool) bool { return t.ID == id })
	if i < 0 {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Contains(l.by[identity], tools[i]) {
		l.by[identity] = append(l.by[identity], tools[i])
	}
	return true
}
