package handlers_test

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/thyra-ui/thyra/brand"
)

// oneBrand is a set of one brand of this name, whose stylesheet differs with the name.
func oneBrand(t *testing.T, name string) *brand.Set {
	t.Helper()
	set, err := brand.NewSet(&brand.Brand{Name: brand.Same(name), Default: true, CSS: "own.css", Files: map[string][]byte{"own.css": []byte("/* " + name + " */")}})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// Somebody edits a brand and saves often: a page that was sent a few edits ago still finds its files, but not for ever.
func TestFilesStayForSomeEdits(t *testing.T) {
	t.Parallel()
	var now atomic.Pointer[brand.Set]
	now.Store(oneBrand(t, "0"))
	s := newSite(t, func(c *setup) { c.Brands = now.Load })
	var sheets []string
	for n := range 20 {
		now.Store(oneBrand(t, strconv.Itoa(n)))
		sheets = append(sheets, s.get(t, "/welcome").doc.Find("link[rel=stylesheet]").Last().AttrOr("href", ""))
		for _, sheet := range sheets[max(0, n-7):] {
			s.get(t, sheet).want(http.StatusOK)
		}
	}
	s.get(t, sheets[0]).want(http.StatusNotFound)
	now.Store(oneBrand(t, "19")) // saved without a change: the same files, which push none out
	s.get(t, "/welcome")
	s.get(t, sheets[12]).want(http.StatusOK)
}

// A request that learned of the brands before a change and comes to dress only after it does not bring them back.
func TestALateRequestBringsNoBrandsBack(t *testing.T) {
	t.Parallel()
	var now atomic.Pointer[brand.Set]
	now.Store(oneBrand(t, "First"))
	asked, goOn := make(chan struct{}), make(chan struct{})
	var slow atomic.Bool
	s := newSite(t, func(c *setup) {
		c.Brands = func() *brand.Set {
			set := now.Load()
			if slow.CompareAndSwap(true, false) {
				close(asked)
				<-goOn
			}
			return set
		}
	})
	slow.Store(true)
	var late string
	var wg sync.WaitGroup
	wg.Go(func() { late = brandOf(s.get(t, "/welcome")) })
	<-asked
	now.Store(oneBrand(t, "Second"))
	if got := brandOf(s.get(t, "/welcome")); got != "Second" {
		t.Errorf("after the change the page wears %q", got)
	}
	close(goOn)
	wg.Wait()
	if late != "Second" {
		t.Errorf("the late page wears %q, although all others wear the brands after it", late)
	}
}

// An application that has no brands for a moment keeps those it had.
func TestNoBrandsLeaveThoseBefore(t *testing.T) {
	t.Parallel()
	var now atomic.Pointer[brand.Set]
	now.Store(oneBrand(t, "First"))
	s := newSite(t, func(c *setup) { c.Brands = now.Load })
	now.Store(nil)
	for range 3 {
		if got := brandOf(s.get(t, "/welcome").want(http.StatusOK)); got != "First" {
			t.Errorf("the page wears %q", got)
		}
	}
	now.Store(oneBrand(t, "Second"))
	if got := brandOf(s.get(t, "/welcome").want(http.StatusOK)); got != "Second" {
		t.Errorf("the page wears %q", got)
	}
	if log := s.logged(); strings.Count(log, "the brands can't be used") != 1 {
		t.Errorf("the log should tell of it once: %s", log)
	}
}
