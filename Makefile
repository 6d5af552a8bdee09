.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := $(CURDIR)/bin
GOLANGCI_VERSION := v2.15.0
GOVULNCHECK_VERSION := v1.9.0
ACTIONLINT_VERSION := v1.7.12
GORELEASER_VERSION := v2.15.1
CYCLONEDX_GOMOD_VERSION := v1.10.0
CLDR_VERSION := 48.2.0
FUZZTIME := 30s
# The largest that the program may be for any platform, in bytes. The tag grpcnotrace of the builds keeps golang.org/x/net/trace out,
# whose html/template has the linker keep every method of every type: 6 MB.
MAX_PROGRAM := 28000000
# Without a tag to count from, the program has the version that Go writes into it.
VERSION = $(shell git describe --tags --dirty 2>/dev/null)

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## Build the server: bin/thyra
	CGO_ENABLED=0 go build -trimpath -tags=grpcnotrace -ldflags='-s -w -buildid= -X github.com/thyra-ui/thyra/cli.version=$(VERSION)' -o $(BIN)/thyra .

.PHONY: release
release: $(BIN)/goreleaser $(BIN)/cyclonedx-gomod ## Archives, packages, checksums and SBOMs of the last commit, published nowhere: dist
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && ($(call snapshot,"$$dir/thyra")) && \
		rm -rf dist && mv "$$dir/thyra/dist" dist && \
		large=$$(find dist -name thyra -type f -size +$(MAX_PROGRAM)c) && \
		if [ -n "$$large" ]; then echo "Larger than $(MAX_PROGRAM) bytes: $$large" >&2; exit 1; fi && echo 'The release is in $(CURDIR)/dist:' && cd dist && \
		du -h --apparent-size checksums.txt $$(cut -d' ' -f3 checksums.txt)

.PHONY: reproducible
reproducible: release ## Make the release once more, with nothing cached, at another path, mask and time zone; compare the bytes
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && mkdir -p "$$dir/at/another/path" && umask 077 && \
		(export GOCACHE="$$dir/cache" TZ=Pacific/Auckland && $(call snapshot,"$$dir/at/another/path/clone")) && \
		diff dist/checksums.txt "$$dir/at/another/path/clone/dist/checksums.txt" && echo 'Both builds are the same bytes.'

# snapshot is a shell command that makes a release in the new clone $(1), so that it holds what is committed and nothing else.
snapshot = git clone --quiet '$(CURDIR)' $(1) && cd $(1) && PATH="$(BIN):$$PATH" goreleaser release --snapshot --clean

.PHONY: publish
publish: $(BIN)/goreleaser $(BIN)/cyclonedx-gomod ## Publish the release of the tag on this commit (.github/workflows/release.yml does it)
	notes=$$(mktemp) && trap 'rm -f "$$notes"' EXIT && \
		$(MAKE) --no-print-directory notes TAG="$$(git describe --exact-match --tags)" >"$$notes" && \
		PATH="$(BIN):$$PATH" goreleaser release --clean --release-notes="$$notes"

.PHONY: notes
notes: ## Print what CHANGELOG.md says of a release, TAG (v0.1.0), with links to the documents as they were then
	@awk -v tag='$(TAG)' '/^## / { on = $$2 == "[" substr(tag, 2) "]"; next } /^\[[^]]*\]: / { on = 0 } \
		on { gsub(/\]\(docs\//, "](https://github.com/thyra-ui/thyra/blob/" tag "/docs/"); print; words += NF } \
		END { if (!words) { print "CHANGELOG.md has no section for \"" tag "\"" >"/dev/stderr"; exit 1 } }' CHANGELOG.md

.PHONY: demo
demo: ## Run it in front of a real Kratos, with an inbox (first time: builds Kratos); OVERLAY=oauth2 adds a real Hydra
	cd e2e && go run ./demo $(if $(OVERLAY),-overlay $(OVERLAY))

.PHONY: example
example: ## An application that the pages are part of, in front of a real Kratos (docs/embed.md)
	cd e2e && go run ./demo -example toolshed

.PHONY: dev
dev: ## The demo, with templates regenerated first
dev: generate demo

.PHONY: gallery
gallery: ## Every page in every state, without a Kratos; ADDR (localhost:4460), BRANDS (brand/examples)
	go run ./gallery/cmd -brands $(or $(BRANDS),brand/examples) $(if $(ADDR),-addr $(ADDR))

.PHONY: generate
generate: ## Regenerate what is written by machine: templ's Go files, brand/schema.json, the archive of message files, styles and scripts as they are served, the table of languages
	go tool templ generate -include-version=false -path templates
	go tool templ generate -include-version=false -path examples
	go generate ./locales
	go generate ./brand
	go generate ./static
	COVERAGE=new go test -count=1 -run '^TestCoverageTable$$' ./locales

