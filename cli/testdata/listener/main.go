// Program listener does no more than to listen and answer: what BenchmarkStart holds the start of the server against.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err == nil {
		fmt.Printf("{\"msg\":\"listening\",\"address\":%q}\n", listener.Addr())
		err = http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "ok") }))
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
