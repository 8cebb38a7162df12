#include "indexer/command_line.h"

#include <array>
#include <charconv>
#include <limits>

#include "schema/failure.h"

namespace samling {
namespace {

struct Option {
    std::string_view name;
    std::string_view value; ///< What stands after it, or empty.
    std::string_view help;
    void (*apply)(Arguments&, const std::string& value);
};

int whole_number(const std::string& name, const std::string& value, int most) {
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || number < 1 || number > most)
        throw Failure(ErrorCode::invalid_argument, name + ": '" + value + "' is no number from 1 to " + std::to_string(most));
    return number;
}

void apply_jobs(Arguments& arguments, const std::string& value) {
    arguments.jobs = static_cast<std::size_t>(whole_number("--jobs", value, 256));
}

void apply_parent(Arguments& arguments, const std::string& value) {
    arguments.parent = whole_number("--with-parent", value, std::numeric_limits<int>::max());
}

void apply_ocr(Arguments& arguments, const std::string& value) {
    using Mode = OcrOptions::Mode;
    constexpr std::array<std::pair<std::string_view, Mode>, 3> kModes = {
        {{"auto", Mode::automatic}, {"off", Mode::off}, {"force", Mode::force}}};
    for (const auto& [name, mode] : kModes)
        if (name == value) return void(arguments.ocr = mode);
    throw Failure(ErrorCode::invalid_argument, "--ocr: '" + value + "' is none of auto, off and force");
}

void apply_map(Arguments& arguments, const std::string& value) {
    const auto equals = value.find('=');
    if (equals == std::string::npos || equals == 0)
        throw Failure(ErrorCode::invalid_argument, "--map: '" + value + "' is not THEIRS=OURS");
    arguments.columns[value.substr(0, equals)] = value.substr(equals + 1);
}

constexpr std::array kOptions = {
    Option{"--data", "DIR", "the collection's directory; made when missing (default: ./data)",
           [](Arguments& a, const std::string& v) { a.data = v; }},
    Option{"--jobs", "N", "how many extractions, or writers of the index, run at once (default: the number of processors)", apply_jobs},
    Option{"--records", "FILE", "take ready records, JSON Lines, plain or gzip; may be repeated",
           [](Arguments& a, const std::string& v) { a.records.emplace_back(v); }},
    Option{"--strict", "", "reject ready records with codes that no vocabulary has, and files whose row of the manifest has a mistake",
           [](Arguments& a, const std::string&) { a.codes = Arguments::Codes::reject; }},
    Option{"--tag", "", "tag ready records by rules where they have no tags of their own",
           [](Arguments& a, const std::string&) { a.tag_records = Arguments::TagRecords::yes; }},
    Option{"--retry-failed", "", "read again what was refused or had no text before",
           [](Arguments& a, const std::string&) { a.choices.failed = RunChoices::Failed::retry; }},
    Option{"--prune", "", "forget files below the given paths that are not there any more",
           [](Arguments& a, const std::string&) { a.choices.vanished = RunChoices::Vanished::remove; }},
    Option{"--report", "FILE", "write one line of JSON for each file and ready record: what became of it, and what could be read",
           [](Arguments& a, const std::string& v) { a.report = v; }},
    Option{"--sweep", "", "verify: remove originals and indexes that runs which were cut off have left behind",
           [](Arguments& a, const std::string&) { a.sweep = Arguments::Sweep::yes; }},
    Option{"--manifest", "FILE", "metadata of many files, CSV or JSON; without PATH, the files that it names",
           [](Arguments& a, const std::string& v) { a.manifest = v; }},
    Option{"--map", "THEIRS=OURS", "a column of the manifest and the field it is, `file` for the file's name; repeat it",
           apply_map},
    Option{"--dry-run", "", "say what add would do with each file (new, changed, unchanged, moved, copy, no text, refused, vanished) and how many "
           "ready records are good; change nothing",
           [](Arguments& a, const std::string&) { a.writing = Arguments::Writing::dry_run; }},
    Option{"--share", "DIR", "where the vocabularies lie (default: ../share/samling beside the program)",
           [](Arguments& a, const std::string& v) { a.share = v; }},
    Option{"--accept", "", "tag: the document has this tag, whatever rules say",
           [](Arguments& a, const std::string&) { a.verdict = TagDecision::Verdict::accepted; }},
    Option{"--reject", "", "tag: the document has it not, whatever rules say",
           [](Arguments& a, const std::string&) { a.verdict = TagDecision::Verdict::rejected; }},
    Option{"--withdraw", "", "tag: take back what was said of it",
           [](Arguments& a, const std::string&) { a.verdict = TagDecision::Verdict::withdrawn; }},
    Option{"--by", "NAME", "tag: who says so (default: the login name); user add: the person's name",
           [](Arguments& a, const std::string& v) { a.by = v; }},
    Option{"--reason", "WHY", "withdraw, restore: why, as readers are told", [](Arguments& a, const std::string& v) { a.note = v; }},
    Option{"--note", "TEXT", "tag: why", [](Arguments& a, const std::string& v) { a.note = v; }},
    Option{"--verbose", "", "retag: list the changes of every document",
           [](Arguments& a, const std::string&) { a.detail = Arguments::Detail::verbose; }},
    Option{"--ocr", "WHEN",
           "recognise text in pictures by tesseract: auto (default; where it is installed, pages without text), "
           "off, or force (every page of a PDF)",
           apply_ocr},
    Option{"--ocr-languages", "LIST", "languages to recognise, as en,fr (default: those of the vocabularies)",
           [](Arguments& a, const std::string& v) { a.ocr_languages = v; }},
    Option{"--allow-unconfined", "", "extract even where the kernel cannot confine the extractors",
           [](Arguments& a, const std::string&) { a.unconfined = WorkerOptions::Unconfined::allow; }},
    Option{"--with-parent", "PID", "follow: end when this process, which started it, has ended", apply_parent},
    Option{"--help", "", "say this",
           [](Arguments& a, const std::string&) { a.help = Arguments::Help::usage; }},
    Option{"--version", "", "print the version",
           [](Arguments& a, const std::string&) { a.help = Arguments::Help::version; }},
};

const Option& option(std::string_view name) {
    for (const auto& row : kOptions)
        if (row.name == name) return row;
    throw Failure(ErrorCode::invalid_argument,
                  "there is no option " + std::string(name) + "; see indexer --help");
}

} // namespace