.PHONY: cldr
cldr: ## Take from Unicode's CLDR anew how languages write dates and lists: locales/cldr.json
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && for name in cldr-dates-full cldr-misc-full; do \
		mkdir "$$dir/$$name" && (cd "$$dir" && npm pack --silent "$$name@$(CLDR_VERSION)") && \
		tar -xzf "$$dir/$$name-$(CLDR_VERSION).tgz" -C "$$dir/$$name" --strip-components=1 || exit 1; \
	done && go run ./locales/cldr "$$dir" locales/cldr.json

.PHONY: logos
logos: e2e/node_modules/axe-core/axe.min.js ## Take the marks of sign-in providers from npm's simple-icons anew: templates/providerlogos.go
	go run ./templates/logos e2e/node_modules/simple-icons templates/providerlogos.go

.PHONY: fmt
fmt: $(BIN)/golangci-lint ## Format Go and templ files
	go tool templ fmt templates examples
	$(BIN)/golangci-lint fmt
	cd e2e && $(BIN)/golangci-lint fmt
	cd examples/toolshed && $(BIN)/golangci-lint fmt
	cd deploy/check && $(BIN)/golangci-lint fmt

.PHONY: lint
lint: $(BIN)/golangci-lint $(BIN)/actionlint ## Check generated files, formatting, vet and lint
	go tool templ fmt -fail templates examples
	$(MAKE) --no-print-directory generate
	git diff --exit-code --stat -- '*_templ.go' brand/schema.json
	$(BIN)/actionlint
	$(BIN)/golangci-lint run
	cd e2e && $(BIN)/golangci-lint run
	cd examples/toolshed && $(BIN)/golangci-lint run
	cd deploy/check && $(BIN)/golangci-lint run

.PHONY: vuln
vuln: $(BIN)/govulncheck ## Look for known vulnerabilities that the server reaches (VULNDB: a mirror's URL)
	@$(BIN)/govulncheck $(if $(VULNDB),-db $(VULNDB)) ./... >$(BIN)/vuln.log 2>&1; code=$$?; cat $(BIN)/vuln.log; \
	if grep -q 'fetching vulnerabilities:' $(BIN)/vuln.log; then \
		echo 'NOT CHECKED for known vulnerabilities: the database is out of reach. VULNDB can name a mirror.' >&2; \
	else exit $$code; fi

.PHONY: test
test: lint vuln unit deployment e2e ## Everything a change can break: lint, vulnerabilities, unit and end-to-end tests

.PHONY: unit
unit: ## Unit tests with the race detector
	go test -race ./...
	go test -count=1 -run '^(TestPagesAllocateNoMoreThanBefore|TestEvery(State|Mail)InEveryLanguage)' ./handlers ./gallery
	cd examples/toolshed && go test -race ./...

.PHONY: deployment
deployment: ## Check the Dockerfile and the files of deploy as their owners read them, and start the server as they say
	cd deploy/check && go test -count=1 ./...

.PHONY: e2e
e2e: chromium nginx caddy postgresql firefox webkit e2e/node_modules/axe-core/axe.min.js ## End-to-end tests: real Kratos and Hydra, mail and browsers
	cd e2e && go test -p 1 -count=1 -timeout 30m ./...

.PHONY: browsers
browsers: firefox webkit ## The main journeys in Firefox, with and without JavaScript, and in WebKitGTK
	cd e2e && go test -count=1 -v -timeout 10m -run '^Test(Firefox|WebKit)' ./browsers

.PHONY: a11y
a11y: chromium e2e/node_modules/axe-core/axe.min.js ## Accessibility of every state of the gallery in every look
	cd e2e && A11Y=full go test -count=1 -v -timeout 60m -run '^Test(Axe|Fit|Focus|ErrorSummary)' ./a11y

.PHONY: pictures
pictures: chromium ## Make the reference pictures of the visual tests anew
	cd e2e && PICTURES=new go test -count=1 -run '^TestPictures$$' ./visual

.PHONY: fuzz
fuzz: ## Each fuzz target for FUZZTIME (30s)
	go test ./kratos -run '^$$' -fuzz FuzzParse -fuzztime $(FUZZTIME)
	go test ./templates -run '^$$' -fuzz FuzzRender -fuzztime $(FUZZTIME)
	go test ./handlers -run '^$$' -fuzz FuzzParameters -fuzztime $(FUZZTIME)
	go test ./handlers -run '^$$' -fuzz FuzzHeaders -fuzztime $(FUZZTIME)
	go test ./handlers -run '^$$' -fuzz FuzzPolicy -fuzztime $(FUZZTIME)
	go test ./brand -run '^$$' -fuzz FuzzWording -fuzztime $(FUZZTIME)
	go test ./locales/template -run '^$$' -fuzz FuzzParse -fuzztime $(FUZZTIME)

.PHONY: soak
soak: ## Two minutes of 500 visitors while Kratos is slowed, broken and restarted, and attacks on connections and memory
	cd e2e && SIEGE=long go test -count=1 -v -timeout 10m -run '^TestSiege$$' ./attack
	cd e2e && SOAK_VISITORS=500 SOAK_FOR=2m go test -count=1 -v -timeout 20m -run '^TestSoak$$' ./attack

