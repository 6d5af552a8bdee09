package brand

import (
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// Set is the brands of a server. It is read-only and safe for concurrent use.
type Set struct {
	all      []*Brand
	standard *Brand
	by       map[string]*Brand // "host id.example.org"
}

// id matches valid names of folders, which become part of URLs.
var id = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// CheckID says what is wrong with a folder's name, the brand's id to be.
func CheckID(name string) error {
	if !id.MatchString(name) {
		return errors.New("the folder's name must consist of lower-case letters, digits and dashes")
	}
	return nil
}

// Load reads every folder of a file system as a brand, named by the folder. known is the English text of the server's
// messages by key, which wording may replace. The error joins every error of every file, each with the path to its key.
func Load(fsys fs.FS, known map[string]string) (*Set, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("brand: %w", err)
	}
	var brands []*Brand
	var errs []error
	for _, entry := range entries {
		// Kubernetes mounts a config map as links to files in hidden folders.
		if strings.HasPrefix(entry.Name(), ".") {
			continue
		}
		info, err := fs.Stat(fsys, entry.Name())
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("%s: %w", entry.Name(), err))
		}
		if err != nil || !info.IsDir() {
			continue
		}
		b, err := LoadOne(fsys, entry.Name(), known)
		brands, errs = append(brands, b), append(errs, err)
	}
	if len(brands) == 0 {
		return nil, errors.Join(append(errs, errors.New("brand: there is no folder with a brand.json"))...)
	}
	if _, err := fs.Stat(fsys, "brand.json"); err == nil {
		errs = append(errs, errors.New("brand.json: lies beside folders of brands, where nobody reads it; move it into a folder of its own"))
	}
	set, err := newSet(brands)
	if err = errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	return set, nil
}

// LoadOne reads the brand of one folder, as Load does. With an error, it also returns what could be read of the brand.
func LoadOne(fsys fs.FS, folder string, known map[string]string) (*Brand, error) {
	v := validator{folder: folder, about: folder + "/brand.json", unread: map[string]bool{}}
	if err := CheckID(folder); err != nil {
		v.add("", "%v", err)
		return &Brand{ID: folder}, v.errs[0]
	}
	data, err := fs.ReadFile(fsys, folder+"/brand.json")
	if err != nil {
		return &Brand{ID: folder}, fmt.Errorf("brand: %w", err)
	}
	b, ok := v.decode(data)
	b.ID = folder
	if ok {
		v.values(&b, known)
	}
	inside, err := fs.Sub(fsys, folder)
	if err != nil {
		return &b, fmt.Errorf("brand: %w", err)
	}
	v.files(inside, &b)
	return &b, errors.Join(v.errs...)
}

// NewSet is a set of brands made in code or by LoadOne. It fails when a brand has no name, a word that is not known where a few
// are allowed (a layout, a method, a part to hide, …), or a link without label or address; when two claim the same host, client
// or organization, or both are the default. The error joins all of it. It does not check the rest of what LoadOne checks.
func NewSet(brands ...*Brand) (*Set, error) {
	var errs []error
	for i, b := range brands {
		if b == nil {
			return nil, fmt.Errorf("brands[%d] is nil", i)
		}
		v := validator{about: strings.TrimSpace("brand " + b.ID)}
		v.choices(b)
		errs = append(errs, v.errs...)
	}
	s, err := newSet(brands)
	return s, errors.Join(append(errs, err)...)
}

func newSet(brands []*Brand) (*Set, error) {
	s := &Set{all: brands, by: map[string]*Brand{}}
	var errs []error
	for _, b := range brands {
		if b.Default {
			if s.standard != nil {
				errs = append(errs, fmt.Errorf("brands %s and %s are both the default", s.standard.ID, b.ID))
			}
			s.standard = b
		}
		for _, claim := range []struct {
			kind  string
			names []string
		}{{"client", b.Clients}, {"organization", b.Organizations}, {"host", b.Hosts}} {
			for _, name := range claim.names {
				key := claim.kind + " " + normal(claim.kind, name)
				if other := s.by[key]; other != nil && other != b {
					errs = append(errs, fmt.Errorf("brands %s and %s both claim the %s", other.ID, b.ID, key))
				}
				s.by[key] = b
			}
		}
	}
	if s.standard == nil {
		standard := Default()
		s.standard = &standard
	}
	return s, errors.Join(errs...)
}

// All lists the brands in the order given.
func (s *Set) All() []*Brand { return s.all }

// Choose is the brand of a request on the way to an OAuth2 client, for an organization, at a host: the first of these that a
// brand claims, in this order, else the default brand. Any of them may be empty. The port of a host does not count.
func (s *Set) Choose(client, organization, host string) *Brand {
	for _, by := range [][2]string{{"client", client}, {"organization", organization}, {"host", host}} {
		if b := s.by[by[0]+" "+normal(by[0], by[1])]; b != nil {
			return b
		}
	}
	return s.standard
}

// normal is the form in which names are compared. Ids of clients are compared as they are.
func normal(kind, name string) string {
	if kind == "client" {
		return name
	}
	name = strings.ToLower(name)
	if kind == "host" {
		if port := strings.LastIndexByte(name, ':'); port > strings.LastIndexByte(name, ']') {
			name = name[:port]
		}
		name = strings.TrimSuffix(name, ".")
	}
	return name
}
