// extraction_bench FOLDER [ROUNDS]: indexes all PDFs below the folder with this project's indexer, with
// omindex and with recollindex, in turn, and prints what each cost. Prints Markdown.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <xapian.h>

#include "corpus/catalog.h"
#include "corpus/data_directory.h"
#include "tests/bench/measure.h"

namespace {

namespace fs = std::filesystem;
using samling::bench::ProcessCost;

struct Contestant {
    const char* name;
    std::vector<std::string> command;
    fs::path index;      ///< Made by the command, removed before each round.
    fs::path database;   ///< Of Xapian, in it.
    ProcessCost least{}; ///< CPU and wall of the best round, memory of the worst.
};

fs::path beside_this(const char* program) {
    return fs::read_symlink("/proc/self/exe").parent_path() / program;
}

[[noreturn]] void become(const std::vector<std::string>& command) {
    std::vector<char*> words;
    for (const auto& word : command)
        words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    const int nowhere = open("/dev/null", O_RDWR);
    for (const int standard : {0, 1, 2})
        dup2(nowhere, standard);
    execvp(words.front(), words.data());
    _exit(127);
}

/// Copies, all in one folder: each program finds them its own way.
std::size_t gather_pdfs(const fs::path& from, const fs::path& to) {
    fs::create_directories(to);
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(from))
        if (entry.is_regular_file() && entry.path().extension() == ".pdf")
            fs::copy_file(entry.path(),
                          to / (std::to_string(count++) + "-" + entry.path().filename().string()));
    return count;
}

void run_once(Contestant& contestant) {
    fs::remove_all(contestant.index);
    if (contestant.index.filename() == "recoll") {
        fs::create_directories(contestant.index);
        std::ofstream(contestant.index / "recoll.conf")
            << "topdirs = " << (contestant.index.parent_path() / "in").string() << "\n";
    }
    const auto cost = samling::bench::in_own_process([&] { become(contestant.command); });
    if (!cost.succeeded) std::cerr << contestant.name << " did not end well\n";
    auto& least = contestant.least;
    const bool first = least.cpu_seconds == 0;
    least.cpu_seconds = first ? cost.cpu_seconds : std::min(least.cpu_seconds, cost.cpu_seconds);
    least.wall_seconds = first ? cost.wall_seconds : std::min(least.wall_seconds, cost.wall_seconds);
    least.peak_megabytes = std::max(least.peak_megabytes, cost.peak_megabytes);
    least.succeeded = cost.succeeded;
}

void print(const std::vector<Contestant>& contestants, double pages) {
    double cpu = 1e9, wall = 1e9; // of the faster peer
    for (std::size_t i = 1; i < contestants.size(); ++i) {
        cpu = std::min(cpu, contestants[i].least.cpu_seconds);
        wall = std::min(wall, contestants[i].least.wall_seconds);
    }
    std::printf("| indexing PDFs | documents | pages / CPU s | pages / wall s | peak MB | CPU: faster peer / "
                "this | wall: faster peer / this |\n"
                "|---|---|---|---|---|---|---|\n");
    for (const auto& one : contestants)
        std::printf("| %s | %u | %.0f | %.0f | %.0f | %.2f | %.2f |\n", one.name,
                    Xapian::Database(one.database.string()).get_doccount(), pages / one.least.cpu_seconds,
                    pages / one.least.wall_seconds, one.least.peak_megabytes, cpu / one.least.cpu_seconds,
                    wall / one.least.wall_seconds);
}

int run(const fs::path& folder, int rounds) {
    if (!fs::is_directory(folder)) return std::cout << "skipped: " << folder.string() << " is not there\n", 0;
    std::string made = (fs::temp_directory_path() / "samling-bench-XXXXXX").string();
    if (!mkdtemp(made.data())) return std::cerr << "no folder can be made in " << made << "\n", 2;
    const fs::path work = made, in = work / "in";
    const auto files = gather_pdfs(folder, in);
    std::vector<Contestant> contestants = {
        {"`indexer add --jobs 2 --ocr=off`",
         {beside_this("indexer").string(), "add", in.string(), "--data", (work / "ours").string(), "--jobs",
          "2", "--ocr=off"}, // the others recognise no text in pictures
         work / "ours",
         work / "ours/index"},
        {"omindex",
         {"omindex", "--db", (work / "omega").string(), "--url", "/", in.string()},
         work / "omega",
         work / "omega"},
        {"recollindex",
         {"recollindex", "-c", (work / "recoll").string(), "-z"},
         work / "recoll",
         work / "recoll/xapiandb"}};
    for (int round = 0; round < rounds; ++round)
        for (auto& contestant : contestants)
            run_once(contestant);
    samling::Catalog catalog(samling::DataDirectory(work / "ours").catalog(), samling::Catalog::Mode::read);
    const auto pages = static_cast<double>(catalog.counts().pages);
    std::printf("%zu PDFs, %.0f pages, best of %d rounds\n\n", files, pages, rounds);
    print(contestants, pages);
    fs::remove_all(work);
    return 0;
}

} // namespace

int main(int count, char** words) {
    if (count < 2) return std::cerr << "usage: extraction_bench FOLDER [ROUNDS]\n", 2;
    try {
        return run(words[1], count > 2 ? std::max(1, std::atoi(words[2])) : 3);
    } catch (const Xapian::Error& error) {
        std::cerr << error.get_msg() << "\n";
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
    }
    return 2;
}