Arguments parse_arguments(const std::vector<std::string>& words) {
    Arguments arguments;
    bool options_end = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (!options_end && word == "--") {
            options_end = true;
        } else if (!options_end && word.size() > 1 && word.front() == '-') {
            const auto equals = word.find('=');
            const auto& row = option(word == "-h" ? "--help" : word.substr(0, equals));
            std::string value;
            if (row.value.empty() && equals != std::string::npos)
                throw Failure(ErrorCode::invalid_argument, std::string(row.name) + " takes no value");
            if (!row.value.empty()) {
                if (equals != std::string::npos)
                    value = word.substr(equals + 1);
                else if (i + 1 < words.size())
                    value = words[++i];
                if (value.empty())
                    throw Failure(ErrorCode::invalid_argument,
                                  std::string(row.name) + " wants a value: " + std::string(row.value));
            }
            row.apply(arguments, value);
        } else if (arguments.command.empty()) {
            arguments.command = word;
        } else {
            arguments.operands.push_back(word);
        }
    }
    return arguments;
}

std::string describe_options() {
    std::string text;
    for (const auto& row : kOptions) {
        std::string left =
            "  " + std::string(row.name) + (row.value.empty() ? "" : " ") + std::string(row.value);
        left.resize(std::max<std::size_t>(left.size() + 2, 24), ' ');
        text += left + std::string(row.help) + "\n";
    }
    return text;
}

} // namespace samling
