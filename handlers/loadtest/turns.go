package loadtest

import (
	"slices"
	"testing"
	"time"
)

// Turns are what two servers needed for the same, one after the other, many times. Each ratio is of one turn, in which a machine that
// is busy with other things treats both alike.
type Turns struct {
	First, Second time.Duration // together
	ratios        Spread
}

// TakeTurns measures both as often as b says. Who begins changes from turn to turn.
func TakeTurns(b *testing.B, first, second func() time.Duration) *Turns {
	b.Helper()
	t := &Turns{}
	for firstBegins := true; b.Loop(); firstBegins = !firstBegins {
		if firstBegins {
			one := first()
			t.Add(one, second())
		} else {
			two := second()
			t.Add(first(), two)
		}
	}
	return t
}

// Add adds a turn.
func (t *Turns) Add(first, second time.Duration) {
	t.First += first
	t.Second += second
	if first > 0 {
		t.ratios = append(t.ratios, second.Seconds()/first.Seconds())
	}
}

// Report reports how many times as long the second needed as the first, which is the first's throughput as a share of the second's:
// the median of all turns, the least and the most.
func (t *Turns) Report(b *testing.B, name string) { t.ratios.Report(b, name) }

// Median is the ratio in the middle.
func (t *Turns) Median() float64 { return t.ratios.Median() }

// Spread are figures of the same kind, one of each turn.
type Spread []float64

// Median is the figure in the middle, or half way between the two in the middle; 0 without figures.
func (s Spread) Median() float64 {
	if len(s) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s))
	return (sorted[(len(s)-1)/2] + sorted[len(s)/2]) / 2
}

// Report reports the median, the least and the most.
func (s Spread) Report(b *testing.B, name string) {
	b.Helper()
	if len(s) == 0 {
		b.Fatal("nothing was measured")
	}
	b.ReportMetric(s.Median(), name)
	b.ReportMetric(slices.Min(s), name+"-min")
	b.ReportMetric(slices.Max(s), name+"-max")
	b.ReportMetric(0, "ns/op") // of a turn, which says nothing
}
