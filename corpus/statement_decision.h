#pragma once
// What people said of statements of intent. It stands beside the versions in which they were found, so that it holds
// whatever is found later.

#include <optional>
#include <string>
#include <string_view>

#include "schema/metadata.h"
#include "schema/named_values.h"
#include "schema/statement.h"

namespace samling {

/// One person's word on one statement of one document.
struct StatementDecision {
    /// Stored by name; never renamed. Withdrawn: it is a candidate again.
    enum class Verdict { confirmed, rejected, withdrawn };
    std::string document;
    std::string statement; ///< Statement::key.
    Verdict verdict = Verdict::confirmed;
    std::string quote; ///< As it was when it was said, for when the sentence has left the document.
    std::string by;
    std::string at; ///< UTC, ISO 8601; given by the catalog.
    std::string note;
    friend bool operator==(const StatementDecision&, const StatementDecision&) = default;
};

inline constexpr NamedValues<StatementDecision::Verdict, 3> kStatementVerdicts = {
    {{StatementDecision::Verdict::confirmed, "confirmed"},
     {StatementDecision::Verdict::rejected, "rejected"},
     {StatementDecision::Verdict::withdrawn, "withdrawn"}}};
inline std::string_view verdict_name(StatementDecision::Verdict verdict) {
    return name_of(kStatementVerdicts, verdict);
}

/// A statement with the document that it stands in, and the last word on it unless that was withdrawn.
struct FoundStatement {
    Statement statement;
    Metadata record;
    std::optional<StatementDecision> decision;
};

} // namespace samling
