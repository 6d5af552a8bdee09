package ui

const (
	frozen   = `Object.freeze(navigator.credentials);`
	readOnly = `{ const real = navigator.credentials;
		const held = Object.freeze({ get: real.get.bind(real), create: real.create.bind(real) });
		Object.defineProperty(navigator, "credentials", { get: () => held, configurable: false }); }`
)

// Environments returns scripts by name that do to a page what extensions, settings and old browsers do before its script runs.
func Environments() map[string]string {
	return map[string]string{ //nolint:gosec // no credentials
		"storage forbidden":      `Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no", "SecurityError"); } });`,
		"credentials frozen":     frozen,
		"credentials read-only":  readOnly,
		"credentials setter":     `for (const m of ["get", "create"]) { const v = navigator.credentials[m]; Object.defineProperty(navigator.credentials, m, { get: () => v, set() {} }); }`,
		"credentials throwing":   `Object.defineProperty(navigator, "credentials", { get() { throw new Error("no"); } });`,
		"no credentials":         `Object.defineProperty(navigator, "credentials", { value: undefined });`,
		"alert off":              `window.alert = undefined; window.print = undefined;`,
		"no Intl or clipboard":   `window.Intl = undefined; Object.defineProperty(navigator, "clipboard", { value: undefined });`,
		"Navigation API missing": `Object.defineProperty(window, "navigation", { value: undefined });`,
		"rubbish kept":           `sessionStorage.setItem("thyra:" + location.pathname, "{");`,
	}
}
