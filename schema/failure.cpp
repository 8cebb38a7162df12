#include "schema/failure.h"

#include <array>

namespace samling {
namespace {

using enum ErrorCode;

constexpr std::array kErrorKinds = {
    ErrorKind{invalid_argument, "invalid-argument", "The request is not valid.", 400, 2},
    ErrorKind{invalid_record, "invalid-record", "The metadata record is not valid.", 422, 1},
    ErrorKind{invalid_vocabulary, "invalid-vocabulary", "A vocabulary cannot be used.", 500, 2},
    ErrorKind{unreadable_file, "unreadable-file", "The file cannot be read.", 422, 1},
    ErrorKind{unsupported_format, "unsupported-format", "The format is not supported.", 415, 1},
    ErrorKind{extraction_failed, "extraction-failed", "The file could not be extracted.", 422, 1},
    ErrorKind{too_large, "too-large", "The content is too large.", 413, 1},
    ErrorKind{not_found, "not-found", "There is nothing here.", 404, 2},
    ErrorKind{not_signed_in, "not-signed-in", "This is only for people who are signed in.", 401, 2},
    ErrorKind{forbidden, "forbidden", "You may not do this.", 403, 2},
    ErrorKind{conflict, "conflict", "It has changed in the meantime.", 409, 2},
    ErrorKind{locked, "locked", "Another request is at work on it.", 423, 2},
    ErrorKind{gone, "gone", "This was withdrawn.", 410, 2},
    ErrorKind{too_many_requests, "too-many-requests", "That was too often; wait a little.", 429, 2},
    ErrorKind{method_not_allowed, "method-not-allowed", "This address does not take that method.", 405, 2},
    ErrorKind{bad_request, "bad-request", "The HTTP message is malformed.", 400, 2},
    ErrorKind{target_too_long, "target-too-long", "The address is too long.", 414, 2},
    ErrorKind{head_too_large, "head-too-large", "The request header is too large.", 431, 2},
    ErrorKind{not_implemented, "not-implemented", "The server does not know how to do that.", 501, 2},
    ErrorKind{unknown_version, "unknown-version", "That version of HTTP is not served.", 505, 2},
    ErrorKind{timed_out, "timed-out", "The deadline passed.", 408, 1},
    ErrorKind{busy, "busy", "The service is busy; try again shortly.", 503, 2},
    ErrorKind{index_missing, "index-missing", "There is no index yet.", 503, 2},
    ErrorKind{layout_mismatch, "layout-mismatch", "The index has another layout.", 503, 2},
    ErrorKind{corrupt_data, "corrupt-data", "Stored data is damaged.", 500, 2},
    ErrorKind{storage_failed, "storage-failed", "Storage refused the operation.", 500, 2},
    ErrorKind{internal, "internal", "Something went wrong on our side.", 500, 2},
};

} // namespace

const ErrorKind& error_kind(ErrorCode code) {
    for (const auto& kind : kErrorKinds)
        if (kind.code == code) return kind;
    return kErrorKinds.back();
}

} // namespace samling
