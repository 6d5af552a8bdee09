package gallery

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
	"github.com/thyra-ui/thyra/locales"
)

// Exit codes: 1 when serving failed, 2 when the arguments can't work.
const (
	exitFailed = 1
	exitUsage  = 2
)

// Main serves the gallery until it is interrupted, and ends the process. It is all that a main function has to call; the
// command line has the arguments -addr and -brands, the latter in place of Options.Brands.
func Main(o Options) { os.Exit(run(o, os.Args[1:], os.Stdout, os.Stderr)) }

func run(o Options, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("gallery", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "localhost:4460", "address to listen on; port 0 takes a free one")
	dir := flags.String("brands", "", "directory with brands to look at, as BRAND_DIR has them; pages show what changes")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return exitUsage
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "gallery: unknown argument %q\n", flags.Arg(0))
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := o.complete()
	if err == nil && *dir != "" {
		o.Brands, err = watchDir(ctx, *dir, o.Locales, stdout)
	}
	var g *Gallery
	if err == nil {
		g, err = New(o)
	}
	if err == nil {
		err = serve(ctx, g, *addr, stdout)
	}
	if err != nil {
		fmt.Fprintf(stderr, "gallery: %v\n", err)
		return exitFailed
	}
	return 0
}

// watchDir is watchEdits of a directory of this machine, which must be there.
func watchDir(ctx context.Context, dir string, catalog *locales.Catalog, terminal io.Writer) (func() Brands, error) {
	files := brand.Dir(dir)
	if _, err := fs.Stat(files, "."); err != nil {
		return nil, fmt.Errorf("-brands %s: %w", dir, errors.Unwrap(err)) // err itself says "stat ."
	}
	return watchEdits(ctx, files, catalog, terminal)
}

// serve says where it serves the pages, and does so until ctx ends.
func serve(ctx context.Context, pages http.Handler, addr string, stdout io.Writer) error {
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
