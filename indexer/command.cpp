#include "indexer/command.h"

#include <pwd.h>
#include <unistd.h>

#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "schema/failure.h"
#include "schema/text.h"

namespace samling {

std::string acting_person(const Arguments& arguments) {
    constexpr std::size_t kLongestName = 1000;
    const auto* entry = ::getpwuid(::geteuid());
    const auto user = entry != nullptr ? entry->pw_name : "user " + std::to_string(::geteuid());
    auto name = clean_utf8(arguments.by.empty() ? user : arguments.by);
    if (name.size() > kLongestName) throw Failure(ErrorCode::invalid_argument, "--by: a name is at most 1000 bytes long");
    return name;
}

Progress::Style progress_style(const ProgramContext& context) {
    return context.terminal == ProgramContext::Terminal::yes ? Progress::Style::bar : Progress::Style::lines;
}

std::filesystem::path vocabulary_directory(const Arguments& arguments, const ProgramContext& context) {
    const auto share = arguments.share.empty() ? context.program.parent_path().parent_path() / "share/samling"
                                               : arguments.share;
    return share / "vocabulary";
}

IntentRules load_intent_rules(const Arguments& arguments, const ProgramContext& context) {
    return read_intent_rules(vocabulary_directory(arguments, context) / "intent.txt");
}

Vocabularies load_vocabularies(const Arguments& arguments, const ProgramContext& context) {
    return Vocabularies(vocabulary_directory(arguments, context));
}

BatchLimits batch_limits(const Arguments& arguments) {
    BatchLimits limits;
    if (arguments.jobs != 0) limits.jobs = arguments.jobs;
    return limits;
}

void require_collection(const Arguments& arguments) {
    const Catalog exists(DataDirectory(arguments.data).catalog(), Catalog::Mode::read);
}

} // namespace samling
