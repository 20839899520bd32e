// Values with a name and a URI: From, To, Contact, Route, Record-Route, P-Asserted-Identity and their like.
#pragma once

#include <string>
#include <vector>

#include "codec/sip/uri.hpp"

namespace assay::sip {

struct Address {
  std::string raw;           // white space at its ends left out
  std::size_t offset{0};     // of raw in the value that was read
  std::string display_name;  // what it says: quotes and quoted pairs resolved, unfolded
  bool quoted{false};        // the display name is a quoted string
  bool bracketed{false};     // name-addr: the URI stands in <>
  bool wildcard{false};      // "*", as a Contact may be
  Uri uri;
  std::size_t uri_offset{0};  // of uri.raw in the value that was read
  Parameters parameters;      // of the header, not of the URI; offsets count from the value

  std::string tag() const { return value_of(parameters, "tag"); }
};

// One address; a comma is part of it (From, To, Refer-To, …).
Reading<Address> read_address(ByteView value);
// Addresses separated by commas outside quotes and <>. An empty one is a violation and not in the list.
Reading<std::vector<Address>> read_addresses(ByteView value);

}  // namespace assay::sip
