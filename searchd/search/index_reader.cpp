#include "searchd/search/index_reader.h"

#include <algorithm>
#include <mutex>
#include <sstream>

#include "corpus/utc_time.h"
#include "schema/failure.h"
#include "schema/index_layout.h"

namespace samling {
namespace {

constexpr std::size_t kMaxLanguages = 64; // more than there are stemmers

/// Runs `work`, turning what Xapian throws into a Failure. DatabaseModifiedError passes: the caller tries
/// again.
template <typename Work>
auto translated(const std::filesystem::path& index, Work&& work) {
    try {
        return work();
    } catch (const Xapian::DatabaseModifiedError&) {
        throw;
    } catch (const Xapian::DatabaseNotFoundError&) {
        throw Failure(ErrorCode::index_missing,
                      "there is no index at " + index.string() + "; run `indexer add` or `indexer rebuild`");
    } catch (const Xapian::DatabaseVersionError& error) {
        throw Failure(ErrorCode::layout_mismatch, error.get_msg() + "; run `indexer rebuild`");
    } catch (const Xapian::DatabaseCorruptError& error) {
        throw Failure(ErrorCode::corrupt_data, error.get_msg() + "; run `indexer rebuild`");
    } catch (const Xapian::Error& error) {
        throw Failure(ErrorCode::internal, error.get_description());
    }
}

void check_layout(const Xapian::Database& database) {
    const auto found = database.get_metadata(std::string(kLayoutKey));
    if (found == std::to_string(kLayoutVersion)) return;
    const bool newer = std::atoi(found.c_str()) > kLayoutVersion; // of an indexer installed while this ran
    throw Failure(ErrorCode::layout_mismatch,
                  "the index has layout " + (found.empty() ? "none" : found) + ", this program reads " + std::to_string(kLayoutVersion) +
                      (newer ? "; restart searchd, of the same release as the indexer" : "; run `indexer rebuild`"));
}

std::vector<std::string> languages_of(const Xapian::Database& database) {
    const auto stemmed = stemmed_languages();
    std::istringstream lines(database.get_metadata(std::string(kLanguagesKey)));
    std::vector<std::string> languages;
    std::string code, count;
    while (lines >> code >> count && languages.size() < kMaxLanguages)
        if (std::binary_search(stemmed.begin(), stemmed.end(), code)) languages.push_back(code);
    return languages;
}

} // namespace

struct IndexReader::Internal {
    const DataDirectory directory;
    const ReaderOptions options;
    std::mutex mutex; ///< Guards idle and index; held for moments.
    std::vector<std::unique_ptr<IndexView>> idle;
    std::filesystem::path index; ///< That all idle views are of.
    std::mutex snapshot_mutex; ///< Guards what follows; held while one is loaded, so that it is loaded once.
    std::shared_ptr<const Snapshot> newest;
    std::shared_ptr<ListCache> lists; ///< Of the index that `newest` is of.

    /// An idle view of the index in use, or none.
    std::unique_ptr<IndexView> take(const std::filesystem::path& current) {
        const std::lock_guard lock(mutex);
        if (index != current) {
            idle.clear();
            index = current;
        }
        if (idle.empty()) return nullptr;
        auto view = std::move(idle.back());
        idle.pop_back();
        return view;
    }

    void give_back(std::unique_ptr<IndexView> view, const std::filesystem::path& of) {
        const std::lock_guard lock(mutex);
        if (index == of) idle.push_back(std::move(view));
    }

    std::unique_ptr<IndexView> lease(const std::filesystem::path& current) {
        auto view = take(current);
        if (!view) {
            view = std::make_unique<IndexView>();
            view->ranking = options.ranking;
            view->database = Xapian::Database(current.string());
        } else if (!view->database.reopen() && view->snapshot) {
            return view;
        }
        do {
            check_layout(view->database);
            view->snapshot = snapshot_for(view->database);
        } while (!view->snapshot && (view->database.reopen(), true));
        view->languages = languages_of(view->database);
        return view;
    }

    /// Loaded once for each revision, by the first view that sees it; others of that revision wait for it. Null
    /// when another view has seen a later revision meanwhile: there is no way back.
    std::shared_ptr<const Snapshot> snapshot_for(const Xapian::Database& database) {
        const std::lock_guard lock(snapshot_mutex);
        const auto revision = database.get_revision();
        const bool same = newest && newest->uuid == database.get_uuid();
        if (same && newest->revision >= revision) return newest->revision == revision ? newest : nullptr;
        if (!same) lists = std::make_shared<ListCache>(options.list_cache_bytes);
        return newest = load_snapshot(database, newest.get(), options.bm25, lists);
    }
};

IndexReader::IndexReader(DataDirectory directory, const ReaderOptions& options)
    : internal_(new Internal{std::move(directory), options, {}, {}, {}, {}, {}, {}}) {}
IndexReader::~IndexReader() = default;

void IndexReader::with_view(const Audience& audience, const std::function<void(IndexView&)>& use) const {
    constexpr int kAttempts = 3;
    for (int attempt = 1;; ++attempt) {
        const auto current = internal_->directory.current_index();
        if (current.empty())
            throw Failure(ErrorCode::index_missing, "there is no index in " +
                                                        internal_->directory.root().string() +
                                                        "; run `indexer add` or `indexer rebuild`");
        try {
            return translated(current, [&] {
                auto view = internal_->lease(current);
                const auto& columns = view->snapshot->columns;
                view->visible = columns.readerships.size() == 1 ? Visible() : Visible(columns, audience, utc_today());
                view->deadline = Deadline(std::chrono::nanoseconds(0));
                use(*view);
                internal_->give_back(std::move(view), current);
            });
        } catch (const Xapian::DatabaseModifiedError&) {
            if (attempt == kAttempts)
                throw Failure(ErrorCode::busy, "the index keeps changing; try again shortly");
        } catch (const Failure&) {
            // A rebuild removes the old index, perhaps just as it was being opened.
            if (attempt == kAttempts || internal_->directory.current_index() == current) throw;
        }
    }
}

} // namespace samling
