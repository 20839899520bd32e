// A small SIP/IP core that is right, with habits that a conforming or a cunning one may have; for tests.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "crypto/http_digest.hpp"
#include "protocol/sip/authentication.hpp"
#include "run/degenerate_sip_trial_test.hpp"

namespace assay::run::degenerate {

using sip::HeaderLine;

struct CoreHabits {
  std::string name;
  int challenge_code{407};  // of requests that register nobody
  // The challenges with a nonce, as lines without the name.
  std::function<std::vector<std::string>(const std::string& nonce)> challenges = [](const std::string& nonce) {
    return std::vector<std::string>{"Digest realm=\"example.test\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=MD5"};
  };
  std::function<Bytes(Bytes)> spelling = [](Bytes octets) { return octets; };  // of all that it says
  std::function<std::string(std::string)> shown_contact = [](std::string contact) { return contact; };
  bool rejects_replay{true};
  bool once_only{false};          // a nonce serves one request, and the answer names the next
  bool trying_first{false};
  int delivered_code{0};          // of its own, in place of what the receiver answers
  bool answers_before_it_delivers{false};
  int copies{1};                  // of what is delivered
  bool other_port{false};         // datagrams leave from another port than they are awaited at
  bool pings{false};              // asks every contact that is registered for OPTIONS
  bool welcomes{false};           // sends every contact that is registered a MESSAGE
  std::vector<std::string> asks{};  // every contact that is registered for these methods
  bool stale_first{false};        // the first right digest of each peer comes too late for its nonce
  bool lends_names{false};        // From is left to the user, and who it is is asserted
  // Who is asserted to the receiver; nothing: nobody.
  std::function<std::string(const std::string& user, const sip::Message&)> identity =
      [](const std::string& user, const sip::Message&) { return "\"A name\" <sip:" + user + "@EXAMPLE.TEST>"; };
  // What was refused reaches bob nevertheless, in these words; nothing: it does not.
  std::function<Bytes(const Bytes& body)> delivers_nevertheless{};
  bool binds_nevertheless{false};
};

// Registrar and proxy of example.test for alice and bob. State lives as long as the script.
class SmallCore {
 public:
  explicit SmallCore(CoreHabits habits) : habits_(std::move(habits)) {}

  static SipScript script(CoreHabits habits) {
    SipScript out{habits.name};
    const auto core = std::make_shared<SmallCore>(std::move(habits));
    out.request = [core](SipPeer& peer, const sip::Message& request) { core->take(peer, request); };
    out.response = [core](SipPeer&, const sip::Message& response) { core->pass_back(response); };
    return out;
  }

 private:
  struct Binding {
    std::string contact, remote_host;
    SipPeer* peer;
  };
  using Lines = std::vector<HeaderLine>;

  void say(SipPeer& peer, const Bytes& octets) {
    for (const auto& one : peer.server.peers())
      if (one.get() == &peer) {
        const Bytes spelt = habits_.spelling(octets);
        return habits_.other_port && peer.by_datagram() ? peer.server.send_from_elsewhere(peer.remote, spelt) : peer.say(spelt);
      }
  }
  void answer(SipPeer& peer, const sip::Message& request, int code, const Lines& more = {}) {
    say(peer, answer_to(request, code, more));
  }
  static std::string user_of(const sip::Message& message, const char* header) {
    return sip::address(message, header).uri.user.value_or("");
  }

  void challenge(SipPeer& peer, const sip::Message& request, const std::string& more = {}) {
    const bool registers = request.method == "REGISTER";
    const int code = registers ? 401 : habits_.challenge_code;
    const std::string nonce = "nonce" + std::to_string(++made_);
    counts_[nonce] = 0;
    Lines lines;
    for (const auto& one : habits_.challenges(nonce))
      lines.push_back({code == 401 ? "WWW-Authenticate" : "Proxy-Authenticate", one + more});
    answer(peer, request, code, lines);
  }

  // Whose right credentials the request bears; empty: nobody's.
  std::string authenticated(const sip::Message& request) {
    auto input = protocol::sip::digest_of(request);
    if (!input || input->realm != "example.test" || !counts_.count(input->nonce)) return {};
    language::Item item;
    item.octets = request.raw;
    const std::string password = input->username == "alice" ? "alice-secret-1" : input->username == "bob" ? "bob-secret-2" : "";
    if (password.empty() || !equal(sip::read_uri(input->uri).value, sip::read_uri(request.request_uri).value)) return {};
    if (!protocol::sip::proves(password, item)) return {};
    const long count = input->qop.empty() ? 1 : std::strtol(input->nonce_count.c_str(), nullptr, 16);
    if (habits_.rejects_replay && count <= counts_[input->nonce]) return {};
    counts_[input->nonce] = habits_.once_only ? 0x7fffffff : count;
    return input->username;
  }

  void take(SipPeer& peer, const sip::Message& request) {
    if (request.method == "ACK") return;
    if (habits_.trying_first) say(peer, answer_to(request, 100));
    if (!request.first("Authorization") && !request.first("Proxy-Authorization")) return refuse(peer, request, 0);
    const std::string user = authenticated(request);
    if (user.empty()) return refuse(peer, request, 0);
    if (habits_.stale_first && late_.insert(peer.remote).second) return challenge(peer, request, ", stale=true");
    const bool registers = request.method == "REGISTER";
    if ((registers || !habits_.lends_names) && user_of(request, registers ? "To" : "From") != user)
      return refuse(peer, request, 403);
    request.method == "REGISTER" ? bind(peer, request, user) : pass_on(peer, request, user);
  }

