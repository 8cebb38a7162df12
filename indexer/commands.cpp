#include "indexer/commands.h"

#include <array>

#include "indexer/command.h"
#include "schema/failure.h"

namespace samling {
namespace {

constexpr std::string_view kVersion = "indexer (Samling) 0.1.0";

struct Command {
    std::string_view name, operands, help;
    int (*run)(const Arguments&, const ProgramContext&);
};

constexpr std::array kCommands = {
    Command{"add", "PATH... | --records FILE", "take files, folders or ready records in", run_add},
    Command{"follow", "", "stay and read what members hand in, publish what is accepted; searchd starts it", run_follow},
    Command{"status", "", "say what the collection holds, and what was refused", run_status},
    Command{"rebuild", "", "make the index anew from the catalog and switch to it", run_rebuild},
    Command{"remove", "ID...", "forget documents", run_remove},
    Command{"withdraw", "ID --reason WHY", "take a document out of sight and say why; it is kept", run_withdraw},
    Command{"restore", "ID --reason WHY", "show a withdrawn document again", run_restore},
    Command{"tag", "ID [FIELD CODE]", "show a document's tags with their reasons, or have your say on one", run_tag},
    Command{"retag", "", "apply the rules of the vocabularies again, and say what changed", run_retag},
    Command{"commitment", "list [ID] | confirm|reject|withdraw ID KEY", "statements of intent found in documents, and your say on one", run_commitment},
    Command{"vocabulary", "check|show|diff ...", "look at the vocabularies", run_vocabulary},
    Command{"user", "add|list|reset|disable|enable|role ...", "look after accounts; the first one added is an administrator", run_user},
    Command{"audit", "verify|export", "check that the log of every act is whole, or print it as JSON lines", run_audit},
    Command{"verify", "", "check catalog, originals and index, and that they agree", run_verify},
};

std::string usage() {
    std::string text = "usage: indexer COMMAND [OPTION]...\n\n";
    for (const auto& row : kCommands) {
        std::string left = "  " + std::string(row.name) + " " + std::string(row.operands);
        left.resize(std::max<std::size_t>(left.size() + 2, 34), ' ');
        text += left + std::string(row.help) + "\n";
    }
    return text + "\n" + describe_options() +
           "\nrecords beside files: report.meta.xml, or in Dublin Core (told by content) report.dc.xml, report.xml, and\n"
           "dublin_core.xml for its whole folder; folders and ZIP archives in DSpace's Simple Archive Format go in as\n"
           "they are; where several speak of a file, the first named here wins\n"
           "\nexit status: 0 all in; 1 some rejected, each listed with its reason, the rest in; 2 could not "
           "run\n";
}

int dispatch(const Arguments& arguments, const ProgramContext& context) {
    if (arguments.help != Arguments::Help::none) {
        context.out << (arguments.help == Arguments::Help::usage ? usage() : std::string(kVersion) + "\n");
        return kAllIn;
    }
    for (const auto& row : kCommands)
        if (row.name == arguments.command) return row.run(arguments, context);
    throw Failure(ErrorCode::invalid_argument,
                  arguments.command.empty()
                      ? "name a command; see indexer --help"
                      : "there is no command '" + arguments.command + "'; see indexer --help");
}

} // namespace

int run_indexer(const std::vector<std::string>& words, const ProgramContext& context) {
    try {
        return dispatch(parse_arguments(words), context);
    } catch (const Failure& failure) {
        context.err << "indexer: " << failure.what() << "\n";
    } catch (const std::exception& error) {
        context.err << "indexer: " << error.what() << "\n";
    }
    return 2;
}

} // namespace samling
