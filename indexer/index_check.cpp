#include "indexer/index_check.h"

#include <algorithm>
#include <xapian.h>

#include "schema/failure.h"
#include "schema/index_codec.h"
#include "schema/index_layout.h"

namespace samling {

IndexContents read_index(const std::filesystem::path& directory) {
    IndexContents contents;
    try {
        if (const auto damaged = Xapian::Database::check(directory.string()); damaged > 0)
            contents.mistakes.push_back("Xapian finds " + std::to_string(damaged) +
                                        " mistakes in its tables");
        const Xapian::Database database(directory.string());
        if (const auto layout = database.get_metadata(std::string(kLayoutKey));
            layout != std::to_string(kLayoutVersion))
            contents.mistakes.push_back("it has layout " + (layout.empty() ? "none" : layout) +
                                        ", this program reads " + std::to_string(kLayoutVersion));
        for (auto document = database.postlist_begin(""); document != database.postlist_end(""); ++document) {
            try {
                const auto entry = decode_entry(database.get_document(*document).get_data());
                contents.documents.emplace_back(entry.id, entry.version_key);
            } catch (const Failure& failure) {
                contents.mistakes.push_back("entry " + std::to_string(*document) + ": " + failure.what());
            }
        }
    } catch (const Xapian::Error& error) {
        contents.mistakes.push_back("it cannot be read: " + error.get_description());
    }
    std::sort(contents.documents.begin(), contents.documents.end());
    return contents;
}

} // namespace samling
