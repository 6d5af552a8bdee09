//go:build race

package gallery_test

// languagesOf are a few of all languages: the race detector makes pages eight times as slow. make unit runs the tests that use them
// once more without it.
func languagesOf([]string) []string { return []string{"en", "ar", "ja", "en-XA"} }
