# The Debian packages everything is built and tested with. `make` installs what is missing and says so.

BUILD_PACKAGES := clang-19 llvm-19-dev lld-19 libclang-rt-19-dev python3 pkg-config \
	libsqlite3-dev libpq-dev libssl-dev libsodium-dev libcurl4-openssl-dev zlib1g-dev libbrotli-dev \
	libzstd-dev libwslay-dev libunistring-dev
TEST_PACKAGES  := postgresql libcmocka-dev curl gdb

.PHONY: packages test-packages
packages:
	@tools/install_packages.sh $(BUILD_PACKAGES)

test-packages: packages
	@tools/install_packages.sh $(TEST_PACKAGES)
