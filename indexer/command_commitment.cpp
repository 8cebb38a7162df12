#include <algorithm>
#include <map>

#include "indexer/collection_writer.h"
#include "indexer/command.h"
#include "schema/failure.h"
#include "schema/text.h"

namespace samling {
namespace {

constexpr std::size_t kMostListed = 100'000, kLongestNote = 1000;

using Verdict = StatementDecision::Verdict;

std::string in_one_line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

/// "kenya-report 1a2b3c4d5e6f candidate, p. 3, the Government of Kenya, by 2024"
void print_statement(std::ostream& out, const FoundStatement& found) {
    const auto& statement = found.statement;
    out << found.record.id << " " << statement.key << " " << (found.decision ? verdict_name(found.decision->verdict) : "candidate");
    if (found.decision) out << " by " << found.decision->by << ", " << found.decision->at;
    out << ", p. " << statement.page;
    if (!statement.actor.empty()) out << ", " << statement.actor;
    if (!statement.until.empty()) out << ", by " << statement.until;
    if (const auto date = format_date(found.record.date); !date.empty()) out << ", said " << date;
    out << " (" << statement.rule << ")\n  " << in_one_line(statement.quote) << "\n";
}

int list(const Arguments& arguments, const ProgramContext& context) {
    const auto& words = arguments.operands;
    const std::string id = words.size() > 1 ? words[1] : "";
    Catalog catalog(DataDirectory(arguments.data).catalog(), Catalog::Mode::read);
    std::map<std::pair<std::string, std::string>, StatementDecision> last;
    for (auto& decision : catalog.statement_decisions(id)) last[{decision.document, decision.statement}] = decision;
    for (const auto& found : catalog.current_statements(kMostListed)) {
        if (!id.empty() && found.record.id != id) continue;
        print_statement(context.out, found);
        last.erase({found.record.id, found.statement.key});
    }
    for (const auto& [place, decision] : last)
        context.out << decision.document << " " << decision.statement << " " << verdict_name(decision.verdict) << " by " << decision.by << ", "
                    << decision.at << ", no longer found\n  " << in_one_line(decision.quote) << "\n";
    return kAllIn;
}

/// The quote of a statement that is in the document now, or that something was said of.
std::string quote_of(Catalog& catalog, const std::string& id, const std::string& key) {
    const auto version = catalog.find(id);
    if (!version) throw Failure(ErrorCode::invalid_argument, "commitment: no document has the id '" + id + "'");
    for (const auto& statement : catalog.statements(version->key))
        if (statement.key == key) return statement.quote;
    for (const auto& decision : catalog.statement_decisions(id))
        if (decision.statement == key) return decision.quote;
    throw Failure(ErrorCode::invalid_argument,
                  "commitment: '" + id + "' has no statement '" + key + "'; `indexer commitment list " + id + "` lists them");
}

} // namespace

int run_commitment(const Arguments& arguments, const ProgramContext& context) {
    constexpr std::array<std::pair<std::string_view, Verdict>, 3> kVerbs = {
        {{"confirm", Verdict::confirmed}, {"reject", Verdict::rejected}, {"withdraw", Verdict::withdrawn}}};
    const auto& words = arguments.operands;
    require_collection(arguments);
    if (!words.empty() && words.size() < 3 && words[0] == "list") return list(arguments, context);
    const auto verb = std::find_if(kVerbs.begin(), kVerbs.end(), [&](const auto& row) { return words.size() == 3 && words[0] == row.first; });
    if (verb == kVerbs.end())
        throw Failure(ErrorCode::invalid_argument, "commitment: say `list`, `list ID`, or one of confirm, reject, withdraw with a document and the key of "
                                                   "one of its statements");
    const auto vocabularies = load_vocabularies(arguments, context);
    CollectionWriter writer(DataDirectory(arguments.data), vocabularies, {});
    StatementDecision decision{words[1], words[2], verb->second, quote_of(writer.catalog(), words[1], words[2]), acting_person(arguments), "",
                               clean_utf8(arguments.note)};
    if (decision.note.size() > kLongestNote) throw Failure(ErrorCode::invalid_argument, "commitment: a note is at most 1000 bytes long");
    writer.catalog().put_statement_decision(decision);
    context.out << words[1] << ": statement " << words[2] << " " << verdict_name(decision.verdict) << " by " << decision.by << "\n";
    return kAllIn;
}

} // namespace samling
