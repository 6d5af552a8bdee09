package kratos_test

import (
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

func TestValueIsWhatAFormPosts(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ json, want string }{
		{`null`, ""},
		{`true`, "true"},
		{`false`, "false"},
		{`""`, ""},
		{`"text"`, "text"},
		{`"null"`, "null"},
		{`"1e3"`, "1e3"},
		{`"\u00fc\n\""`, "ü\n\""},
		{`0`, "0"},
		{`-7`, "-7"},
		{`42`, "42"},
		{`1.50`, "1.50"},
		{`9007199254740993`, "9007199254740993"}, // over 2^53: a float64 would end in 2
		{`123456789012345678901234567890`, "123456789012345678901234567890"},
		{`1e3`, "1000"},
		{`1.955E+3`, "1955"},
		{`1e-7`, "0.0000001"},
		{`1e21`, "1000000000000000000000"},
		{`{"e": 1}`, `{"e": 1}`},
		{`[1, "e"]`, `[1, "e"]`},
	} {
		f, err := kratos.Parse([]byte(oneNode(`"value": ` + test.json)))
		if err != nil || string(f.UI.Nodes[0].Attributes.Value) != test.want || len(f.Odd) > 0 {
			t.Errorf("%s becomes %+v (%v), want %q", test.json, f, err, test.want)
		}
	}
	for _, bad := range []string{`"`, `tru`, ``} {
		if f, err := kratos.Parse([]byte(oneNode(`"value": ` + bad))); err == nil {
			t.Errorf("%s becomes %+v, want an error", bad, f)
		}
	}
}
