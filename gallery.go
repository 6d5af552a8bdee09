//go:build gallery

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers/gallery"
)

// runGallery serves every page in every state, for those who design and test them. It is compiled in by the build tag
// gallery only: the recordings it shows have no place in a server.
func runGallery(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("thyra gallery", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "localhost:4460", "address to listen on; port 0 takes a free one")
	dir := flags.String("brands", "", "directory with brands to look at, as BRAND_DIR has them; pages show what changes")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "thyra gallery: unknown argument %q\n", flags.Arg(0))
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var shown func() gallery.Brands
	if *dir != "" {
		files := brand.Dir(*dir)
		if _, err := fs.Stat(files, "."); err != nil {
			fmt.Fprintf(stderr, "thyra gallery: -brands %s: %v\n", *dir, errors.Unwrap(err)) // err itself says "stat ."
			return exitFailed
		}
		var err error
		if shown, err = watchEdits(ctx, files, stdout); err != nil {
			fmt.Fprintf(stderr, "thyra gallery: %v\n", err)
			return exitFailed
		}
	}
	pages, err := gallery.New(shown)
	if err == nil {
		err = serveGallery(ctx, pages, *addr, stdout)
	}
	if err != nil {
		fmt.Fprintf(stderr, "thyra gallery: %v\n", err)
		return exitFailed
	}
	return 0
}

// serveGallery says where it serves the pages, and does so until ctx ends.
func serveGallery(ctx context.Context, pages http.Handler, addr string, stdout io.Writer) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: pages, ReadHeaderTimeout: 5 * time.Second}
	defer context.AfterFunc(ctx, func() { _ = server.Close() })() // nobody minds an answer cut off
	fmt.Fprintf(stdout, "gallery: http://%s/\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
