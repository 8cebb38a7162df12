#include "searchd/net/frontage.h"

#include <Poco/Net/IPAddress.h>
#include <algorithm>
#include <charconv>

#include "schema/failure.h"
#include "schema/trimmed.h"

namespace samling {
namespace {

/// 4 or 16 bytes; an IPv4 address that was mapped into IPv6 is IPv4. Empty for what is no address.
std::string address_bytes(const std::string& text) {
    Poco::Net::IPAddress address;
    if (!Poco::Net::IPAddress::tryParse(text, address)) return {};
    std::string bytes(static_cast<const char*>(address.addr()), static_cast<std::size_t>(address.length()));
    static const std::string kMapped("\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
    return bytes.starts_with(kMapped) ? bytes.substr(kMapped.size()) : bytes;
}

bool same_bits(const std::string& a, const std::string& b, int bits) {
    const auto whole = static_cast<std::size_t>(bits / 8);
    if (a.size() != b.size() || a.compare(0, whole, b, 0, whole) != 0) return false;
    const int rest = bits % 8;
    return rest == 0 || (static_cast<unsigned char>(a[whole]) >> (8 - rest)) == (static_cast<unsigned char>(b[whole]) >> (8 - rest));
}

std::string_view last_item(std::string_view& list) {
    const auto comma = list.rfind(',');
    const auto item = list.substr(comma == std::string_view::npos ? 0 : comma + 1);
    list = list.substr(0, comma == std::string_view::npos ? 0 : comma);
    return trimmed(item, " \t");
}

} // namespace

Frontage::Frontage(std::string_view public_url, std::string_view proxies) : public_url_(public_url) {
    while (public_url_.ends_with('/')) public_url_.pop_back();
    const auto host = public_url_.find("://");
    const bool formed = public_url_.empty() || ((public_url_.starts_with("https://") || public_url_.starts_with("http://")) &&
                                                public_url_.size() > host + 3 && public_url_.find_first_of("/?#@ \"'<>", host + 3) == std::string::npos);
    if (!formed) throw Failure(ErrorCode::invalid_argument, "public_url: '" + public_url_ + "' is not of the form https://host");
    while (!proxies.empty()) {
        const std::string item(last_item(proxies));
        if (item.empty()) continue;
        const auto slash = std::min(item.find('/'), item.size());
        Block block{address_bytes(item.substr(0, slash)), 0};
        block.bits = static_cast<int>(block.bytes.size()) * 8;
        if (slash < item.size()) {
            int bits = -1;
            const auto [end, error] = std::from_chars(item.data() + slash + 1, item.data() + item.size(), bits);
            if (error != std::errc() || end != item.data() + item.size() || bits < 0 || bits > block.bits) block.bytes.clear();
            block.bits = bits;
        }
        if (block.bytes.empty())
            throw Failure(ErrorCode::invalid_argument, "trusted_proxies: '" + item + "' is neither an address nor a block such as 10.0.0.0/8");
        trusted_.push_back(std::move(block));
    }
}

bool Frontage::is_trusted(const std::string& address) const {
    const auto bytes = address_bytes(address);
    return !bytes.empty() && std::any_of(trusted_.begin(), trusted_.end(), [&](const Block& block) { return same_bits(block.bytes, bytes, block.bits); });
}

std::string Frontage::client_address(const Request& request) const {
    std::string address = request.remote;
    auto said = request.header("x-forwarded-for");
    while (!said.empty() && is_trusted(address)) {
        const std::string next(last_item(said));
        if (address_bytes(next).empty()) break; // "unknown", or a name
        address = next;
    }
    return address;
}

bool Frontage::is_secure(const Request& request) const {
    if (public_url_.starts_with("https://")) return true;
    auto said = request.header("x-forwarded-proto");
    return is_trusted(request.remote) && last_item(said) == "https";
}

std::string Frontage::origin(const Request& request) const {
    if (is_known()) return public_url_;
    return (is_secure(request) ? "https://" : "http://") + std::string(request.header("host"));
}

std::string address_block(const std::string& address) {
    const auto bytes = address_bytes(address);
    return bytes.size() == 16 ? bytes.substr(0, 8) : bytes.empty() ? address : bytes;
}

} // namespace samling
