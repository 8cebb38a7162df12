#include "indexer/records_run.h"

#include "indexer/reading_report.h"
#include "indexer/record_language.h"

namespace samling {
namespace {

/// Thrown through the reader to end a run that was asked to stop.
struct Stopped {};

} // namespace

RecordsReport run_records(const RecordsContext& context, const std::filesystem::path& file,
                          const RecordsListener& listener) {
    std::int64_t done = 0;
    RecordLanguages languages;
    const auto take = [&](ReadyRecord record) {
        if (context.stop) throw Stopped{};
        languages.settle(record.document);
        if (listener.taken) listener.taken(record);
        if (context.tagger) context.tagger->tag(record.document);
        auto report = report_of(record.document);
        auto statements = context.tagger && context.intents ? context.intents->find(record.document) : std::vector<Statement>();
        NewVersion version{std::move(record.document), std::move(report), std::move(record.sha256), "", ""};
        version.statements = std::move(statements);
        context.writer.put(std::move(version), std::nullopt);
        listener.progress(++done);
    };
    try {
        return read_ready_records(file, context.vocabularies, context.unknown_codes, take, listener.rejected);
    } catch (const Stopped&) {
        return {};
    }
}

} // namespace samling
