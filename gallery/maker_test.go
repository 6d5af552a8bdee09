package gallery

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/thyra-ui/thyra/kratos/recordings"
)

// recorded are the recordings, to be tampered with.
func recorded(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(recordings.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(recordings.Files, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestEveryRecordedFlowIsAState(t *testing.T) {
	t.Parallel()
	states, err := makeStates(recordings.Files)
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for i := range states {
		if states[i].Version != "" {
			have[states[i].ID] = true
		}
	}
	want := map[string]bool{}
	for name, file := range recorded(t) {
		var document map[string]json.RawMessage
		if json.Unmarshal(file.Data, &document) == nil && document["ui"] != nil && path.Dir(name) != "." {
			want[strings.ReplaceAll(strings.TrimSuffix(path.Base(name), ".json"), "_", "-")+"-"+path.Dir(name)] = true
		}
	}
	if len(want) < 300 {
		t.Errorf("only %d recorded flows", len(want))
	}
	for id := range want {
		if !have[id] {
			t.Errorf("recording %s is no state", id)
		}
	}
	for id := range have {
		if !want[id] {
			t.Errorf("state %s has no recording", id)
		}
	}
}

// What a state is made from must be there: a gallery with holes would look like one without.
func TestMissingRecordingIsAnError(t *testing.T) {
	t.Parallel()
	for _, name := range []string{
		"future", "v26.2.0/login-initial", "v26.2.0/settings-keys-active", "v26.2.0/session-whoami-aal1", "v26.2.0/sessions-list", "v26.2.0/error-stub-500",
	} {
		files := recorded(t)
		delete(files, name+".json")
		if _, err := makeStates(files); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s the error is %v", name, err)
		}
	}
	if _, err := makeStates(fstest.MapFS{}); err == nil {
		t.Error("no error without any recordings")
	}
}

func TestRecordingThatLacksWhatIsEditedIsAnError(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"v26.2.0/login-initial.json":        `{"ui":{"nodes":[]}}`,
		"v26.2.0/settings-keys-active.json": `{}`,
		"v26.2.0/login-oauth2.json":         `{"ui":{}}`,
		"v26.2.0/session-whoami-aal1.json":  `{}`,
		"v26.2.0/sessions-list.json":        `[]`,
		"v26.2.0/login-idfirst-step2.json":  `[`,
	} {
		files := recorded(t)
		files[name] = &fstest.MapFile{Data: []byte(data)}
		if _, err := makeStates(files); err == nil || !strings.Contains(err.Error(), strings.TrimSuffix(name, ".json")) {
			t.Errorf("%s holding %s: %v", name, data, err)
		}
	}
}

func TestPseudo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Sign in":             "[!! Šíígñ ííñ !!]",
		"Welcome, {{.name}}!": "[!! Wéélçóóméé, {{.name}}! !!]",
		"{{if eq (print .expected) `true`}}Tick{{else}}Type {{.expected}}{{end}}": "[!! {{if eq (print .expected) `true`}}Tííçk{{else}}Týpéé {{.expected}}{{end}} !!]",
	} {
		if got := pseudo(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
	plural := pseudoValue(object{"one": "a", "other": "b {{.n}}"}).(object)
	if plural["one"] != "[!! áá !!]" || plural["other"] != "[!! b {{.n}} !!]" {
		t.Errorf("a plural becomes %v", plural)
	}
}

// A pseudo-locale shorter than real translations would hide what breaks under them.
func TestPseudoIsLonger(t *testing.T) {
	t.Parallel()
	catalog, err := withPseudo(builtIn(t))
	if err != nil {
		t.Fatal(err)
	}
	if got := catalog.Choose(pseudoTag).T("nav.login"); got != "[!! Šíígñ ííñ !!]" {
		t.Errorf("the pseudo-locale says %q", got)
	}
}

// A recording that is new may show a message that has no title yet.
func TestAMessageWithoutATitleIsItsOwn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Something new.":                               "Something new",
		"Something new. And more of it.":               "Something new",
		"one two three four five six seven eight nine": "One two three four five six seven eight …",
		`"x" is not valid "email"`:                     "Not an address",
	} {
		m := &maker{}
		f := m.newFlow("v26.2.0/login-new", object{"ui": object{"messages": []any{object{"id": 4999999.0, "type": "error", "text": text}}}})
		if got := titled([]*flow{f, f}); got[0] != want || got[1] != want+" (2)" {
			t.Errorf("%q has the titles %q", text, got)
		}
		if f.severity() != 2 {
			t.Errorf("%q has the severity %d", text, f.severity())
		}
	}
}