  // 0: by a challenge.
  void refuse(SipPeer& peer, const sip::Message& request, int code) {
    code == 0 ? challenge(peer, request) : answer(peer, request, code);
    if (request.method == "REGISTER") {
      const auto contacts = addresses(request, "Contact");
      if (habits_.binds_nevertheless && !contacts.empty() && !contacts.front().wildcard && request.first("Authorization"))
        bindings_[user_of(request, "To")].push_back({contacts.front().uri.raw, host_of(peer), &peer});
    } else if (habits_.delivers_nevertheless) {
      sip::Message altered = request;
      altered.body = habits_.delivers_nevertheless(request.body);
      if (!altered.body.empty()) deliver(peer, altered, "alice");
    }
  }

  static std::string host_of(const SipPeer& peer) { return peer.remote.substr(0, peer.remote.rfind(':')); }

  void bind(SipPeer& peer, const sip::Message& request, const std::string& user) {
    if (request.value("P-Access-Network-Info").find("3GPP") != std::string::npos) return refuse(peer, request, 403);
    auto& bound = bindings_[user];
    for (const auto& contact : addresses(request, "Contact")) {
      const std::string own = sip::value_of(contact.parameters, "expires");
      const std::string raw = contact.uri.raw;
      if (contact.wildcard) bound.clear();
      bound.erase(std::remove_if(bound.begin(), bound.end(), [&](const auto& one) { return one.contact == raw; }), bound.end());
      if (!contact.wildcard && own != "0" && request.value("Expires") != "0") bound.push_back({raw, host_of(peer), &peer});
    }
    Lines lines;
    if (habits_.once_only) {
      counts_["next" + std::to_string(++made_)] = 0;
      lines.push_back({"Authentication-Info", "nextnonce=\"next" + std::to_string(made_) + "\""});
    }
    for (const auto& one : bound) lines.push_back({"Contact", habits_.shown_contact("<" + one.contact + ">;expires=600")});
    answer(peer, request, 200, lines);
    for (const auto& one : bound) {
      const std::string number = std::to_string(++made_);
      const std::string rest = " " + one.contact + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bKown" + number +
                               "\r\nFrom: <sip:example.test>;tag=1\r\nTo: <" + one.contact + ">\r\nCall-ID: own" + number +
                               "\r\nMax-Forwards: 70\r\nCSeq: 1 ";
      if (habits_.pings) say(*one.peer, "OPTIONS" + rest + "OPTIONS\r\nContent-Length: 0\r\n\r\n");
      for (const auto& method : habits_.asks) say(*one.peer, method + rest + method + "\r\nContent-Length: 0\r\n\r\n");
      if (habits_.welcomes) say(*one.peer, "MESSAGE" + rest + "MESSAGE\r\nContent-Length: 7\r\n\r\nwelcome");
    }
  }

  void pass_on(SipPeer& peer, const sip::Message& request, const std::string& user) {
    const auto& own = bindings_[user];
    const bool known = std::any_of(own.begin(), own.end(), [&](const auto& one) {
      return one.peer->at_tls_port ? one.peer == &peer : one.remote_host == host_of(peer);
    });
    if (!known) return refuse(peer, request, 403);
    if (bindings_["bob"].empty()) return answer(peer, request, 480);
    if (habits_.answers_before_it_delivers) answer(peer, request, habits_.delivered_code);
    deliver(peer, request, user);
  }

  void deliver(SipPeer& peer, const sip::Message& request, const std::string& user) {
    for (int copy = 0; copy < habits_.copies; ++copy)
      for (const auto& one : bindings_["bob"]) {
        const std::string branch = "z9hG4bKcore" + std::to_string(++made_);
        sip::Draft out;
        out.start_line = sip::request_line(request.method, one.contact);
        out.headers.push_back({"Via", "SIP/2.0/UDP 127.0.0.1;rport;branch=" + branch});
        for (const auto& header : request.headers)
          if (header.canonical != "Proxy-Authorization" && header.canonical != "Content-Length" && header.canonical != "Authorization" &&
              header.canonical.rfind("P-", 0) != 0)
            out.headers.push_back({header.name, header.raw_value});
        const std::string identity = request.value("Privacy").find("id") != std::string::npos ? "" : habits_.identity(user, request);
        if (!identity.empty()) out.headers.push_back({"P-Asserted-Identity", identity});
        out.body = request.body;
        sip::add_content_length(out);
        under_way_[branch] = {&peer, request};
        say(*one.peer, to_octets(out));
      }
  }

  void pass_back(const sip::Message& response) {
    const auto all = vias(response);
    const auto found = all.empty() ? under_way_.end() : under_way_.find(all.front().branch());
    if (found == under_way_.end()) return;
    const auto [peer, request] = found->second;
    under_way_.erase(found);
    const int code = habits_.delivered_code != 0 ? habits_.delivered_code : response.code;
    if (!habits_.answers_before_it_delivers) answer(*peer, request, code);
  }

  CoreHabits habits_;
  std::map<std::string, long> counts_;  // by nonce: the highest count so far
  std::map<std::string, std::vector<Binding>> bindings_;
  std::map<std::string, std::pair<SipPeer*, sip::Message>> under_way_;
  std::set<std::string> late_;
  int made_{0};
};

}  // namespace assay::run::degenerate
