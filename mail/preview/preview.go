// Package preview executes templates of Kratos's courier as Kratos does, for tests and the gallery. It knows the loader of Kratos,
// not what the templates are made of. The server does not import it.
package preview

import (
	"fmt"
	htmltemplate "html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig/v3"
)

// Render executes a template with the data of a message: kratos/courier/template.LoadHTML for email.body.gotmpl, LoadText for
// the others. name is its path below courier.template_override_path. As Kratos does, it parses every file whose name begins as
// the template's does, and keeps functions away that read clock, chance, environment or network.
func Render(files fs.FS, name string, data any) (string, error) {
	pattern := strings.TrimSuffix(name, ".gotmpl") + "*"
	if path.Base(name) == "email.body.gotmpl" {
		parsed, err := htmltemplate.New(path.Base(name)).Funcs(sprig.HermeticHtmlFuncMap()).ParseFS(files, pattern)
		if err != nil {
			return "", fmt.Errorf("preview: %w", err)
		}
		return execute(parsed, data)
	}
	parsed, err := template.New(path.Base(name)).Funcs(sprig.HermeticTxtFuncMap()).ParseFS(files, pattern)
	if err != nil {
		return "", fmt.Errorf("preview: %w", err)
	}
	return execute(parsed, data)
}

func execute(t interface{ Execute(io.Writer, any) error }, data any) (string, error) {
	var out strings.Builder
	if err := t.Execute(&out, data); err != nil {
		return "", fmt.Errorf("preview: %w", err)
	}
	return out.String(), nil
}
