// Digest and Basic credentials as lines of a message.
#include "protocol/sip/credentials.hpp"

#include <cstdlib>

#include "base/text.hpp"
#include "codec/sip/authentication.hpp"
#include "crypto/digest.hpp"
#include "crypto/http_digest.hpp"

namespace assay::protocol::sip {
namespace {

using Arguments = std::vector<std::string>;
using assay::sip::value_of;

constexpr std::size_t kMostFiller = 1024 * 1024;

// The line of a challenge: which header answers it, and what it says.
struct Challenge {
  std::string answered_by;
  assay::sip::Authentication said;
};

Challenge read_challenge(const std::string& line) {
  const auto colon = line.find(':');
  const std::string name = line.substr(0, colon);
  Challenge out{equal_ignoring_case(name, "Proxy-Authenticate") ? "Proxy-Authorization" : "Authorization", {}};
  if (colon != std::string::npos) out.said = assay::sip::read_authentication(ByteView(line).substr(colon + 1)).value;
  return out;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// What the case wants otherwise than right.
class Wishes {
 public:
  explicit Wishes(Arguments::const_iterator from, Arguments::const_iterator to) {
    for (; from != to; ++from) {
      const auto equals = from->find('=');
      if (equals != std::string::npos) wishes_[from->substr(0, equals)] = from->substr(equals + 1);
    }
  }
  std::string hashed(const std::string& name, const std::string& right) const { return of("hashed-" + name, of(name, right)); }
  std::string sent(const std::string& name, const std::string& right) const { return of("sent-" + name, of(name, right)); }
  bool wants(const std::string& wish) const { return wishes_.count(wish) > 0; }
  std::string value(const std::string& wish) const { return of(wish, ""); }

 private:
  std::string of(const std::string& name, const std::string& right) const {
    const auto found = wishes_.find(name);
    return found == wishes_.end() ? right : found->second;
  }
  std::map<std::string, std::string> wishes_;
};

// "auth" where it is offered; without an offer none (RFC 2617 3.2.2).
std::string chosen_qop(const assay::sip::Authentication& challenge) {
  std::string offered = value_of(challenge.parameters, "qop");
  for (auto& one : split(offered, ','))
    if (equal_ignoring_case(trim(one), "auth")) return "auth";
  return {};
}

struct Right {
  std::string username, realm, nonce, uri, algorithm, qop, nc{"00000001"}, cnonce, opaque;
};

Right right_values(const Challenge& challenge, const Arguments& in) {
  const auto& said = challenge.said.parameters;
  Right right;
  right.username = in[1];
  right.realm = value_of(said, "realm");
  right.nonce = value_of(said, "nonce");
  right.uri = in[4];
  right.algorithm = value_of(said, "algorithm");
  right.qop = chosen_qop(challenge.said);
  // The same challenge gives the same again, so that a stored case gives the same octets.
  right.cnonce = crypto::sha256(right.nonce + "/cnonce").substr(0, 16);
  right.opaque = value_of(said, "opaque");
  return right;
}

Result<std::string> response_of(const Right& right, const Wishes& wishes, const Arguments& in) {
  const auto algorithm = crypto::digest_algorithm(wishes.hashed("algorithm", right.algorithm));
  if (!algorithm) return failure("no digest is known here by the algorithm '" + right.algorithm + "'");
  crypto::DigestInput input;
  input.algorithm = *algorithm;
  input.username = wishes.hashed("username", right.username);
  input.realm = wishes.hashed("realm", right.realm);
  input.password = in[2];
  input.method = wishes.hashed("method", in[3]);
  input.uri = wishes.hashed("uri", right.uri);
  input.nonce = wishes.hashed("nonce", right.nonce);
  input.qop = wishes.hashed("qop", right.qop);
  input.nonce_count = wishes.hashed("nc", right.nc);
  input.cnonce = wishes.hashed("cnonce", right.cnonce);
  return crypto::digest_response(input);
}

// The parameters of the line, each as often and as whole as the case wants it.
class Line {
 public:
  explicit Line(const Wishes& wishes) : wishes_(wishes) {}
  void add(const std::string& name, const std::string& value) {
    if (!wishes_.wants("omit-" + name)) parts_.push_back(name + "=" + value);
  }
  // A second one of the same name behind it, if the case wants that.
  void add_quoted(const std::string& name, const std::string& value) {
    if (wishes_.wants("open-" + name)) unterminated_ = name + "=\"" + value;
    else add(name, quoted(value));
    if (wishes_.wants("again-" + name)) add(name, quoted(wishes_.value("again-" + name)));
  }
  // What is unterminated stands last, so that the line ends within it.
  std::string text() const {
    auto all = parts_;
    if (!unterminated_.empty()) all.push_back(unterminated_);
    return join(all, ", ");
  }

 private:
  const Wishes& wishes_;
  std::vector<std::string> parts_;
  std::string unterminated_;
};

Result<std::string> authorization(const Arguments& in) {
  const Challenge challenge = read_challenge(in[0]);
  const Wishes wishes(in.begin() + 5, in.end());
  const Right right = right_values(challenge, in);
  const auto response = response_of(right, wishes, in);
  if (!response) return response;
  Line line(wishes);
  line.add_quoted("username", wishes.sent("username", right.username));
  line.add_quoted("realm", wishes.sent("realm", right.realm));
  line.add_quoted("nonce", wishes.sent("nonce", right.nonce));
  line.add_quoted("uri", wishes.sent("uri", right.uri));
  line.add_quoted("response", wishes.sent("response", *response));
  const auto algorithm = wishes.sent("algorithm", right.algorithm);
  if (!algorithm.empty()) line.add("algorithm", algorithm);
  if (const auto qop = wishes.sent("qop", right.qop); !qop.empty()) {
    line.add("qop", qop);
    line.add("nc", wishes.sent("nc", right.nc));
    line.add_quoted("cnonce", wishes.sent("cnonce", right.cnonce));
  }
  if (!right.opaque.empty()) line.add_quoted("opaque", right.opaque);
  return challenge.answered_by + ": Digest " + line.text();
}

Result<std::string> basic(const Arguments& in) {
  return read_challenge(in[0]).answered_by + ": Basic " + base64_encode(in[1] + ":" + in[2]);
}

// Nothing to look for where the hash is refused: then nobody makes such credentials here either.
Result<std::string> key(const Arguments& in) {
  const auto algorithm = crypto::digest_algorithm(in[0]);
  if (!algorithm) return failure("no digest is known here by the algorithm '" + in[0] + "'");
  return crypto::digest_key(*algorithm, in[1], in[2], in[3]);
}

Result<std::string> filler(const Arguments& in) {
  const auto count = static_cast<std::size_t>(std::strtoul(in[0].c_str(), nullptr, 10));
  if (count == 0 || count > kMostFiller) return failure("a filler has 1 to " + std::to_string(kMostFiller) + " letters");
  return std::string(count, 'x');
}

}  // namespace

void register_credentials(language::Vocabulary& vocabulary) {
  vocabulary.derivations["sip:authorization"] = {5, 12, authorization};
  vocabulary.derivations["sip:basic"] = {3, 3, basic};
  vocabulary.derivations["sip:key"] = {4, 4, key};
  vocabulary.derivations["sip:filler"] = {1, 1, filler};
  for (const std::string account : {"alice", "bob"})
    for (const std::string algorithm : {"MD5", "SHA-256", "SHA-512-256"})
      vocabulary.secrets.push_back("{sip:key '" + algorithm + "' " + account + ".user sip.domain " + account + ".password}");
}

}  // namespace assay::protocol::sip
