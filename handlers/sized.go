package handlers

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// onlySized refuses bodies in chunks (RFC 9112 7.1), which no form or report of a browser comes in, and ends the connection. Of a
// request that has a length too, net/http keeps no trace of the length: one server on the way goes by it, another by the chunks,
// and what is one request here was two there. HTTP/2 has no chunks.
func onlySized(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if len(c.Request().TransferEncoding) > 0 {
			c.Response().Header().Set("Connection", "close")
			_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Unix(1, 0)) // or net/http waits for the rest before it answers
			return echo.NewHTTPError(http.StatusLengthRequired)
		}
		return next(c)
	}
}
