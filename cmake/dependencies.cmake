# Every library, once, as an imported target. Which box may use which is the table in ARCHITECTURE.md,
# enforced by tests/style.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Poco REQUIRED COMPONENTS Foundation Net NetSSL Util)

foreach(dependency IN ITEMS
    "XAPIAN xapian-core" "LIBXML2 libxml-2.0" "ICU icu-uc;icu-i18n" "SQLITE sqlite3" "ZSTD libzstd"
    "POPPLER poppler" "ARCHIVE libarchive" "MD4C md4c" "YAML yaml-0.1" "TEXTCAT libexttextcat"
    "CRYPTO libcrypto" "SODIUM libsodium" "SECCOMP libseccomp" "MAGIC libmagic" "SIMDJSON simdjson" "ZLIB zlib" "GUMBO gumbo"
    "JEMALLOC jemalloc")
  separate_arguments(words UNIX_COMMAND "${dependency}")
  list(POP_FRONT words prefix)
  pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET ${words})
endforeach()

# Snowball ships no pkg-config file.
add_library(Snowball INTERFACE IMPORTED)
target_link_libraries(Snowball INTERFACE stemmer)

# Header-only, without a config file.
find_path(MUSTACHE_INCLUDE kainjow/mustache.hpp mustache.hpp REQUIRED)
