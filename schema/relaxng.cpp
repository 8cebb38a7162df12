#include "schema/relaxng.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlschemastypes.h>

#include <memory>
#include <mutex>

#include "record_rng.h"
#include "schema/failure.h"

namespace samling {
namespace {

template <typename T, void (*Free)(T*)>
struct FreedBy {
    void operator()(T* pointer) const { Free(pointer); }
};
using Schema = std::unique_ptr<xmlRelaxNG, FreedBy<xmlRelaxNG, xmlRelaxNGFree>>;
using Parser = std::unique_ptr<xmlRelaxNGParserCtxt, FreedBy<xmlRelaxNGParserCtxt, xmlRelaxNGFreeParserCtxt>>;
using Validator = std::unique_ptr<xmlRelaxNGValidCtxt, FreedBy<xmlRelaxNGValidCtxt, xmlRelaxNGFreeValidCtxt>>;
using Doc = std::unique_ptr<xmlDoc, FreedBy<xmlDoc, xmlFreeDoc>>;

void keep_error(void* mistakes, xmlErrorPtr error) {
    std::string text = error->message == nullptr ? "" : error->message;
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    static_cast<std::vector<std::string>*>(mistakes)->push_back(std::to_string(error->line) + ": " + text);
}

/// libxml2 fills its table of datatypes at first use, without a lock of its own.
void init_types_once() {
    static std::once_flag once;
    std::call_once(once, [] {
        xmlInitParser();
        xmlSchemaInitTypes();
    });
}

Schema parse_schema() {
    init_types_once();
    std::vector<std::string> mistakes;
    const Parser parser(xmlRelaxNGNewMemParserCtxt(kRecordRng.data(), static_cast<int>(kRecordRng.size())));
    xmlRelaxNGSetParserStructuredErrors(parser.get(), keep_error, &mistakes);
    Schema schema(xmlRelaxNGParse(parser.get()));
    if (!schema)
        throw Failure(ErrorCode::internal,
                      "schema/record.rng is broken: " + (mistakes.empty() ? "" : mistakes.front()));
    return schema;
}

} // namespace

std::vector<std::string> relaxng_mistakes(std::string_view xml) {
    // One per thread: libxml2 does not promise that a parsed schema may be shared.
    thread_local const Schema schema = parse_schema();
    const Doc document(
        xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_IGNORE_ENC));
    std::vector<std::string> mistakes;
    if (!document) return {"1: is not well-formed XML"};
    const Validator validator(xmlRelaxNGNewValidCtxt(schema.get()));
    xmlRelaxNGSetValidStructuredErrors(validator.get(), keep_error, &mistakes);
    if (xmlRelaxNGValidateDoc(validator.get(), document.get()) != 0 && mistakes.empty())
        mistakes.push_back("1: does not fit the schema");
    return mistakes;
}

} // namespace samling
