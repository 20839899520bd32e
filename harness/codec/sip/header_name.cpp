// Names of SIP headers.
#include "codec/sip/header_name.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace assay::sip {
namespace {

struct Name {
  const char* canonical;
  char compact;  // 0: none
  bool single;
};

// RFC 3261 clause 20, then extensions in the order of their RFCs. Compact forms as registered
// with IANA: RFC 3261 7.3.3, 3265, 3515, 3841, 3892, 4028, 4474.
constexpr Name kNames[] = {
    {"Accept", 0, false},
    {"Accept-Encoding", 0, false},
    {"Accept-Language", 0, false},
    {"Alert-Info", 0, false},
    {"Allow", 0, false},
    {"Authentication-Info", 0, true},
    {"Authorization", 0, false},
    {"Call-ID", 'i', true},
    {"Call-Info", 0, false},
    {"Contact", 'm', false},
    {"Content-Disposition", 0, true},
    {"Content-Encoding", 'e', false},
    {"Content-Language", 0, false},
    {"Content-Length", 'l', true},
    {"Content-Type", 'c', true},
    {"CSeq", 0, true},
    {"Date", 0, true},
    {"Error-Info", 0, false},
    {"Expires", 0, true},
    {"From", 'f', true},
    {"In-Reply-To", 0, false},
    {"Max-Forwards", 0, true},
    {"MIME-Version", 0, true},
    {"Min-Expires", 0, true},
    {"Organization", 0, true},
    {"Priority", 0, true},
    {"Proxy-Authenticate", 0, false},
    {"Proxy-Authorization", 0, false},
    {"Proxy-Require", 0, false},
    {"Record-Route", 0, false},
    {"Reply-To", 0, true},
    {"Require", 0, false},
    {"Retry-After", 0, true},
    {"Route", 0, false},
    {"Server", 0, true},
    {"Subject", 's', true},
    {"Supported", 'k', false},
    {"Timestamp", 0, true},
    {"To", 't', true},
    {"Unsupported", 0, false},
    {"User-Agent", 0, true},
    {"Via", 'v', false},
    {"Warning", 0, false},
    {"WWW-Authenticate", 0, false},
    {"RAck", 0, true},  // RFC 3262
    {"RSeq", 0, true},
    {"Event", 'o', true},  // RFC 3265
    {"Allow-Events", 'u', false},
    {"Subscription-State", 0, true},
    {"Privacy", 0, false},              // RFC 3323
    {"P-Asserted-Identity", 0, false},  // RFC 3325
    {"P-Preferred-Identity", 0, false},
    {"Path", 0, false},             // RFC 3327
    {"Security-Client", 0, false},  // RFC 3329
    {"Security-Server", 0, false},
    {"Security-Verify", 0, false},
    {"P-Associated-URI", 0, false},  // RFC 3455
    {"P-Called-Party-ID", 0, true},
    {"P-Visited-Network-ID", 0, false},
    {"P-Access-Network-Info", 0, false},
    {"P-Charging-Function-Addresses", 0, true},
    {"P-Charging-Vector", 0, true},
    {"Refer-To", 'r', true},         // RFC 3515
    {"Service-Route", 0, false},     // RFC 3608
    {"Accept-Contact", 'a', false},  // RFC 3841
    {"Reject-Contact", 'j', false},
    {"Request-Disposition", 'd', false},
    {"Replaces", 0, true},       // RFC 3891
    {"Referred-By", 'b', true},  // RFC 3892
    {"SIP-ETag", 0, true},       // RFC 3903
    {"SIP-If-Match", 0, true},
    {"Session-Expires", 'x', true},  // RFC 4028
    {"Min-SE", 0, true},
    {"Identity", 'y', true},  // RFC 4474
    {"Identity-Info", 'n', true},
    {"P-Preferred-Service", 0, false},  // RFC 6050
    {"P-Asserted-Service", 0, false},
    {"Conversation-ID", 0, true},  // OMA CPM
    {"Contribution-ID", 0, true},
    {"InReplyTo-Contribution-ID", 0, true},
};

const Name* find_name(std::string_view name) {
  const auto found = std::find_if(std::begin(kNames), std::end(kNames), [name](const Name& known) {
    const bool compact = name.size() == 1 && known.compact != 0 && lower(name)[0] == known.compact;
    return compact || equal_ignoring_case(name, known.canonical);
  });
  return found == std::end(kNames) ? nullptr : found;
}

}  // namespace

std::string canonical_name(std::string_view name) {
  const Name* known = find_name(name);
  return known == nullptr ? std::string(name) : known->canonical;
}

bool is_single(std::string_view canonical) {
  const Name* known = find_name(canonical);
  return known != nullptr && known->single;
}

}  // namespace assay::sip
