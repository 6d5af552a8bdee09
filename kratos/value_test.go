package kratos_test

import (
	"encoding/json"
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
		var v kratos.Value
		if err := json.Unmarshal([]byte(test.json), &v); err != nil || string(v) != test.want {
			t.Errorf("%s becomes %q (%v), want %q", test.json, v, err, test.want)
		}
	}
	for _, bad := range []string{`1e999`, `"`, `tru`, ``} {
		var v kratos.Value
		if err := json.Unmarshal([]byte(bad), &v); err == nil {
			t.Errorf("%s becomes %q, want an error", bad, v)
		}
	}
}
