#include "indexer/extract/pdf_links.h"

#include <algorithm>

#include <poppler/Link.h>
#include <poppler/Page.h>

#include "schema/text.h"

namespace samling {
namespace {

/// Null where an annotation is no link, or has nowhere to lead.
std::unique_ptr<LinkAction> action_of(const Object& annotation) {
    if (!annotation.isDict() || !annotation.dictLookup("Subtype").isName("Link")) return nullptr;
    if (const Object action = annotation.dictLookup("A"); action.isDict()) return LinkAction::parseAction(&action);
    const Object target = annotation.dictLookup("Dest");
    return target.isNull() ? nullptr : LinkAction::parseDest(&target);
}

std::string address_of(const LinkAction& action) {
    if (action.getKind() != actionURI) return {};
    auto address = clean_utf8(static_cast<const LinkURI&>(action).getURI());
    std::erase_if(address, [](unsigned char c) { return c <= ' '; }); // broken with the line that it was set in
    return address.size() <= Limits::kLinkBytes ? address : std::string();
}

} // namespace

void PdfLinks::read(::Page& page, int number) {
    const Object annotations = page.getAnnotsObject();
    if (!annotations.isArray()) return;
    auto& links = builder_.extraction().links;
    const auto first = links.size();
    for (int i = 0; i < annotations.arrayGetLength() && links.size() < Limits::kLinks; ++i) {
        const auto action = action_of(annotations.arrayGet(i));
        if (!action) continue;
        Link link{number, address_of(*action), 0};
        if (link.address.empty()) link.target = targets_.page_of(action.get());
        const bool leads = !link.address.empty() || link.target > 0;
        const auto here = links.begin() + static_cast<std::ptrdiff_t>(first);
        if (leads && std::find(here, links.end(), link) == links.end()) links.push_back(std::move(link));
    }
}

} // namespace samling
