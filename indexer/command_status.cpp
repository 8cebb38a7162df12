#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "indexer/command.h"
#include "indexer/file_report.h"

namespace samling {

int run_status(const Arguments& arguments, const ProgramContext& context) {
    const DataDirectory directory(arguments.data);
    Catalog catalog(directory.catalog(), Catalog::Mode::read);
    const auto counts = catalog.counts();
    const std::pair<const char*, std::int64_t> rows[] = {{"documents", counts.documents},
                                                         {"versions", counts.versions},
                                                         {"pages", counts.pages},
                                                         {"words", counts.words},
                                                         {"not in the index yet", counts.unindexed},
                                                         {"files indexed", counts.sources_indexed},
                                                         {"files without text", counts.sources_no_text},
                                                         {"files refused", counts.sources_refused},
                                                         {"files that are copies of others", counts.sources_copies},
                                                         {"files that vanished", counts.sources_missing},
                                                         {"documents nearly the same as others", counts.near_duplicates},
                                                         {"not compared yet", counts.uncompared}};
    for (const auto& [name, count] : rows)
        context.out << name << ": " << count << "\n";
    catalog.for_each_source([&](const Source& source) {
        if (source.outcome != Outcome::indexed)
            context.out << outcome_name(source.outcome) << ": " << printable(source.path) << ": "
                        << printable_reason(source.reason) << "\n";
        if (!source.missing_since.empty())
            context.out << "vanished: " << printable(source.path) << ": not there since " << source.missing_since
                        << "; `indexer add` its folder with --prune forgets it\n";
    });
    return kAllIn;
}

} // namespace samling
