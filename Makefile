# Thin: every target is one or two commands that can be run by hand.

CARGO ?= cargo
# Tools built from source live beside the build, or where the environment has them already.
TOOLS := $(abspath $(or $(CARGO_TARGET_DIR),target))/tools
export PATH := $(PATH):$(TOOLS)/bin

DENY_TOOL = command -v cargo-deny >/dev/null || $(CARGO) install cargo-deny --locked --version 0.20.2 --root $(TOOLS)

.PHONY: test setup check house advisories bench bench-peers bench-peers-rules bench-peers-tls fmt fuzz fuzz-build faults faults-short

## Everything: installs what the tests need, then runs them all.
test: setup
	$(CARGO) test --workspace --locked

## What the tests need beyond Rust and gcc (Debian's packages).
setup:
	@scripts/install-test-packages libreoffice-calc:soffice poppler-utils:pdfinfo openssl:openssl fonts-morisawa-bizud-gothic:/usr/share/fonts/truetype/bizud-gothic/BIZUDGothic-Regular.ttf \
		postgresql:/usr/lib/postgresql strace:strace nginx:nginx libnginx-mod-mail:/usr/lib/nginx/modules/ngx_mail_module.so slapd:/usr/sbin/slapd iproute2:ip \
		gnutls-bin:gnutls-serv libnss3-tools:selfserv libnginx-mod-stream:/usr/lib/nginx/modules/ngx_stream_module.so

## Formatting, lints, the floor rule, and the supply chain.
check: house
	@$(DENY_TOOL)
	$(CARGO) deny --locked check bans licenses sources

## The part of `check` that needs no tool to be built.
house:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings
	$(CARGO) run --quiet --locked -p xtask -- floors

## Known holes, abandoned and withdrawn crates, in every lock file. It fetches the RustSec database from GitHub, so it is no part of `check`.
advisories:
	@$(DENY_TOOL)
	for folder in . fuzz benches/peers benches/peers/old-openssl; do \
		$(CARGO) deny --locked --manifest-path $$folder/Cargo.toml --config deny.toml check --allow advisory-not-detected advisories || exit 1; done

bench:
	$(CARGO) build --release --locked -p kijun
	$(CARGO) run --release --locked -p kijun-bench

## Other engines for the rule, and other programs that measure TLS (docs/performance.md, docs/probe-measuring.md). As root: the TLS part
## makes a network namespace. It installs what it compares with; TLS_PROBES=--testssl adds the one that takes minutes.
bench-peers: bench-peers-rules bench-peers-tls

bench-peers-rules:
	@scripts/install-test-packages python3-venv:/usr/share/doc/python3-venv
	$(CARGO) run --release --locked --manifest-path benches/peers/Cargo.toml

OLD_OPENSSL = $(TOOLS)/openssl-1.1.1w
OLD_BUILD = --release --locked --manifest-path benches/peers/old-openssl/Cargo.toml --target-dir $(TOOLS)/old-openssl
bench-peers-tls:
	@scripts/install-test-packages openssl:openssl nginx:nginx iproute2:ip time:/usr/bin/time perl:perl make:make \
		sslscan:sslscan nmap:nmap testssl.sh:testssl python3-venv:/usr/share/doc/python3-venv
	$(TOOLS)/sslyze/bin/sslyze --help >/dev/null 2>&1 || { python3 -m venv --clear $(TOOLS)/sslyze && \
		$(TOOLS)/sslyze/bin/pip install --quiet --requirement benches/peers/tls/requirements.txt; }
	$(CARGO) run $(OLD_BUILD) -p old-openssl-library -- $(OLD_OPENSSL)
	OPENSSL_DIR=$(OLD_OPENSSL) OPENSSL_STATIC=1 $(CARGO) build $(OLD_BUILD) -p old-openssl-server
	$(CARGO) build --release --locked -p kijun
	KIJUN=$(or $(CARGO_TARGET_DIR),target)/release/kijun SSLYZE=$(TOOLS)/sslyze/bin/sslyze OLD_OPENSSL=$(OLD_OPENSSL) \
		OLD_OPENSSL_SERVER=$(TOOLS)/old-openssl/release/old-openssl-server python3 benches/peers/tls $(TLS_PROBES)

## Faults (docs/reliability.md): killed, cut off, full, failing, flipped. As root: they mount disks and make network namespaces.
## Started by its path: `cargo run -p kijun-faults` would build dependencies again, with the features of that package alone. The S3 server is
## built apart: together, its features would be asked of what the others share, and `kijun` be built a second time.
FAULTS = scripts/install-test-packages strace:strace mount:mount util-linux:setpriv e2fsprogs:/usr/sbin/mkfs.ext4 \
		faketime:faketime postgresql:/usr/lib/postgresql iproute2:ip && \
	$(CARGO) build --release --locked -p kijun -p kijun-faults && $(CARGO) build --release --locked -p kijun-faults-s3 && \
	$(abspath $(or $(CARGO_TARGET_DIR),target))/release/kijun-faults all

faults:
	$(FAULTS)

faults-short:
	$(FAULTS) --short

fmt:
	$(CARGO) fmt --all

## Fuzz targets: built in CI, run as long as SECONDS says (each); before a release, 3600.
SECONDS ?= 60
FUZZ_TARGETS = $(basename $(notdir $(wildcard fuzz/fuzz_targets/*.rs)))

fuzz-build:
	fuzz/build.sh

fuzz: fuzz-build
	for target in $(FUZZ_TARGETS); do fuzz/run.sh $$target $(SECONDS) || exit 1; done
