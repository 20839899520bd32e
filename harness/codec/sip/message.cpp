// Looking up headers of a message and their values.
#include "codec/sip/message.hpp"

#include <iterator>

#include "base/text.hpp"
#include "codec/sip/header_name.hpp"

namespace assay::sip {
namespace {

// All values of all instances of a header whose value is a list.
template <class T>
std::vector<T> collect(const Message& message, std::string_view name, Reading<std::vector<T>> (*read)(ByteView)) {
  std::vector<T> out;
  for (const Header* header : message.all(name)) {
    auto reading = read(header->raw_value);
    std::move(reading.value.begin(), reading.value.end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace

std::vector<const Header*> Message::all(std::string_view name) const {
  const std::string canonical = canonical_name(name);
  std::vector<const Header*> out;
  for (const auto& header : headers)
    if (equal_ignoring_case(header.canonical, canonical)) out.push_back(&header);
  return out;
}

const Header* Message::first(std::string_view name) const {
  const auto found = all(name);
  return found.empty() ? nullptr : found.front();
}

std::string Message::value(std::string_view name) const {
  const Header* header = first(name);
  return header == nullptr ? std::string() : header->value;
}

std::vector<Via> vias(const Message& message) { return collect<Via>(message, "Via", read_vias); }

std::vector<Address> addresses(const Message& message, std::string_view name) {
  return collect<Address>(message, name, read_addresses);
}

Address address(const Message& message, std::string_view name) {
  const Header* header = message.first(name);
  return header == nullptr ? Address() : read_address(header->raw_value).value;
}

CSeq cseq(const Message& message) {
  const Header* header = message.first("CSeq");
  return header == nullptr ? CSeq() : read_cseq(header->raw_value).value;
}

std::vector<Authentication> authentications(const Message& message, std::string_view name) {
  const auto read = canonical_name(name) == "Authentication-Info" ? read_authentication_info : read_authentication;
  std::vector<Authentication> out;
  for (const Header* header : message.all(name)) out.push_back(read(header->raw_value).value);
  return out;
}

std::vector<SecurityMechanism> security_mechanisms(const Message& message, std::string_view name) {
  return collect<SecurityMechanism>(message, name, read_security_mechanisms);
}

}  // namespace assay::sip
