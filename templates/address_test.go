package templates_test

import (
	"testing"

	"github.com/thyra-ui/thyra/templates"
)

func TestAppScheme(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"myapp://done": "myapp", "com.example.app:/cb?x=1;y#z": "com.example.app", "MyApp:done": "myapp", "web+shop:x": "web+shop",
		"a1-b.c+d://x": "a1-b.c+d", "tel:+491": "tel", "mailto:a@b.example": "mailto", "my-javascript:x": "my-javascript",

		"": "", "myapp": "", "/myapp:x": "", "?myapp:x": "", "://x": "", "1app://x": "", "my app://x": "", "my;app://x": "", "my'app://x": "",
		"myapp ://x": "", " myapp://x": "", "myapp://x y": "", "my\tapp://x": "", "myapp://x\n; script-src *": "", "\x00myapp://x": "", "müapp://x": "",
		"http://x": "", "https://x": "", "HTTPS://x": "", "ws://x": "", "ftp://x": "",
		"javascript:alert(1)": "", "JavaScript:alert(1)": "", "java\nscript:alert(1)": "", " javascript:alert(1)": "", "\x01javascript:alert(1)": "",
		"data:text/html,x": "", "vbscript:x": "", "blob:https://x/y": "", "filesystem:https://x/y": "", "file:///etc/passwd": "", "about:blank": "",
		"view-source:https://x": "", "chrome://settings": "", "jar:https://x!/y": "",
		"intent://x#Intent;scheme=http;S.browser_fallback_url=https%3A%2F%2Fevil.example;end": "", "android-app://x": "",
	} {
		if got := templates.AppScheme(raw); got != want {
			t.Errorf("%q: scheme %q, want %q", raw, got, want)
		}
	}
}
