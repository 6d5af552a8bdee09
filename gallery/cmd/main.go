// Command cmd serves the gallery with the pages as the server has them: docs/gallery.md. It is not part of the server, and
// "go run ./gallery/cmd" runs it.
package main

import "github.com/thyra-ui/thyra/gallery"

func main() { gallery.Main(gallery.Options{}) }
