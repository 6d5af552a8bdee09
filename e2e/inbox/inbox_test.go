package inbox_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/oneshot"
)

const message = "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n" +
	"MIME-Version: 1.0\r\n" +
	"Content-Type: multipart/alternative; boundary=cut\r\n\r\n" +
	"--cut\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<b>not this</b>\r\n" +
	"--cut\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
	"order 1234567, <script>x</script>:\r\n\r\n603834\r\n\r\nor http://localhost/v?code=3D603834&flow=3Df\r\n" +
	"--cut--\r\n"

func TestMailArrives(t *testing.T) {
	b, err := inbox.Start(t.Context(), "localhost:0", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })

	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	got := make(chan inbox.Mail, 1)
	go func() {
		m, _ := b.Wait(ctx, "ANN@example.org", func(m inbox.Mail) bool { return m.Code != "" })
		got <- m
	}()
	client, err := smtp.Dial(b.SMTPAddr())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	to := []string{"ann@example.org", "bob@example.org"}
	if err := client.SendMail("no-reply@example.org", to, strings.NewReader(message)); err != nil {
		t.Fatal(err)
	}
	m := <-got
	if m.Subject != "Grüße" || m.Code != "603834" || m.Link != "http://localhost/v?code=603834&flow=f" {
		t.Errorf("got %+v", m)
	}
	if n := len(b.Mails("")); n != 2 {
		t.Errorf("%d mails, want one for each recipient", n)
	}

	page := get(t, b.URL()+"?to=ann@example.org")
	for _, want := range []string{`<p class="code" data-testid="code">603834</p>`, `href="http://localhost/v?code=603834&amp;flow=f"`, "&lt;script&gt;"} {
		if !strings.Contains(page, want) {
			t.Errorf("page lacks %s:\n%s", want, page)
		}
	}
	if m.HTML != "<b>not this</b>" || !strings.Contains(page, `srcdoc="&lt;base target=&#34;_blank&#34;&gt;&lt;b&gt;not this&lt;/b&gt;"`) {
		t.Errorf("the HTML part is %q, on the page:\n%s", m.HTML, page)
	}
	var list []inbox.Mail
	if err := json.Unmarshal([]byte(get(t, b.URL()+"mails.json")), &list); err != nil || len(list) != 2 {
		t.Errorf("JSON list: %d mails, error %v", len(list), err)
	}
}

func TestTextMessageArrives(t *testing.T) {
	b, err := inbox.Start(t.Context(), "localhost:0", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	sms := map[string]string{"to": "+4915112345678", "body": "603834 is your code.\n\n@localhost #603834"}
	res, _, err := oneshot.JSON(t.Context(), http.MethodPost, b.SMSURL(), sms)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%v: %v", res, err)
	}
	if got := b.Mails("+4915112345678"); len(got) != 1 || got[0].Code != "603834" || got[0].Body != sms["body"] {
		t.Errorf("got %+v", got)
	}
}

func TestWaitEndsWithItsContext(t *testing.T) {
	b, err := inbox.Start(t.Context(), "localhost:0", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Wait(ctx, "ann@example.org", nil); err == nil {
		t.Error("no error although nothing arrived")
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := oneshot.Get(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
