package handlers_test

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
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
	// Later it finds the files as they are now, as does a page of another server; they are not to be kept under that name.
	if a := s.get(t, sheets[0]).want(http.StatusOK); a.body != "/* 19 */" || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the first stylesheet is now %q with %q", a.body, a.Header.Get("Cache-Control"))
	}
	s.get(t, strings.Replace(sheets[0], "own.css", "none.css", 1)).want(http.StatusNotFound)
	s.get(t, "/static/00000000-"+sheets[0][strings.Index(sheets[0], "-")+1:]).want(http.StatusNotFound) // nobody's brand
	now.Store(oneBrand(t, "19"))                                                                        // saved without a change: the same files, which push none out
	s.get(t, "/welcome")
	s.get(t, sheets[12]).want(http.StatusOK)
}

// A request that learned of the brands before a change and asks for a theme only after it does not bring them back.
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
		t.Errorf("after the change the page has the brand %q", got)
	}
	close(goOn)
	wg.Wait()
	if late != "Second" {
		t.Errorf("the late page has the brand %q, although all others have the brands after it", late)
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
			t.Errorf("the page has the brand %q", got)
		}
	}
	now.Store(oneBrand(t, "Second"))
	if got := brandOf(s.get(t, "/welcome").want(http.StatusOK)); got != "Second" {
		t.Errorf("the page has the brand %q", got)
	}
	if log := s.logged(); strings.Count(log, "the brands can't be used") != 1 {
		t.Errorf("the log should tell of it once: %s", log)
	}
}

// Of several brands, a page of another server gets the files of its own.
func TestFileOfAnotherVersionIsOfTheSameBrand(t *testing.T) {
	t.Parallel()
	brands := func(version string) *brand.Set {
		var all []*brand.Brand
		for _, id := range []string{"acme", "zenith"} {
			all = append(all, &brand.Brand{
				ID: id, Name: brand.Same(id), Default: id == "acme", Hosts: []string{id + ".example"}, CSS: "own.css",
				Files: map[string][]byte{"own.css": []byte("/* " + id + version + " */")},
			})
		}
		set, err := brand.NewSet(all...)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	before, after := brands("1"), brands("2")
	old, s := newSite(t, func(c *setup) { c.Brands = func() *brand.Set { return before } }), newSite(t, func(c *setup) { c.Brands = func() *brand.Set { return after } })
	for _, id := range []string{"acme", "zenith"} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, old.URL+"/welcome", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = id + ".example"
		sheet := read(t, old.Client().Transport, req).doc.Find("link[rel=stylesheet]").Last().AttrOr("href", "")
		if a := s.get(t, sheet).want(http.StatusOK); a.body != "/* "+id+"2 */" || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("a page of the %s before gets %q with %q", id, a.body, a.Header.Get("Cache-Control"))
		}
	}
}

// Message files change while the server runs: the next page is in the new words, and messages that can't be had change nothing.
func TestNewMessagesAreShown(t *testing.T) {
	t.Parallel()
	builtIn, err := locales.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	extended, err := builtIn.Extend(fstest.MapFS{"active.vo.json": {Data: []byte(`{"nav.welcome": "Glidis"}`)}})
	if err != nil {
		t.Fatal(err)
	}
	var now atomic.Pointer[locales.Catalog]
	now.Store(builtIn)
	s := newSite(t, func(c *setup) { c.Locales = now.Load })
	for i, step := range []struct {
		catalog *locales.Catalog
		want    string
	}{{builtIn, "en"}, {extended, "vo"}, {nil, "vo"}, {builtIn, "en"}} {
		now.Store(step.catalog)
		if got := s.get(t, "/welcome", "Accept-Language", "vo").want(http.StatusOK).language(t); got != step.want {
			t.Errorf("step %d: the page is in %s, want %s", i, got, step.want)
		}
	}
}
