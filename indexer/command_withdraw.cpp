#include "indexer/collection_writer.h"
#include "indexer/command.h"
#include "schema/failure.h"
#include "schema/text.h"

namespace samling {
namespace {

constexpr std::size_t kLongestReason = 2000;

using Verdict = bool (Catalog::*)(const std::string& id, const std::string& person, const std::string& reason);

/// Says the same of each document named.
int say(Verdict verdict, const std::string& command, const Arguments& arguments, const ProgramContext& context) {
    const auto reason = clean_utf8(arguments.note);
    if (arguments.operands.empty() || reason.empty() || reason.size() > kLongestReason)
        throw Failure(ErrorCode::invalid_argument,
                      command + ": name the ids of documents, and say why in at most 2000 bytes: --reason WHY");
    require_collection(arguments);
    const auto vocabularies = load_vocabularies(arguments, context);
    CollectionWriter writer(DataDirectory(arguments.data), vocabularies, {});
    int status = kAllIn;
    for (const auto& id : arguments.operands) {
        const bool done = (writer.catalog().*verdict)(id, acting_person(arguments), reason);
        (done ? context.out : context.err)
            << id << (done ? ": " : ": nothing to do, there is no such document or it is so already: ") << command << "\n";
        if (!done) status = kSomeRejected;
    }
    writer.bring_index_up_to_date();
    return status;
}

} // namespace

int run_withdraw(const Arguments& arguments, const ProgramContext& context) {
    return say(&Catalog::withdraw, "withdraw", arguments, context);
}

int run_restore(const Arguments& arguments, const ProgramContext& context) {
    return say(&Catalog::restore, "restore", arguments, context);
}

} // namespace samling
