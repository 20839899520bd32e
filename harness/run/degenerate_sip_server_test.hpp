// Scripted SIP servers that no product would be, over UDP, TCP and TLS: for tests of what a run makes of them.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "codec/sip/stream.hpp"
#include "codec/sip/writer.hpp"
#include "net/channel.hpp"
#include "net/datagram.hpp"
#include "tls/engine.hpp"

namespace assay::run::degenerate {

class SipServer;

// Who asks: one connection, or one address that datagrams come from.
struct SipPeer {
  SipServer& server;
  std::string remote;  // of datagrams
  std::unique_ptr<net::Channel> channel{};
  bool at_tls_port{false};
  bool over{false};
  sip::StreamDecoder decoder{};
  std::size_t asked{0};  // requests so far
  sip::Message former{};  // the request before the one that is looked at

  bool by_datagram() const { return !channel; }
  void say(ByteView octets);
  void close() {
    over = true;
    if (channel) channel->close();
  }
};

// What a server does. Whatever is left out, it does not do: a script with a name alone is silent.
struct SipScript {
  std::string name;
  std::function<bool(SipPeer&)> accepted{};  // the TCP connection stands; false: nothing more by itself
  std::function<void(SipPeer&)> stands{};    // requests can come: in clear at once, or once TLS stands
  std::function<void(SipPeer&, const sip::Message&)> request{};
  std::function<void(SipPeer&, const sip::Message&)> response{};
  std::function<void(SipPeer&, ByteView)> octets{};  // in place of both
  std::function<void(SipPeer&)> sent{};              // the kernel took one say()
  std::function<Result<std::unique_ptr<tls::Engine>>()> engine{};
  bool speaks_tls_everywhere{false};
};

// Serves a script on free ports of 127.0.0.1, on a thread of its own.
class SipServer {
 public:
  explicit SipServer(SipScript script) : script_(std::move(script)) {
    udp_ = std::make_unique<net::Datagram>(loop_, "udp", [this](const trace::Record& record) { heard(record); });
    udp_->lift_cap();
    if (!udp_->bind("127.0.0.1", 0)) throw std::runtime_error("no port for UDP");
    // Hears what answers to a datagram that came from there, too.
    elsewhere_ = std::make_unique<net::Datagram>(loop_, "elsewhere", [this](const trace::Record& record) { heard(record); });
    if (!elsewhere_->bind("127.0.0.1", 0)) throw std::runtime_error("no port for UDP");
    tcp_ = open(false);
    tls_ = open(true);
    ports_ = {{"sip-udp", udp_->port()}, {"sip-tcp", tcp_->port()}, {"sip-tls", tls_->port()}};
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~SipServer() {
    loop_.post([this] { loop_.stop(); });
    thread_.join();
  }
  SipServer(const SipServer&) = delete;
  SipServer& operator=(const SipServer&) = delete;

  const std::map<std::string, std::uint16_t>& ports() const { return ports_; }

  // The rest is for scripts, on the thread of the loop.
  // As a process dies: nothing of it stands any more, once what it was doing is done.
  void die() {
    loop_.post([this] {
      peers_.clear();
      udp_->close();
      elsewhere_->close();
      tcp_.reset();
      tls_.reset();
    });
  }
  void send_datagram(const std::string& to, ByteView octets) { static_cast<void>(udp_->send_to(to, octets)); }
  void send_from_elsewhere(const std::string& to, ByteView octets) { static_cast<void>(elsewhere_->send_to(to, octets)); }
  // Everybody who has said something and is still there.
  std::vector<std::shared_ptr<SipPeer>> peers() const {
    std::vector<std::shared_ptr<SipPeer>> out;
    for (const auto& peer : peers_)
      if (!peer->over) out.push_back(peer);
    return out;
  }
  net::Loop& loop() { return loop_; }

 private:
  std::unique_ptr<net::Listener> open(bool of_tls) {
    auto opened = net::Listener::open(loop_, "127.0.0.1", 0, [this, of_tls](std::unique_ptr<net::Channel> channel) {
      accept(std::move(channel), of_tls);
    });
    return std::move(opened.value());
  }

  std::shared_ptr<SipPeer> add(SipPeer peer) {
    peers_.push_back(std::make_shared<SipPeer>(std::move(peer)));
    return peers_.back();
  }

  void accept(std::unique_ptr<net::Channel> channel, bool of_tls) {
    const auto peer = add({*this, "", std::move(channel), of_tls});
    peer->channel->set_sink([this, weak = std::weak_ptr<SipPeer>(peer)](const trace::Record& record) {
      if (const auto one = weak.lock(); one && record.kind == trace::Kind::event) told(*one, record);
    });
    if (script_.accepted && !script_.accepted(*peer)) return;
    if (!script_.engine || !(of_tls || script_.speaks_tls_everywhere)) return stand(*peer);
    auto engine = script_.engine();
    if (!engine || !peer->channel->start_tls(std::move(*engine))) peer->close();
  }

  void stand(SipPeer& peer) {
    if (script_.stands) script_.stands(peer);
  }

  void told(SipPeer& peer, const trace::Record& record) {
    if (record.name == "eof" || record.name == "reset" || record.name == "limit" || record.name == "tls.failed")
      return finish(peer);
    if (peer.over) return;
    if (record.name == "sent" && script_.sent) script_.sent(peer);
    if (record.name == "tls.established") stand(peer);
    if (record.name != "bytes") return;
    if (script_.octets) return script_.octets(peer, record.data);
    for (const auto& message : peer.decoder.feed(record.data)) take(peer, message);
  }

  void heard(const trace::Record& record) {
    if (record.kind != trace::Kind::event || record.name != "bytes") return;
    const std::string remote = trace::attribute(record, "remote");
    std::shared_ptr<SipPeer> peer;
    for (const auto& one : peers_)
      if (one->by_datagram() && one->remote == remote) peer = one;
    if (!peer) peer = add({*this, remote});
    if (script_.octets) return script_.octets(*peer, record.data);
    take(*peer, sip::read_datagram(record.data));
  }

  void take(SipPeer& peer, const sip::Message& message) {
    if (message.type == sip::MessageType::response && script_.response) script_.response(peer, message);
    if (message.type != sip::MessageType::request) return;
    ++peer.asked;
    if (script_.request) script_.request(peer, message);
    peer.former = message;
  }

  // The peer goes away once the channel's own call is over.
  void finish(SipPeer& peer) {
    peer.over = true;
    loop_.post([this, gone = &peer] {
      for (auto at = peers_.begin(); at != peers_.end(); ++at)
        if (at->get() == gone) return static_cast<void>(peers_.erase(at));
    });
  }

  SipScript script_;
  net::Loop loop_;
  std::vector<std::shared_ptr<SipPeer>> peers_;
  std::unique_ptr<net::Datagram> udp_, elsewhere_;
  std::unique_ptr<net::Listener> tcp_, tls_;
  std::map<std::string, std::uint16_t> ports_;
  std::thread thread_;
};

inline void SipPeer::say(ByteView octets) {
  if (over) return;
  if (channel) return channel->send(octets);
  server.send_datagram(remote, octets);
}

// The response to a request, its Via and its like as they came, with further headers.
inline Bytes answer_to(const sip::Message& request, int code, const std::vector<sip::HeaderLine>& more = {}) {
  sip::Draft draft = sip::make_response(request, code, code < 300 ? "OK" : "No", "degenerate");
  draft.headers.insert(draft.headers.end(), more.begin(), more.end());
  sip::add_content_length(draft);
  return to_octets(draft);
}

// 401 or 407 by Digest, with a nonce that no other has.
inline Bytes challenge_to(const sip::Message& request, const std::string& nonce, int code = 401) {
  return answer_to(request, code,
                   {{code == 401 ? "WWW-Authenticate" : "Proxy-Authenticate",
                     "Digest realm=\"example.test\", nonce=\"" + nonce + "\", qop=\"auth\", algorithm=MD5"}});
}

// 200 as a registrar that binds whatever is asked for, and vouches for everybody.
inline Bytes accept_all(const sip::Message& request) {
  std::vector<sip::HeaderLine> more;
  for (const auto* contact : request.all("Contact")) more.push_back({"Contact", contact->value + ";expires=600"});
  more.push_back({"P-Asserted-Identity", "<sip:alice@example.test>"});
  return answer_to(request, 200, more);
}

}  // namespace assay::run::degenerate
