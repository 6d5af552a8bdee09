package locales_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/locales"
)

// literals are the ways in which source names a message. A key that source only begins ends in a dot.
var literals = []*regexp.Regexp{
	regexp.MustCompile(`\b(?:t|with)\(ctx, "([^"]+)"`),
	regexp.MustCompile(`\.(?:T|With)\("([^"]+)"`),
	regexp.MustCompile(`\.link\(c, "[^"]*", "([^"]*)", "[^"]*"`),
	regexp.MustCompile(`\.link\(c, "[^"]*", "[^"]*", "([^"]*)"`),
	regexp.MustCompile(`"(mail\.[a-z._]+)"`),
	regexp.MustCompile(`@navLink\(p, "([^"]+)"`),
}

// sources are the files that name messages, generated ones and tests left out.
func sources(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, pattern := range []string{"../templates/*.templ", "../templates/*.go", "../handlers/*.go", "../mail/*.go", "*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("no source fits %s: %v", pattern, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			all[name] = string(data)
		}
	}
	return all
}

// usedKeys are the keys that source names, with a place where it does.
func usedKeys(t *testing.T) map[string]string {
	t.Helper()
	used := map[string]string{}
	for name, source := range sources(t) {
		for i, pattern := range literals {
			for _, match := range pattern.FindAllStringSubmatch(source, -1) {
				key := match[1]
				if i == len(literals)-1 {
					key = "nav." + key
				}
				if key != "" && !strings.HasSuffix(key, ".") {
					used[key] = name
				}
			}
		}
		if !strings.HasSuffix(name, ".go") {
			continue
		}
		for _, key := range errorKeys(t, name, source) {
			used["error."+key+".title"], used["error."+key+".text"] = name, name
		}
		for _, word := range list(t, name, source, "notices") {
			used["notice."+word] = name
		}
		for _, group := range list(t, name, source, "settingsOrder") {
			used["settings."+group+".title"] = name
		}
	}
	// Families whose members are data rather than source.
	for _, kind := range []string{"login", "registration", "recovery", "verification", "settings"} {
		used[kind+".title"] = "the page of each flow"
	}
	for _, key := range []string{
		"login.title.aal2", "login.title.refresh", "login.title.sent", "registration.title.sent", "recovery.title.sent", "login.title.sent.email", "login.title.sent.phone",
		"registration.title.sent.email", "registration.title.sent.phone", "verification.title.sent", "verification.title.passed",
		"recovery.title.sent.email", "recovery.title.sent.phone", "verification.title.sent.email", "verification.title.sent.phone", "verification.title.passed.phone",
	} {
		used[key] = "headingKey"
	}
	for _, kind := range []string{"registration", "recovery", "verification"} {
		used["error.disabled."+kind+".title"], used["error.disabled."+kind+".text"] = "ErrorView.TextKey", "ErrorView.TextKey"
	}
	for _, scope := range []string{"openid", "profile", "email", "address", "phone", "offline_access"} {
		used["scope."+scope] = "the scopes of OpenID Connect"
	}
	for _, parameter := range []string{"error", "error_description", "error_hint"} {
		used["error.foreign."+parameter] = "the parameters of OAuth2 (RFC 6749 4.1.2.1, and Hydra's)"
	}
	// The names of Kratos's credentials, as authentication_methods and available_credential_types list them.
	for _, method := range []string{"password", "oidc", "saml", "totp", "lookup_secret", "webauthn", "passkey", "code", "code_recovery", "link", "link_recovery", "deviceauthn"} {
		used["method."+method] = "Kratos's credential types"
	}
	for _, m := range messageRows(t) {
		for _, key := range locales.MessageKeys(m.id) {
			used[key] = "Kratos's message table"
		}
	}
	return used
}

// optional reports whether a key may be missing: groups without a card of their own yet, and introductions.
func optional(key string) bool {
	return strings.HasPrefix(key, "trait.") || regexp.MustCompile(`^settings\.[a-z_]+\.(title|intro)$`).MatchString(key)
}

