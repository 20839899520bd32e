// Reads a ClientHello leniently (RFC 5246 7.4.1.2, RFC 8446 4.1.2).
#include "codec/tls/offer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "codec/tls/cursor.hpp"
#include "codec/tls/hello.hpp"

namespace assay::tls {
namespace {

constexpr std::size_t client_hello_type = 1;
constexpr std::size_t server_name_extension = 0;
constexpr std::size_t supported_versions_extension = 43;

constexpr std::pair<int, const char*> versions[] = {
    {0x0300, "SSLv3"}, {0x0301, "TLSv1"}, {0x0302, "TLSv1.1"}, {0x0303, "TLSv1.2"}, {0x0304, "TLSv1.3"}};

const std::pair<int, const char*>* known_version(int number) {
  const auto* found = std::find_if(std::begin(versions), std::end(versions),
                                   [&](const auto& version) { return version.first == number; });
  return found == std::end(versions) ? nullptr : found;
}

std::vector<std::uint16_t> numbers(ByteView octets) {
  std::vector<std::uint16_t> all;
  Cursor cursor(octets);
  for (std::size_t i = 0; i < octets.size() / 2; ++i) all.push_back(static_cast<std::uint16_t>(cursor.number(2)));
  return all;
}

std::string host_name(ByteView data) {
  Cursor list(Cursor(data).vector(2));
  while (!list.empty()) {
    const auto type = list.number(1);
    const auto name = list.vector(2);
    if (list.whole() && type == 0) return std::string(name);
  }
  return {};
}

void read_extensions(ByteView extensions, Offer& offer) {
  Cursor cursor(extensions);
  while (!cursor.empty()) {
    const auto type = cursor.number(2);
    const auto data = cursor.vector(2);
    if (!cursor.whole()) return;
    if (type == server_name_extension && offer.server_name.empty()) offer.server_name = host_name(data);
    if (type != supported_versions_extension) continue;
    const auto offered = numbers(Cursor(data).vector(1));
    offer.versions.assign(offered.begin(), offered.end());
  }
}

std::optional<Offer> read_body(ByteView body) {
  Cursor cursor(body);
  Offer offer;
  offer.versions = {static_cast<int>(cursor.number(2))};
  cursor.take(32);
  cursor.vector(1);
  offer.suites = numbers(cursor.vector(2));
  if (!cursor.whole()) return std::nullopt;
  cursor.vector(1);
  // A list of extensions that claims more than there is is read as far as it goes.
  cursor.number(2);
  if (cursor.whole()) read_extensions(cursor.rest(), offer);
  return offer;
}

bool any_suite(const Offer& offer, std::string_view part) {
  return std::any_of(offer.suites.begin(), offer.suites.end(),
                     [&](std::uint16_t suite) { return suite_name(suite).find(part) != std::string::npos; });
}

}  // namespace

std::optional<Offer> read_client_hello(ByteView handshake) {
  Cursor cursor(handshake);
  while (!cursor.empty()) {
    const auto type = cursor.number(1);
    const auto body = cursor.vector(3);
    if (!cursor.whole()) return std::nullopt;
    if (type == client_hello_type) return read_body(body);
  }
  return std::nullopt;
}

std::string version_name(int version) {
  const auto* known = known_version(version);
  return known == nullptr ? fmt::format("0x{:04x}", version) : known->second;
}

int highest_version(const Offer& offer) {
  int highest = 0;
  for (const int version : offer.versions) {
    if (known_version(version) != nullptr) highest = std::max(highest, version);
  }
  return highest;
}

std::vector<std::string> weak_kinds(const Offer& offer) {
  std::vector<std::string> kinds;
  if (any_suite(offer, "_WITH_NULL_")) kinds.emplace_back("null");
  if (any_suite(offer, "_anon_")) kinds.emplace_back("anonymous");
  if (any_suite(offer, "_EXPORT")) kinds.emplace_back("export");
  return kinds;
}

}  // namespace assay::tls
