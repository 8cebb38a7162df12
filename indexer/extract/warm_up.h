#pragma once
namespace samling {
/// Makes the libraries load whatever they read from disk, so that nothing is missing once files are out of
/// reach.
/// A second call does nothing. Not thread-safe.
void warm_up();
} // namespace samling
