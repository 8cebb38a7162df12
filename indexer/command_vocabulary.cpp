#include <algorithm>
#include <array>

#include "indexer/command.h"
#include "indexer/vocabulary_report.h"
#include "schema/failure.h"

namespace samling {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWanted = "vocabulary: say check [FILE|DIR], show [FIELD|CODE|LABEL] or diff OTHER_DIR";

std::vector<fs::path> files_to_check(const fs::path& at) {
    if (!fs::is_directory(at)) return {at};
    std::vector<fs::path> files;
    for (const auto& [field, name] : kTagFields) {
        const auto file = at / (std::string(name) + ".rdf");
        if (fs::exists(file)) files.push_back(file);
        else if (field != TagField::region && field != TagField::language)
            throw Failure(ErrorCode::unreadable_file, at.string() + " has no " + std::string(name) + ".rdf");
    }
    return files;
}

/// A file named region.rdf adds to the regions that there are; any other stands by itself.
Vocabulary load(const fs::path& file) {
    return file.stem() == "region" ? make_regions(file) : read_skos(file, file.stem().string());
}

int check(const Arguments& arguments, const ProgramContext& context) {
    const auto at = arguments.operands.size() > 1 ? fs::path(arguments.operands[1]) : vocabulary_directory(arguments, context);
    int status = kAllIn;
    for (const auto& file : files_to_check(at)) {
        try {
            const auto vocabulary = load(file);
            for (const auto& remark : vocabulary_remarks(vocabulary, file.string())) context.out << remark << " (a remark)\n";
            context.out << file.string() << ": " << vocabulary.concepts().size() << " concepts, sound\n";
        } catch (const Failure& failure) {
            if (failure.code() != ErrorCode::invalid_vocabulary) throw;
            context.out << failure.what() << "\n";
            status = kSomeRejected;
        }
    }
    return status;
}

int show(const Arguments& arguments, const ProgramContext& context) {
    const auto vocabularies = load_vocabularies(arguments, context);
    if (arguments.operands.size() < 2) {
        for (const auto& [field, name] : kTagFields)
            context.out << name << ": " << vocabularies.of(field).concepts().size() << " concepts\n";
        return kAllIn;
    }
    std::string text = arguments.operands[1];
    for (std::size_t i = 2; i < arguments.operands.size(); ++i) text += " " + arguments.operands[i]; // a label of several words
    if (const auto field = tag_field(text)) {
        print_tree(context.out, vocabularies.of(*field));
        return kAllIn;
    }
    bool found = false;
    for (const auto& [field, name] : kTagFields)
        if (const auto* item = vocabularies.of(field).resolve(text)) {
            print_concept(context.out, vocabularies.of(field), *item);
            found = true;
        }
    if (!found) throw Failure(ErrorCode::invalid_argument, "vocabulary show: no vocabulary has '" + text + "' as field, code or label");
    return kAllIn;
}

int diff(const Arguments& arguments, const ProgramContext& context) {
    if (arguments.operands.size() != 2) throw Failure(ErrorCode::invalid_argument, kWanted);
    const auto now = load_vocabularies(arguments, context);
    const Vocabularies other{fs::path(arguments.operands[1])};
    std::size_t lines = 0;
    for (const auto& [field, name] : kTagFields) lines += print_difference(context.out, now.of(field), other.of(field));
    if (lines == 0) context.out << "no difference\n";
    return kAllIn;
}

struct Verb {
    std::string_view name;
    int (*run)(const Arguments&, const ProgramContext&);
};
constexpr std::array kVerbs = {Verb{"check", check}, Verb{"show", show}, Verb{"diff", diff}};

} // namespace

int run_vocabulary(const Arguments& arguments, const ProgramContext& context) {
    if (!arguments.operands.empty())
        for (const auto& verb : kVerbs)
            if (verb.name == arguments.operands[0]) return verb.run(arguments, context);
    throw Failure(ErrorCode::invalid_argument, kWanted);
}

} // namespace samling
