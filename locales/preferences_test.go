package locales_test

import (
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/locales"
)

// long are lists of languages that no browser sends.
var long = map[string]string{
	"unknown tags":  strings.Repeat("qq-Qqqq-QQ-x-q,", 1<<12),
	"known tags":    strings.Repeat("tlh-Piqd-US;q=0.9,", 1<<12),
	"broken tags":   strings.Repeat("de;q=x,", 1<<13),
	"one long tag":  strings.Repeat("de-", 1<<14),
	"nothing":       strings.Repeat(",", 1<<16),
	"private parts": "x-" + strings.Repeat("a-", 1<<15),
}

// What is first in a list counts, however long the list.
func TestLongPreferencesAreCut(t *testing.T) {
	t.Parallel()
	c := load(t, locales.Files())
	for name, list := range long {
		if got := c.Choose("ar,"+list, "de").Lang(); got != "ar" {
			t.Errorf("%s: %s, want ar", name, got)
		}
		if got := c.Choose(list, "de").Lang(); got != "de" {
			t.Errorf("%s before another list: %s, want de", name, got)
		}
	}
	// A tag that the cut goes through is no other tag.
	if got := c.Choose(strings.Repeat(" ", 507)+",de-x-formal", "ar").Lang(); got != "ar" {
		t.Errorf("half a tag chooses %s", got)
	}
}

// Each takes microseconds, as short ones do; without the cut some took a second.
func BenchmarkLongPreferences(b *testing.B) {
	c, err := locales.Load(locales.Files())
	if err != nil {
		b.Fatal(err)
	}
	for name, list := range long {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				c.Choose(list)
			}
		})
	}
}