.PHONY: bench
bench: bench-pages bench-server bench-cpu bench-paint bench-parts ## The figures of docs/performance.md, with their spread; PROFILE (a directory) gets profiles

.PHONY: bench-pages
bench-pages: ## Pages beside a pass-through of Kratos's answers, in one process, and in every language
	go test ./handlers -run '^$$' -bench 'Page$$|Language$$' -benchtime 30x -timeout 30m

.PHONY: bench-server
bench-server: ## The same of the server as a process of its own, its start, its memory, and what a crowd costs it
	go test ./cli -run '^$$' -bench 'Outside|Crowd|Start' -benchtime 30x -timeout 30m
	go test ./cli -run '^$$' -bench PeakMemory -benchtime 1x -timeout 30m

.PHONY: bench-cpu
bench-cpu: ## Processor time of sign-in pages on a real Kratos, ours and Kratos's
	cd e2e && go test ./flows -run '^$$' -bench SignInCPU -benchtime 10x -timeout 30m

.PHONY: bench-paint
bench-paint: chromium ## Chromium on a phone's line until the sign-in form is painted
	cd e2e && go test ./flows -run '^$$' -bench First -benchtime 10x -timeout 30m

.PHONY: bench-parts
bench-parts: ## Time and allocations of a page without a network, and of its parts; PROFILE (a directory) gets a profile of each
	$(if $(PROFILE),mkdir -p '$(PROFILE)')
	for page in login settings sessions; do \
		go test ./handlers -run '^$$' -bench "^BenchmarkPageAlone$$/^$$page$$" -benchtime 3s $(call profiles,page-$$page) || exit 1; \
	done
	for package in kratos templates locales; do \
		go test ./$$package -run '^$$' -bench . -benchmem $(call profiles,$$package) || exit 1; \
	done

# profiles are flags for what go test writes under the name $(1) when PROFILE is set: read it with go tool pprof $(1).test $(1).cpu.
profiles = $(if $(PROFILE),-o "$(abspath $(PROFILE))/$(1).test" -cpuprofile "$(abspath $(PROFILE))/$(1).cpu" -memprofile "$(abspath $(PROFILE))/$(1).mem")

.PHONY: record
record: ## Record what Kratos answers during the end-to-end tests: kratos/recordings/recorded
	cd e2e && RECORD=$(CURDIR)/kratos/recordings/recorded go test -p 1 -count=1 -timeout 30m ./flows ./factors ./social ./deploy

.PHONY: chromium
chromium: ## Install Chromium where it is missing (Debian)
	@command -v chromium chromium-browser google-chrome >/dev/null || test -x "$$CHROMIUM" || $(call install,chromium)

.PHONY: nginx
nginx: ## Install nginx where it is missing (Debian)
	@command -v nginx /usr/sbin/nginx >/dev/null || $(call install,nginx-light,nginx)

.PHONY: caddy
caddy: ## Install Caddy where it is missing (Debian)
	@command -v caddy >/dev/null || $(call install,caddy,caddy)

.PHONY: postgresql
postgresql: ## Install PostgreSQL where it is missing (Debian)
	@command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || $(call install,postgresql,postgresql)

.PHONY: firefox
firefox: ## Install Firefox where it is missing (Debian)
	@command -v firefox-esr firefox >/dev/null || $(call install,firefox-esr)

.PHONY: webkit
webkit: ## Install WebKitGTK, its driver and a screen for it where they are missing (Debian)
	@command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null || $(call install,webkit2gtk-driver xvfb)

# install is a shell command for a package of Debian. The service that comes with it, if any, is masked first: the tests start
# servers of their own, and port 80 may be somebody else's.
install = { \
	sudo=; if [ "$$(id -u)" != 0 ]; then sudo='sudo -n'; fi; \
	if ! command -v apt-get >/dev/null || ! $$sudo true 2>/dev/null; then echo '$(1) is missing. Install it (Debian: apt-get install $(1)).' >&2; exit 1; fi; \
	$(if $(2),if command -v systemctl >/dev/null; then $$sudo systemctl mask $(2).service; fi;) \
	$$sudo apt-get update -q && $$sudo apt-get install -qy --no-install-recommends $(1); }

e2e/node_modules/axe-core/axe.min.js: e2e/package-lock.json
	cd e2e && npm ci --no-audit --no-fund
	touch $@

$(BIN)/golangci-lint: Makefile
	GOBIN=$(BIN) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)

$(BIN)/actionlint: Makefile
	GOBIN=$(BIN) go install github.com/rhysd/actionlint/cmd/actionlint@$(ACTIONLINT_VERSION)

$(BIN)/goreleaser: Makefile
	GOBIN=$(BIN) go install github.com/goreleaser/goreleaser/v2@$(GORELEASER_VERSION)

$(BIN)/cyclonedx-gomod: Makefile
	CGO_ENABLED=0 GOBIN=$(BIN) go install -trimpath github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@$(CYCLONEDX_GOMOD_VERSION)

$(BIN)/govulncheck: Makefile
	GOBIN=$(BIN) go install golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK_VERSION)
