#pragma once
// What the subcommands share: one function a subcommand, each in a file of its own (command_NAME.cpp), listed
// in the table of commands.cpp.

#include "indexer/collection_writer.h"
#include "indexer/command_line.h"
#include "indexer/commands.h"
#include "indexer/intent_rules.h"
#include "indexer/progress.h"
#include "schema/vocabulary.h"

namespace samling {

/// Exit statuses; a Failure that reaches run_indexer is the third, 2.
inline constexpr int kAllIn = 0, kSomeRejected = 1;

/// Each returns an exit status, and throws Failure when it could not run.
int run_add(const Arguments& arguments, const ProgramContext& context);
int run_follow(const Arguments& arguments, const ProgramContext& context);
int run_status(const Arguments& arguments, const ProgramContext& context);
int run_rebuild(const Arguments& arguments, const ProgramContext& context);
int run_verify(const Arguments& arguments, const ProgramContext& context);
int run_remove(const Arguments& arguments, const ProgramContext& context);
int run_withdraw(const Arguments& arguments, const ProgramContext& context);
int run_restore(const Arguments& arguments, const ProgramContext& context);
int run_tag(const Arguments& arguments, const ProgramContext& context);
int run_retag(const Arguments& arguments, const ProgramContext& context);
int run_user(const Arguments& arguments, const ProgramContext& context);
int run_audit(const Arguments& arguments, const ProgramContext& context);
int run_commitment(const Arguments& arguments, const ProgramContext& context);
int run_vocabulary(const Arguments& arguments, const ProgramContext& context);

/// Who acts: as --by says, or whoever runs the program. At most 1000 bytes; throws Failure{invalid_argument}.
std::string acting_person(const Arguments& arguments);

Progress::Style progress_style(const ProgramContext& context);

/// Where the vocabularies lie: below --share, or beside the program.
std::filesystem::path vocabulary_directory(const Arguments& arguments, const ProgramContext& context);
/// From --share, or from where they lie beside the program. Throws what reading them throws.
Vocabularies load_vocabularies(const Arguments& arguments, const ProgramContext& context);

/// The rules for statements of intent that lie beside the vocabularies. Throws what reading them throws.
IntentRules load_intent_rules(const Arguments& arguments, const ProgramContext& context);

/// The usual ones, with as many threads as --jobs says.
BatchLimits batch_limits(const Arguments& arguments);

/// Throws Failure{index_missing} unless there is a collection: what these commands work on they do not make.
void require_collection(const Arguments& arguments);

} // namespace samling
