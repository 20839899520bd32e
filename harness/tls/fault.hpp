// A fault on TLS records, as data: which record of those about to leave is changed, and how.
#pragma once

#include <string>

namespace assay::tls {

// kind: "xor" flips bits of one octet of the record's fragment (mask `value`, `offset` from the
// fragment's start, negative from its end); "drop" leaves the record out; "duplicate" sends it
// twice; "truncate" cuts the fragment to `value` octets and mends the length; "finished" flips bits
// of the verify_data in this end's own Finished message, inside the protection (mask `value`,
// `offset` as above, within verify_data; content type and occurrence have no say).
struct Fault {
  std::string kind;
  int content_type{23};  // 20 ccs, 21 alert, 22 handshake, 23 application data (as on the wire)
  int occurrence{0};     // which record of that type within the call, or within the handshake, from 0
  int offset{-1};
  int value{1};
};

}  // namespace assay::tls
