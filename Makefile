# make demo      the services and the whole story, driven from the command line (KEEP=1 leaves them running)
# make test      every test
# make cost      what hostile input costs, in instructions too, and on larger inputs than those of make test
# make sanitize  the codec's tests under AddressSanitizer, in a build folder of their own
# make generate  all checked-in generated code anew
# make format    formats the sources;  make lint checks the format and the import table
# make bench     rates and CPU a call beside the nghttp2 floor and gRPC C++, and the codec beside its peers
#                (Tests/Benchmarks/generated/measure, which takes half an hour, tells what generated code costs to compile)

SHELL := /bin/bash
SWIFT_FILES := git ls-files --cached --others --exclude-standard -- '*.swift'
BUILD_PACKAGES := libnghttp2-dev libprotobuf-c-dev libsqlite3-dev pkg-config python3
TEST_PACKAGES := protobuf-compiler libprotobuf-dev python3-venv
BENCH_PACKAGES := nghttp2-client libgrpc++-dev protobuf-compiler-grpc protobuf-compiler libprotobuf-dev protobuf-c-compiler \
	libprotobuf-c-dev valgrind
VENV := .build/venv
.PHONY: demo test cost sanitize generate format lint bench clean build-packages test-packages

demo: build-packages
	swift build -c release --product martlet
	swift build -c release --product main
	swift build -c release --product async
	Tests/Demo/demo "$$(swift build -c release --show-bin-path)"

test: test-packages $(VENV)/ready
	swift build --build-tests
	Tests/run "$$(swift build --show-bin-path)"
	Tests/Tutorial/run "$$(swift build --show-bin-path)"
	Tests/PluginExample/run

cost: export MARTLET_COST_SCALE = 8
cost: test-packages $(VENV)/ready
	.ci/install valgrind
	swift build -c release --product cost
	MARTLET_COST_PROGRAM="$$(swift build -c release --show-bin-path)/cost" swift test --filter CostTests

# What Swift's runtime keeps for good is no leak, and the generator, which runs while the package is built, is one of its users.
sanitize: export ASAN_OPTIONS = detect_leaks=0
sanitize: export MARTLET_PYTHON = $(CURDIR)/$(VENV)/bin/python
sanitize: test-packages $(VENV)/ready
	swift test --package-path Tests/Sanitize --scratch-path .build-sanitize --sanitize address --no-parallel

generate: build-packages
	.ci/embed-protos
	swift build --product martlet
	"$$(swift build --show-bin-path)/martlet" generate --config .ci/martlet.json

format:
	$(SWIFT_FILES) | xargs swift format -i --parallel

lint:
	$(SWIFT_FILES) | xargs swift format lint --strict --parallel
	.ci/check-imports

bench: build-packages
	.ci/install $(BENCH_PACKAGES)
	Tests/Benchmarks/rates
	Tests/Benchmarks/pairs
	Tests/Benchmarks/codec

clean:
	swift package clean
	rm -rf $(VENV) .build-sanitize

build-packages:
	@.ci/install $(BUILD_PACKAGES)

test-packages:
	@.ci/install $(BUILD_PACKAGES) $(TEST_PACKAGES)

# The peers of the tests that come from PyPI, in an environment of their own.
$(VENV)/ready: Tests/requirements.txt
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
	touch $@
