// `indexer add --dry-run`: says what add would do.

#include <array>
#include <optional>

#include "indexer/command_add.h"
#include "indexer/dry_run.h"
#include "indexer/record_outcomes.h"
#include "indexer/run_listing.h"

namespace samling {
namespace {

/// By FileOutcome; what would be indexed is either new or changed.
constexpr std::array<const char*, kFileOutcomeCount> kWords = {"", "unchanged", "moved", "copy", "no text", "refused", "vanished", "removed"};

class DryAddRun {
public:
    explicit DryAddRun(const DryAdd& add) : add_(add), directory_(add.arguments.data) {
        std::error_code ignored;
        if (std::filesystem::exists(directory_.catalog(), ignored))
            catalog_.emplace(directory_.catalog(), Catalog::Mode::look);
        if (!add.arguments.report.empty()) report_.emplace(add.arguments.report);
    }

    int run() {
        look_at_records();
        if (!add_.paths.empty()) look_at_files();
        if (report_) report_->finish();
        add_.context.out << "nothing was changed; " << table_.count(FileOutcome::indexed) << " indexed (" << fresh_
                         << " new, " << table_.count(FileOutcome::indexed) - fresh_ << " changed), " << other_outcomes(table_) << "\n";
        return table_.count(FileOutcome::refused) > 0 ? kSomeRejected : kAllIn;
    }

private:
    Catalog* catalog() { return catalog_ ? &*catalog_ : nullptr; }

    void count(const FileReport& file) {
        table_.add(file);
        if (file.outcome == FileOutcome::indexed) fresh_ += is_new(file);
        if (report_) report_->add(report_line(file));
    }

    static bool is_new(const FileReport& file) { return file.reason != "a new version"; }

    void tell(const FileReport& file) {
        const bool indexed = file.outcome == FileOutcome::indexed;
        const char* word = indexed ? (is_new(file) ? "new" : "changed") : kWords[static_cast<std::size_t>(file.outcome)];
        add_.context.out << word << ": " << printable(file.path) << (file.reason.empty() ? "" : ": ") << printable_reason(file.reason)
                         << (file.document_id.empty() ? "" : " [" + file.document_id + "]") << "\n";
    }

    void look_at_files() {
        for (const auto& row : refused_rows(add_.arguments, add_.records.manifest())) {
            count(row);
            tell(row);
        }
        WorkerPool workers(worker_options(add_.arguments, add_.context, add_.vocabularies));
        dry_run({catalog(), workers, add_.records, add_.arguments.choices, add_.context.stop}, add_.paths,
                [&](const FileReport& file) {
                    count(file);
                    tell(file);
                });
    }

    /// Of records, which are many, only the refused are listed.
    void look_at_records() {
        RecordOutcomes outcomes(catalog());
        for (const auto& file : add_.arguments.records)
            print_warnings(add_.context, file,
                           read_ready_records(
                               file, add_.vocabularies, unknown_codes(add_.arguments),
                               [&](const ReadyRecord& record) { count(outcomes.of(record)); },
                               [&](const RejectedRecord& record) {
                                   count(report_of(record));
                                   tell(report_of(record));
                               }));
    }

    const DryAdd& add_;
    const DataDirectory directory_;
    std::optional<Catalog> catalog_;
    std::optional<ReportFile> report_;
    RunTable table_;
    std::int64_t fresh_ = 0;
};

} // namespace

int run_dry(const DryAdd& add) {
    return DryAddRun(add).run();
}

} // namespace samling
