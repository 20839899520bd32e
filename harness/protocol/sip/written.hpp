// How credentials by Digest are written: what the grammar of RFC 3261 25.1 and the count of RFC 2617 3.2.2 ask for.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "codec/sip/message.hpp"

namespace assay::protocol::sip {

// The names of the parameters that stand there twice or otherwise than the grammar has them, with blanks between: what
// is a quoted string and what is none, the digits of response and nc. `qop` within quotes is not among them: RFC 2617
// 3.2.2.1 takes quotes off its value, although no rule puts any there.
std::string misspelt(const assay::sip::Authentication& credentials);

bool quotes_qop(const assay::sip::Authentication& credentials);

// Whether the URI of the credentials is that of the request ("request"), another one of its domain or of the domain
// that it is for ("domain"), or neither ("elsewhere").
std::string stated_for(const std::string& uri, const assay::sip::Message& request);

// The requests of one channel by the nonces that they bear.
class NonceCounts {
 public:
  // Of the first credentials by Digest: "right" if nc is the number of requests that have borne this nonce, with this
  // one; else "wrong". Empty: there is no nc, or the request repeats those of an INVITE (RFC 3261 22.1, 9.1).
  std::string take(const assay::sip::Message& request);

 private:
  static constexpr std::size_t kMost = 10000;
  std::map<std::string, std::uint64_t> uses_;
};

}  // namespace assay::protocol::sip
