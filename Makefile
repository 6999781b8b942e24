# make demo · make test: both do all the set-up. Go 1.26, Node 20 and make are
# all that must be there.

.PHONY: build demo test check docs screenshots bench bench-load fuzz gosec vulns scan sbom reproducible clean
.NOTPARALLEL:
.DEFAULT_GOAL := build

ASSETS := web/dist/manifest.json
# The stylesheet keeps only what pages use, so it is made again when one changes.
PAGES := $(shell find . \( -name node_modules -o -name data -o -name .git \) -prune -o \( -path '*/page/*.html' -o -path './kit/ui/*' -o -path './web/css/*' -o -path './web/js/*' -o -path './web/*.mjs' -o -name icon.svg \) -type f -print)
GOBUILD := go build -trimpath -ldflags='-s -w'

build: $(ASSETS)
	$(GOBUILD) -o pesnet .

$(ASSETS): web/node_modules/.made $(PAGES)
	cd web && npm run --silent build

# Go compiles what needs no page while the packages of the pages come.
web/node_modules/.made: web/package-lock.json
	@$(GOBUILD) ./home & (cd web && npm ci --omit=dev --silent) && wait && touch $@

# The tests look at pages with tools that the program does not need.
web/node_modules/.tools: web/package-lock.json
	cd web && npm ci --silent && touch node_modules/.made node_modules/.tools

# PESNET_ADDR, PESNET_DATA and PESNET_DB say where; DEMO=real loads the real
# figures too, from the folder that PESNET_TESTDATA names.
demo: build
	./pesnet demo $(if $(filter real,$(DEMO)),--real)

# What passes is left out of what is shown; what is skipped is said.
SHOW := awk '/^=== |^ *--- PASS|^PASS$$|no test files|^time=/ { next } { print; fflush() }'

test: web/node_modules/.tools build
	go vet ./...
	go tool staticcheck ./...
	@mkdir -p data; rm -f data/test.code
	@{ go test -timeout 30m -v ./... 2>&1; echo $$? > data/test.code; } | tee data/test.log | $(SHOW)
	@echo "Tests that were skipped: $$(grep -c -- '--- SKIP' data/test.log)"
	@exit $$(cat data/test.code)

# The quick half of the tests, before a commit.
check: $(ASSETS)
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	go test -short ./...

# The files of docs/ and schema/ that are made from others.
docs: $(ASSETS)
	go test . -run 'TestRules|TestTheSumOfTheSchema|TestTheDocumentOfTheAPI|TestEveryColumnHasAClass|TestTheFieldsOfPeople' -update
	go test ./lang -run TestGlossary -update

screenshots: web/node_modules/.tools build
	PESNET_SCREENSHOTS=docs/screenshots go test . -count=1 -run TestScreenshots -v

# Tools of the tests are no part of the program; what of its remarks is left
# alone says why beside it, and in docs/security.md.
GOSEC := github.com/securego/gosec/v2/cmd/gosec@v2.22.11
gosec: $(ASSETS)
	@if [ -z "$(PESNET_TEST_ALL)" ] && ! go run $(GOSEC) -version >/dev/null 2>&1; then \
		echo "gosec: SKIP: $(GOSEC) cannot be fetched here"; \
	else go run $(GOSEC) -quiet -exclude=G104 -exclude-dir=kit/browser -exclude-dir=kit/db/dbtest -exclude-dir=kit/openid/openidtest ./...; fi

# Known weaknesses of what the program is made of, by what it really calls. The
# list of them lies at vuln.go.dev; VULNDB=file:///… is a copy of it.
VULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.1.4
VULNDB := https://vuln.go.dev
vulns: $(ASSETS)
	go run $(VULNCHECK) -db $(VULNDB) ./...
	cd web && npm audit --omit=dev

# wapiti, sqlmap and ffuf (Debian packages) against a demonstration of its own.
scan: build
	.ci/scan

# What the program is made of, as CycloneDX 1.6.
sbom: build
	go run ./kit/sbom pesnet web/package-lock.json > pesnet.cdx.json

# The same files make the same program, wherever they lie: two folders, the
# second without anything that was compiled before.
TWICE := data/twice
reproducible: $(ASSETS)
	@rm -rf $(TWICE); mkdir -p $(TWICE)/one $(TWICE)/another/folder
	@for to in $(TWICE)/one $(TWICE)/another/folder; do git ls-files -z | tar -c --null --files-from=- | tar -x -C $$to && cp -r web/dist/. $$to/web/dist/ || exit 1; done
	@cd $(TWICE)/one && $(GOBUILD) -buildvcs=false -o pesnet .
	@cd $(TWICE)/another/folder && GOCACHE=$(CURDIR)/$(TWICE)/cache $(GOBUILD) -buildvcs=false -o pesnet .
	@cd $(TWICE) && sha256sum one/pesnet another/folder/pesnet && cmp one/pesnet another/folder/pesnet
	@rm -rf $(TWICE)

# Ten minutes of texts that nobody would write, as events for a calendar: our
# parser and another one must read the same again. FUZZTIME says how long.
FUZZTIME := 10m
fuzz: web/node_modules/.tools
	PESNET_TEST_ALL=1 go test ./kit/calendar -run '^$$' -fuzz FuzzEvent -fuzztime $(FUZZTIME) -fuzzminimizetime 10x

# Three hundred requests in a second by people who are signed in, for a minute,
# on both engines; PESNET_PROFILE names a file for pprof.
bench-load: build
	PESNET_LOAD=60s go test . -run '^$$' -bench SignedIn -benchtime 1x -timeout 20m

bench: build
	go test -run '^$$' -bench . -benchtime 3x ./...

clean:
	rm -rf pesnet pesnet.cdx.json data/test.log data/twice data/test.code web/node_modules web/dist/manifest.json web/dist/pesnet.* web/dist/icon.*
