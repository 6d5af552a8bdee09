package cli

import (
	"strings"
	"testing"
)

func TestNearMissesOfSettingsAreNamed(t *testing.T) {
	t.Parallel()
	for name, meant := range map[string]string{
		"KRATOS_BROSWER_URL": "KRATOS_BROWSER_URL", "TRUSTED_PROXY": "TRUSTED_PROXIES", "KRATOS_BROWSER_URI": "KRATOS_BROWSER_URL",
		"kratos_browser_url": "KRATOS_BROWSER_URL", "KRATOS_BROWSERURL": "KRATOS_BROWSER_URL", "PUBILC_URL": "PUBLIC_URL", "PUBLIC_URI": "PUBLIC_URL",
		"BRANDS_DIR": "BRAND_DIR", "LOCALE_DIR": "LOCALES_DIR", "METRIC_ADDR": "METRICS_ADDR", "METRICS_ADRR": "METRICS_ADDR", "TLS_CERTPATH": "TLS_CERT_PATH",
		"THYRA_PUBLIC_URL": "PUBLIC_URL", "THYRA_PORT": "PORT", "COOKIE_SECRETS_FILE": "COOKIE_SECRET_FILE", "FRAME_ANCESTOR": "FRAME_ANCESTORS",
		"HYDRA_ADMINURL": "HYDRA_ADMIN_URL", "TRUSTED_CLIENT_ID": "TRUSTED_CLIENT_IDS",
	} {
		got := nearMisses(environment(name, "3000"))
		if len(got) != 1 || got[0] != (nearMiss{name, meant}) {
			t.Errorf("%s: %v, want %s", name, got, meant)
		}
	}
}

// Where a server runs, there are variables of the shell, of the orchestrator, of the Node UI and of Ory's Helm chart.
func TestVariablesOfOthersAreNotNamed(t *testing.T) {
	t.Parallel()
	for variable := range strings.FieldsSeq(`
		PATH=/usr/bin HOME=/root HOSTNAME=a1b2 HOSTS=x PORTS=x USER=x LANG=C TERM=xterm PWD=/ SHLVL=1 TZ=UTC LOGNAME=x SHELL=/bin/sh
		KUBERNETES_SERVICE_HOST=10.0.0.1 KUBERNETES_PORT=tcp://10.0.0.1:443 THYRA_PORT=tcp://10.0.0.2:80 THYRA_SERVICE_HOST=10.0.0.2 THYRA_SERVICE_PORT=80
		THYRA_PORT_80_TCP_ADDR=10.0.0.2 KRATOS_PUBLIC_SERVICE_HOST=10.0.0.3 KRATOS_PUBLIC_PORT=tcp://10.0.0.3:80 HYDRA_ADMIN_PORT=tcp://10.0.0.3:80
		KRATOS_PUBLIC_PORT_80_TCP=tcp://10.0.0.3:80 JWKS_URL=http://oathkeeper SECURITY_MODE=standalone NODE_ENV=production
		HTTP_PROXY=http://x HTTPS_PROXY=http://x NO_PROXY=x SSL_CERT_FILE=/x SSL_CERT_DIR=/x GOGC=100 GOMEMLIMIT=1GiB OTEL_TRACES_EXPORTER=none
		DSN=memory DATABASE_URL=x KRATOS_DSN=x BASE_URL=x TLS_CERT=x PUBLIC_KEY=x REDIS_URL=x LOG_LEAK_SENSITIVE_VALUES=true SECRETS_COOKIE=x
		KRATOS_BROSWER_URL= HYDRA_PUBLIC=x CSRF_COOKIE_SECRET_FILE=x
	`) {
		name, value, _ := strings.Cut(variable, "=")
		if got := nearMisses(environment(name, value)); len(got) > 0 {
			t.Errorf("%s: %v", variable, got)
		}
	}
	// An old name that stays beside the right one harms nobody.
	if got := nearMisses(environment("KRATOS_BROSWER_URL", "https://x", "KRATOS_BROWSER_URL", "https://x")); len(got) > 0 {
		t.Errorf("%v", got)
	}
}

// What is missing was often set by another name.
func TestErrorsNameNearMisses(t *testing.T) {
	t.Parallel()
	_, err := readConfig(map[string]string{"KRATOS_PUBLC_URL": "http://kratos:4433", "HOSTNAME": "x"})
	if err == nil || !strings.HasSuffix(err.Error(), "\nKRATOS_PUBLC_URL is no setting and changes nothing: KRATOS_PUBLIC_URL was meant?") {
		t.Errorf("%v", err)
	}
}
