// Whether catalog, originals and index are what they must be, and agree.

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "corpus/object_store.h"
#include "indexer/command.h"
#include "indexer/file_report.h"
#include "indexer/index_check.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::int64_t kShown = 200;

std::string counted(std::int64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

class Verification {
public:
    Verification(const Arguments& arguments, const ProgramContext& context)
        : directory_(arguments.data), objects_(directory_.objects()), sweep_(arguments.sweep),
          context_(context) {}

    int run() {
        auto catalog = open_catalog();
        if (catalog) {
            for (const auto& mistake : catalog->check())
                problem(mistake);
            check_objects(*catalog);
            check_index(*catalog);
            const auto counts = catalog->counts();
            context_.out << counted(counts.documents, "document", "documents") << " in "
                         << counted(counts.versions, "version", "versions") << ", "
                         << counted(objects_seen_, "original", "originals") << ", "
                         << counted(indexed_, "document", "documents") << " in the index\n";
            if (counts.uncompared > 0)
                pending(counts.uncompared, "not looked through for near-duplicates yet");
        }
        leftovers();
        context_.out << (problems_ == 0 ? "clean\n" : counted(problems_, "problem", "problems") + "\n");
        return problems_ == 0 ? kAllIn : kSomeRejected;
    }

private:
    /// Nothing where no run has come as far as a catalog; that is no fault while there are no originals
    /// either.
    std::optional<Catalog> open_catalog() {
        try {
            recover();
            return Catalog(directory_.catalog(), Catalog::Mode::read);
        } catch (const Failure& failure) {
            if (failure.code() != ErrorCode::index_missing ||
                !std::filesystem::is_directory(directory_.root()))
                throw;
        }
        const auto originals = std::filesystem::is_directory(directory_.objects())
                                   ? objects_.list()
                                   : std::vector<std::string>{};
        if (originals.empty())
            context_.out << "nothing is in yet; `indexer add` begins\n";
        else
            problem("there is no catalog, but " +
                    counted(static_cast<std::int64_t>(originals.size()), "original", "originals") +
                    "; restore catalog.db from a backup");
        return std::nullopt;
    }

    /// A run that was killed while it made the catalog leaves a journal that only a writer may undo.
    void recover() {
        try {
            const Catalog readable(directory_.catalog(), Catalog::Mode::read);
        } catch (const Failure& failure) {
            if (failure.code() != ErrorCode::storage_failed) throw;
            const Catalog undone(directory_.catalog(), Catalog::Mode::write);
        }
    }

    void check_objects(Catalog& catalog) {
        const auto originals = objects_.list();
        objects_seen_ = static_cast<std::int64_t>(originals.size());
        for (const auto& mistake : objects_.verify())
            problem(mistake + "; delete it and `indexer add` the document's file again");
        const auto wanted = catalog.objects();
        const std::set<std::string> there(originals.begin(), originals.end());
        for (const auto& [object, owner] : wanted)
            if (!there.contains(object) && !objects_.contains(object)) // searchd takes files in meanwhile
                problem(owner + ": its original " + object +
                        " is missing; `indexer add` its file again");
        for (const auto& object : originals)
            if (!wanted.contains(object)) orphans_.push_back(object);
    }

    void check_index(Catalog& catalog) {
        std::map<std::string, Catalog::IndexState> documents;
        std::int64_t waiting = 0;
        for (auto& state : catalog.index_states()) {
            waiting += !state.is_indexed;
            documents.emplace(state.id, state);
        }
        const auto removed_list = catalog.removed_but_indexed();
        const std::set<std::string> removed(removed_list.begin(), removed_list.end());
        if (waiting > 0) pending(waiting, "not in the index yet");
        const auto index = directory_.current_index();
        if (index.empty()) {
            if (waiting < static_cast<std::int64_t>(documents.size())) index_problem("there is no index");
            return;
        }
        const auto contents = read_index(index);
        indexed_ = static_cast<std::int64_t>(contents.documents.size());
        for (const auto& mistake : contents.mistakes)
            index_problem("the index: " + mistake);
        compare(contents, documents, removed);
    }

    void compare(const IndexContents& contents, std::map<std::string, Catalog::IndexState>& documents,
                 const std::set<std::string>& removed) {
        std::int64_t leaving = 0;
        const std::string* last = nullptr;
        for (const auto& [id, version] : contents.documents) {
            if (last && *last == id) index_problem("document " + id + " is in the index twice");
            last = &id;
            const auto document = documents.find(id);
            if (document == documents.end()) {
                if (removed.contains(id))
                    ++leaving;
                else
                    index_problem("the index holds " + id + ", which is no document");
                continue;
            }
            if (document->second.current_version != version && document->second.is_indexed)
                index_problem("document " + id + " is in the index with another version than the newest");
            document->second.is_met = true;
        }
        if (leaving > 0) pending(leaving, "removed but still in the index");
        for (const auto& [id, state] : documents)
            if (state.is_indexed && !state.is_met) index_problem("document " + id + " is not in the index");
    }

    void leftovers() {
        const auto indexes = directory_.leftovers();
        if (sweep_ == Arguments::Sweep::yes) {
            if (!orphans_.empty())
                Catalog(directory_.catalog(), Catalog::Mode::write).release_objects(orphans_, [&](const std::string& object) { objects_.remove(object); });
            for (const auto& path : indexes)
                std::filesystem::remove_all(path);
        }
        const std::string what = sweep_ == Arguments::Sweep::yes ? "swept: " : "left over: ";
        const std::string mend =
            sweep_ == Arguments::Sweep::yes ? "\n" : "; `indexer verify --sweep` removes that\n";
        if (!orphans_.empty())
            context_.out << what
                         << counted(static_cast<std::int64_t>(orphans_.size()), "original", "originals")
                         << " that no document has" << mend;
        for (const auto& path : indexes)
            context_.out << what << path.string() << ", of a rebuild that was cut off" << mend;
    }

    void pending(std::int64_t count, const std::string& what) {
        context_.out << "pending: " << counted(count, "document", "documents") << " " << what
                     << "; the next `indexer add` goes on with that\n";
    }
    void index_problem(const std::string& what) { problem(what + "; `indexer rebuild` mends it"); }
    void problem(const std::string& what) {
        if (++problems_ <= kShown) context_.out << "problem: " << printable(what) << "\n";
    }

    DataDirectory directory_;
    ObjectStore objects_;
    Arguments::Sweep sweep_;
    const ProgramContext& context_;
    std::vector<std::string> orphans_;
    std::int64_t problems_ = 0, objects_seen_ = 0, indexed_ = 0;
};

/// Nobody writes meanwhile. A copy on a read-only medium has no lock, and needs none.
std::unique_ptr<WriterLock> lock(const Arguments& arguments) {
    try {
        return std::make_unique<WriterLock>(DataDirectory(arguments.data));
    } catch (const Failure& failure) {
        if (failure.code() != ErrorCode::storage_failed || arguments.sweep == Arguments::Sweep::yes) throw;
        return nullptr;
    }
}

} // namespace

int run_verify(const Arguments& arguments, const ProgramContext& context) {
    const auto held = lock(arguments);
    return Verification(arguments, context).run();
}

} // namespace samling
