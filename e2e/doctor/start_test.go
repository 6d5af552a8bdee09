package doctor_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// The server says at its start what costs Kratos little to find, and serves all the same.
func TestTheServerWarnsAtItsStart(t *testing.T) {
	var log lines
	s := shared.OwnStack(t, stack.Options{UILog: &log, UIEnv: []string{"PUBLIC_URL=http://127.0.0.1:1"}})
	want := []string{"hosts-unrelated", "passkey-id", "ui-url-elsewhere"}
	err := child.Poll(t.Context(), 50*time.Millisecond, func() error {
		if got := log.findings(); !slices.Equal(got, want) {
			return fmt.Errorf("findings %v, want %v", got, want)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if res, err := oneshot.Get(t.Context(), s.UIURL+"/welcome"); err != nil || res.StatusCode != http.StatusOK {
		t.Error("it does not serve", err)
	} else {
		_ = res.Body.Close()
	}
}

// lines keeps the log of a server.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

var findingInLog = regexp.MustCompile(`"level":"WARN",.*"finding":"([a-z-]+)"`)

func (l *lines) findings() (list []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, match := range findingInLog.FindAllStringSubmatch(l.text.String(), -1) {
		list = append(list, match[1])
	}
	slices.Sort(list)
	return list
}
