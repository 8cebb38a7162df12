#pragma once
// The metadata record as XML: what a sidecar NAME.meta.xml holds and what the catalog keeps.
// Format (schema/record.rng is the definition; element names are the public field names):
//
//   <record xmlns="urn:samling:record:1">
//     <id>…</id> <title>…</title> <subtitle>…</subtitle> <abstract>…</abstract>
//     <creator country="DK" actor="academia">Name</creator>            any number
//     <organisation country="DK" actor="civil-society">Name</organisation>
//     <coalition origin="person">code</coalition>                       any number; so for
//     <theme/> <region/> <type/> <category/> <commitment/> <actor/> <language/>
//     <date>2022-11</date> <identifier scheme="doi">10.1000/182</identifier>
//     <licence>CC-BY-4.0</licence> <rights>…</rights> <source>https://…</source>
//   </record>
//
// Elements stand in any order. origin is "person" when absent. A tag given by a rule carries
// score="…" rule evidence as children: <region origin="rule" score="4.5">KE<evidence page="3"
// offset="120" rule="…">quote</evidence></region>.

#include <filesystem>
#include <string>

#include "schema/metadata.h"

namespace samling {

/// Reads and validates a record. `name` stands for the file in messages. No entity is expanded, nothing is
/// fetched, and more than 1 MB, 10,000 elements or 16 levels are refused.
/// Throws Failure{invalid_record} that lists every mistake found as "name:line: field: what is wrong".
/// Codes are not checked against vocabularies here; see check_codes. Thread-safe.
Metadata parse_record_xml(std::string_view xml, const std::string& name);

/// The same for a file. Also throws Failure{unreadable_file}.
Metadata read_record_xml(const std::filesystem::path& file);

/// The canonical record: parse_record_xml(write_record_xml(m), …) == m for every valid m. Thread-safe.
std::string write_record_xml(const Metadata& metadata);

} // namespace samling
