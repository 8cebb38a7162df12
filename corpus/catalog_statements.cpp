// Statements of intent, and people's decisions on them.

#include <map>
#include <sstream>

#include "corpus/catalog_internal.h"
#include "corpus/stored_name.h"
#include "schema/metadata_codec.h"

namespace samling {
namespace {

std::string joined_codes(const std::vector<std::string>& codes) {
    std::string text;
    for (const auto& code : codes) text += (text.empty() ? "" : " ") + code;
    return text;
}

std::vector<std::string> parted_codes(const std::string& text) {
    std::istringstream words(text);
    std::vector<std::string> codes;
    for (std::string code; words >> code;) codes.push_back(code);
    return codes;
}

Statement read_statement(SqliteStatement& row) {
    return {row.text(0), static_cast<int>(row.integer(1)), static_cast<std::uint32_t>(row.integer(2)), row.text(3), row.text(4), row.text(5),
            row.text(6), parted_codes(row.text(7)), parted_codes(row.text(8))};
}

} // namespace

std::vector<Statement> Catalog::statements(std::int64_t version_key) {
    std::vector<Statement> found;
    auto rows = internal_->database.query("SELECT s.statement, s.page, s.place, s.quote, s.actor, s.until, s.rule, s.commitments, s.actors "
                                          "FROM statement s WHERE s.version = ?1 ORDER BY s.number",
                                          version_key);
    while (rows.step()) found.push_back(read_statement(rows));
    return found;
}

void Catalog::put_statements(std::int64_t version_key, const std::vector<Statement>& statements) {
    auto& database = internal_->database;
    database.atomically([&] {
        database.run("DELETE FROM statement WHERE version = ?1", version_key);
        int number = 0;
        for (const auto& one : statements)
            database.run("INSERT INTO statement (version, number, statement, page, place, quote, actor, until, rule, commitments, actors) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                         version_key, ++number, one.key, one.page, static_cast<std::int64_t>(one.offset), one.quote, one.actor, one.until, one.rule,
                         joined_codes(one.commitments), joined_codes(one.actors));
    });
}

std::vector<FoundStatement> Catalog::current_statements(std::size_t limit) {
    std::map<std::pair<std::string, std::string>, StatementDecision> last;
    for (auto& decision : statement_decisions("")) last[{decision.document, decision.statement}] = decision;
    std::vector<FoundStatement> found;
    auto rows = internal_->database.query("SELECT s.statement, s.page, s.place, s.quote, s.actor, s.until, s.rule, s.commitments, s.actors, v.record "
                                          "FROM statement s JOIN document d ON d.current_version = s.version JOIN version v ON v.key = s.version "
                                          "WHERE d.withdrawn = 0 ORDER BY s.version DESC, s.number LIMIT ?1",
                                          static_cast<std::int64_t>(limit));
    while (rows.step()) {
        FoundStatement one{read_statement(rows), decode_metadata(rows.blob(9)), {}};
        const auto decision = last.find({one.record.id, one.statement.key});
        if (decision != last.end() && decision->second.verdict != StatementDecision::Verdict::withdrawn) one.decision = decision->second;
        found.push_back(std::move(one));
    }
    for (auto& one : found) decide(one.record);
    return found;
}

void Catalog::put_statement_decision(const StatementDecision& decision) {
    internal_->database.run("INSERT INTO statement_decision (document, statement, verdict, quote, person, at, note) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?6)",
                            decision.document, decision.statement, verdict_name(decision.verdict), decision.quote, decision.by, decision.note);
}

std::vector<StatementDecision> Catalog::statement_decisions(const std::string& id) {
    std::vector<StatementDecision> history;
    auto rows = internal_->database.query("SELECT document, statement, verdict, quote, person, at, note FROM statement_decision "
                                          "WHERE ?1 = '' OR document = ?1 ORDER BY key",
                                          id);
    while (rows.step())
        history.push_back({rows.text(0), rows.text(1), stored_value(kStatementVerdicts, rows.text(2), "the verdict on a statement"), rows.text(3), rows.text(4), rows.text(5), rows.text(6)});
    return history;
}

} // namespace samling
