# syntax=docker/dockerfile:1
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o /out/thyra .
# Kratos may be behind TLS, so the certificates of public authorities come along; scratch has none.
RUN cp /etc/ssl/certs/ca-certificates.crt /out/ca-certificates.crt

FROM scratch
COPY --from=build /out/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/thyra /thyra
USER 65532:65532
EXPOSE 3000
ENTRYPOINT ["/thyra"]
