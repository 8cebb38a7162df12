#pragma once
// What a form sent: application/x-www-form-urlencoded, as plain values.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searchd/net/http.h"

namespace samling {

/// Fields in the order sent, names repeated. Valid UTF-8; malformed bytes are U+FFFD.
class Form {
public:
    Form() = default;
    explicit Form(std::vector<std::pair<std::string, std::string>> fields) : fields_(std::move(fields)) {}

    bool has(std::string_view name) const;
    /// The first value of `name`, or "".
    std::string value(std::string_view name) const;
    /// The same without white space at its ends: for everything but passwords.
    std::string trimmed(std::string_view name) const;
    /// Every value of `name`, of check boxes and lists.
    std::vector<std::string> values(std::string_view name) const;

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// The form in the body of `request`; an empty one where the body is of another type, which is then the answer's own
/// business. Throws Failure{too_large} beyond 256 KB or 1000 fields.
Form read_form(const Request& request);

} // namespace samling
