// Hands in a file as an upload would leave it. Usage: hand-in DATA EMAIL COALITION FILE. Prints the submission's key.

#include <iostream>

#include "corpus/accounts.h"
#include "corpus/catalog_transactions.h"
#include "corpus/data_directory.h"
#include "corpus/object_store.h"
#include "corpus/submissions.h"

using namespace samling;

int main(int count, char** words) {
    if (count != 5) return 2;
    const DataDirectory directory(words[1]);
    Submission submission;
    submission.coalition = words[3];
    submission.file_name = std::filesystem::path(words[4]).filename().string();
    submission.object = ObjectStore(directory.objects()).put_file(words[4]);
    submission.bytes = static_cast<std::int64_t>(std::filesystem::file_size(words[4]));
    const auto key = CatalogTransactions(directory.catalog()).write([&](SqliteDatabase& database) {
        submission.account = Accounts(database).find_by_email(words[2]).value().key;
        return Submissions(database).add(submission, "hand-in " + submission.object, words[2]);
    });
    std::cout << key << std::endl;
}
