#include "indexer/collection_writer.h"
#include "indexer/command.h"

namespace samling {

int run_rebuild(const Arguments& arguments, const ProgramContext& context) {
    require_collection(arguments);
    const auto vocabularies = load_vocabularies(arguments, context);
    CollectionWriter writer(DataDirectory(arguments.data), vocabularies, batch_limits(arguments));
    Progress progress(context.err, progress_style(context), "documents");
    const auto total = writer.catalog().counts().documents;
    const auto count = writer.rebuild([&](std::int64_t done) { progress.show(done, total); });
    progress.clear();
    context.out << "rebuilt the index of " << count << " documents\n";
    return kAllIn;
}

} // namespace samling
