// Command toolshed is a product that lends tools to neighbors, with Thyra's pages as its account pages: below /account, in
// its own header and footer, in its own colors. It shows what an application has to do for that, and keeps its loans in
// memory. This package knows no more of Thyra than its documentation says.
package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Getenv)
	stop()
	if err != nil {
		slog.Error("toolshed", "error", err)
		os.Exit(1)
	}
}

// run serves the product until ctx ends. The settings are HOST, PORT, PUBLIC_URL (of the account pages), KRATOS_PUBLIC_URL
// and KRATOS_BROWSER_URL.
func run(ctx context.Context, setting func(string) string) error {
	product, err := newProduct(setting("KRATOS_PUBLIC_URL"), setting("KRATOS_BROWSER_URL"), setting("PUBLIC_URL"))
	if err != nil {
		return err
	}
	server := &http.Server{
		Addr:              net.JoinHostPort(setting("HOST"), cmp.Or(setting("PORT"), "3000")),
		Handler:           product.routes(),
		ReadHeaderTimeout: 5 * time.Second,
	}
	context.AfterFunc(ctx, func() { _ = server.Shutdown(context.WithoutCancel(ctx)) })
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
