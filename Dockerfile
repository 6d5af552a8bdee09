# syntax=docker/dockerfile:1
# The compiler runs on the builder's own platform and compiles for the image's, so that no platform is emulated.
FROM --platform=$BUILDPLATFORM docker.io/library/golang:1.26.8@sha256:3c3e25a4da13fd0478eed2df1eb35a0e667094a7124d3993a6a1d30f71c17e79 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG TARGETOS TARGETARCH VERSION=
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -trimpath -tags=grpcnotrace -ldflags="-s -w -buildid= ${VERSION:+-X github.com/thyra-ui/thyra/cli.version=$VERSION}" -o /out/thyra .
# Kratos may be behind TLS, so the certificates of public authorities come along; scratch has none.
RUN cp /etc/ssl/certs/ca-certificates.crt /out/ca-certificates.crt

FROM scratch
ARG VERSION= REVISION=
LABEL org.opencontainers.image.title="Thyra" \
      org.opencontainers.image.description="Login and account pages for Ory Kratos" \
      org.opencontainers.image.source="https://github.com/thyra-ui/thyra" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"
COPY --from=build /out/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/thyra /thyra
# Numeric, so that Kubernetes can see that it is not root.
USER 10000:10000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["/thyra", "healthcheck"]
ENTRYPOINT ["/thyra"]
