#pragma once
// The one closed list of ways an operation can fail, and what each means outside the program.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace samling {

enum class ErrorCode {
    invalid_argument,   ///< The caller's words are off: a bad option, parameter or identifier.
    invalid_record,     ///< A metadata record breaks its schema; the message names file, line and field.
    invalid_vocabulary, ///< A vocabulary file cannot be used; the message names file and line.
    unreadable_file,    ///< A file is missing, is no regular file, or may not be read.
    unsupported_format, ///< The content is of a format that has no extractor.
    extraction_failed,  ///< An extractor refused the file, crashed or ran into a limit.
    too_large,          ///< A body, file or answer is beyond its stated cap.
    not_found,          ///< No such document, page, version, facet or route.
    not_signed_in,      ///< Only for people who are signed in, or for programs with a token that holds.
    forbidden,          ///< Signed in, but without the right to do this; or a form that is not ours (CSRF).
    conflict,           ///< Somebody else was faster: what the request builds on has changed.
    locked,             ///< Another request is at work on the very same thing; ask again in a moment.
    gone,               ///< It was here and was withdrawn, for a reason.
    too_many_requests,  ///< More than the rate limit lets through; later again.
    method_not_allowed, ///< The route exists, but not with this HTTP method.
    bad_request,        ///< An HTTP message whose framing or syntax is not acceptable.
    target_too_long,    ///< The address of an HTTP request is beyond its cap.
    head_too_large,     ///< The header fields of an HTTP request are beyond their cap.
    not_implemented,    ///< A transfer coding that the server does not know.
    unknown_version,    ///< An HTTP version that is not 1.0 or 1.1.
    timed_out,          ///< A deadline passed.
    busy,               ///< Someone else holds the lock, or no capacity is left; try again later.
    index_missing,      ///< There is no index yet; `indexer add` or `indexer rebuild` makes one.
    layout_mismatch,    ///< The index was written with another layout; `indexer rebuild` mends it.
    corrupt_data,       ///< Stored bytes cannot be decoded or do not match their digest.
    storage_failed,     ///< The file system or the catalog refused a read or write (disk full, read-only).
    internal            ///< A bug of ours.
};

/// What an error means at each way out of the program.
struct ErrorKind {
    ErrorCode code;
    std::string_view name;  ///< Stable public name, used in problem details and logs.
    std::string_view title; ///< One sentence for people.
    int http_status;        ///< Status of the HTTP answer.
    int exit_status;        ///< 1: this document was rejected, the run goes on. 2: the run could not be done.
};

/// The row of the error table for `code`. Never fails.
const ErrorKind& error_kind(ErrorCode code);

/// Thrown for whatever ends a request, a document or a run; expected outcomes are plain values instead.
/// The message names what is wrong and, where there is one, the mend.
class Failure : public std::runtime_error {
public:
    /// `retry_after` is after how many seconds the same may well succeed; 0 where nobody can tell.
    Failure(ErrorCode code, const std::string& message, std::int64_t retry_after = 0)
        : std::runtime_error(message), code_(code), retry_after_(retry_after) {}
    ErrorCode code() const { return code_; }
    std::int64_t retry_after() const { return retry_after_; }

private:
    ErrorCode code_;
    std::int64_t retry_after_;
};

} // namespace samling
