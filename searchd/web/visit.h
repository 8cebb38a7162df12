#pragma once
// One request on its way to its answer: what was asked, by whom.

#include <memory>
#include <string>
#include <vector>

#include "schema/viewer.h"
#include "schema/visibility.h"
#include "schema/vocabulary.h"
#include "searchd/access/csrf.h"
#include "searchd/access/visitor.h"
#include "searchd/net/http.h"
#include "searchd/net/multipart.h"
#include "searchd/web/form.h"

namespace samling {

using Taken = std::vector<std::string>; ///< What stood where the pattern of an address has "{…}".

/// Made by Site::handle once the address and the method are known to fit, the viewer to have the access that the route
/// asks for, and (for whatever is not merely reading, by session) the form to be ours. An answer reads it and changes
/// nothing in it.
struct Visit {
    const Request& request;
    std::shared_ptr<const Vocabularies> vocabularies; ///< The same from its beginning to its end.
    Taken taken = {};
    Visitor visitor = {}; ///< Who it is, for pages and the audit log.
    Form form = {};       ///< Of a request that is not merely reading.
    std::vector<SentFile> files = {}; ///< That came with the form.

    /// What may be seen and done.
    const Viewer& viewer() const { return visitor.viewer; }
    /// The viewer as whoever searches for them must know them: every search and every look at a document is given this.
    Audience audience() const { return {viewer().is_administrator(), viewer().member}; }
    /// For `<input type="hidden" name="csrf" value="…">` in every form, or the header X-CSRF-Token of a script.
    std::string csrf() const { return csrf_token(visitor.cookie); }
};

} // namespace samling