func TestEveryKeyIsUsedAndEveryUsedKeyExists(t *testing.T) {
	t.Parallel()
	used := usedKeys(t)
	english := texts(t, "active.en.json")
	for _, key := range slices.Sorted(maps.Keys(used)) {
		if english[key] == "" {
			t.Errorf("%s is used by %s and has no text", key, used[key])
		}
	}
	for tag, file := range files(t) {
		for key := range texts(t, file) {
			if used[key] == "" && !optional(key) {
				t.Errorf("%s: nothing uses %s", tag, key)
			}
		}
	}
	// The scan itself: each family has been found.
	for _, key := range []string{"page.skip", "home.greeting_name", "login.forgot", "login.no_account", "nav.sessions", "notice.flow_gone", "settings.totp.title", "error.csrf.text", "error.unavailable.title", "error.foreign.title", "error.loop.text"} {
		if used[key] == "" {
			t.Errorf("the scan misses %s", key)
		}
	}
}

func TestSettingsTextsBelongToAGroup(t *testing.T) {
	t.Parallel()
	groups := map[string]bool{}
	for name, value := range vocabulary(t) {
		groups[value] = groups[value] || strings.HasPrefix(name, "Group")
	}
	for key := range texts(t, "active.en.json") {
		if match := regexp.MustCompile(`^settings\.([a-z_]+)\.(title|intro)$`).FindStringSubmatch(key); match != nil && !groups[match[1]] {
			t.Errorf("%s: Kratos has no such group", key)
		}
	}
}

// errorKeys are the words of handlers that choose an error page's texts.
func errorKeys(t *testing.T, name, source string) []string {
	t.Helper()
	if !strings.HasPrefix(name, "../handlers/") {
		return nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	add := func(e ast.Expr) {
		if s, ok := text(e); ok && s != "" {
			keys = append(keys, s)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr: // s.errorView(c, status, "key", …)
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "errorView" && len(n.Args) > 2 {
				add(n.Args[2])
			}
		case *ast.AssignStmt: // key := "…", v.Key, status = "…", …
			for i, left := range n.Lhs {
				if isKey(left) && len(n.Rhs) == len(n.Lhs) {
					add(n.Rhs[i])
				}
			}
		case *ast.KeyValueExpr: // ErrorView{Key: "…"}
			if isKey(n.Key) {
				add(n.Value)
			}
		case *ast.FuncDecl: // func …(…) (status int, key string)
			addResults(n, add)
		}
		return true
	})
	return keys
}

// addResults collects what a function returns as its result named key.
func addResults(f *ast.FuncDecl, add func(ast.Expr)) {
	position, at := 0, -1
	if f.Type.Results == nil || f.Body == nil {
		return
	}
	for _, field := range f.Type.Results.List {
		for _, name := range field.Names {
			if name.Name == "key" {
				at = position
			}
			position++
		}
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok && at >= 0 && at < len(r.Results) {
			add(r.Results[at])
		}
		return true
	})
}

func isKey(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name == "key" || e.Name == "Key"
	case *ast.SelectorExpr:
		return e.Sel.Name == "Key"
	}
	return false
}

func text(e ast.Expr) (string, bool) {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(literal.Value)
	return s, err == nil
}

// vocabulary is the constants of package kratos for Kratos's own words.
func vocabulary(t *testing.T) map[string]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../kratos/vocabulary.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	constants := map[string]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			if value, ok := text(spec.Values[0]); ok {
				constants[spec.Names[0].Name] = value
			}
		}
		return true
	})
	return constants
}

// list is the value of a package variable that is a list of strings, or of constants of package kratos.
func list(t *testing.T, name, source, variable string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	constants := vocabulary(t)
	var values []string
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == variable && len(spec.Values) == 1 {
			if composite, ok := spec.Values[0].(*ast.CompositeLit); ok {
				for _, element := range composite.Elts {
					if s, ok := text(element); ok {
						values = append(values, s)
					} else if selector, ok := element.(*ast.SelectorExpr); ok {
						values = append(values, constants[selector.Sel.Name])
					}
				}
			}
		}
		return true
	})
	return values
}
