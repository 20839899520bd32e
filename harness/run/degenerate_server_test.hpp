// Scripted servers that no product would be: for tests of what a run makes of a degenerate IUT.
#pragma once

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "net/channel.hpp"
#include "tls/engine.hpp"

namespace assay::run::degenerate {

struct Command {
  std::string tag, verb, rest;
};

class Server;

// One accepted connection, as a script sees it.
struct Peer {
  Server& server;
  std::unique_ptr<net::Channel> channel;
  bool implicit_tls{false};  // it came in on the endpoint imaps
  bool is_protected{false};
  bool over{false};
  Bytes unread{};           // of an unfinished line, or behind STARTTLS
  std::string exchange{};   // the tag of an AUTHENTICATE that waits for its line
  std::size_t answered{0};  // commands so far
  std::size_t position{0};  // for scripts that send piece by piece

  void say(ByteView octets) { channel->send(octets); }
  void close() {
    over = true;
    channel->close();
  }
};

// What a server does. Whatever is left out, it does as a plain server would: greet, and be silent.
struct Script {
  std::string name;
  std::function<bool(Peer&)> accepted{};  // the TCP connection stands; false: nothing more by itself
  std::function<void(Peer&)> greet = [](Peer& peer) { peer.say("* OK [CAPABILITY IMAP4rev1] ready\r\n"); };
  std::function<void(Peer&, const Command&)> command{};
  std::function<void(Peer&)> sent{};  // the kernel took one say()
  std::function<Result<std::unique_ptr<tls::Engine>>()> engine{};
};

// Serves a script on two free ports of 127.0.0.1, on a thread of its own.
class Server {
 public:
  explicit Server(Script script) : script_(std::move(script)) {
    imap_ = open(false);
    imaps_ = open(true);
    thread_ = std::thread([this] { loop_.run(); });
  }
  ~Server() {
    loop_.post([this] { loop_.stop(); });
    thread_.join();
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::map<std::string, std::uint16_t> ports() const { return {{"imap", imap_->port()}, {"imaps", imaps_->port()}}; }

  // OK to STARTTLS has been said: what is protected begins.
  void start_tls(Peer& peer) {
    auto engine = script_.engine();
    if (!engine || !peer.channel->start_tls(std::move(*engine))) peer.close();
  }

 private:
  std::unique_ptr<net::Listener> open(bool implicit_tls) {
    auto opened = net::Listener::open(
        loop_, "127.0.0.1", 0,
        [this, implicit_tls](std::unique_ptr<net::Channel> channel) { accept(std::move(channel), implicit_tls); });
    return std::move(opened.value());
  }

  void accept(std::unique_ptr<net::Channel> channel, bool implicit_tls) {
    peers_.push_back(std::make_shared<Peer>(Peer{*this, std::move(channel), implicit_tls}));
    auto peer = peers_.back();
    peer->channel->set_sink([this, weak = std::weak_ptr<Peer>(peer)](const trace::Record& record) {
      if (const auto one = weak.lock(); one && record.kind == trace::Kind::event) told(*one, record);
    });
    if (script_.accepted && !script_.accepted(*peer)) return;
    if (!implicit_tls) return script_.greet(*peer);
    start_tls(*peer);
  }

  void told(Peer& peer, const trace::Record& record) {
    if (record.name == "eof" || record.name == "reset" || record.name == "limit" || record.name == "tls.failed")
      return finish(peer);
    if (peer.over) return;
    if (record.name == "sent" && script_.sent) script_.sent(peer);
    if (record.name == "tls.established") {
      peer.is_protected = true;
      if (peer.implicit_tls) script_.greet(peer);
      read(peer);
    }
    if (record.name != "bytes") return;
    peer.unread += record.data;
    read(peer);
  }

  // The peer goes away once the channel's own call is over.
  void finish(Peer& peer) {
    peer.over = true;
    loop_.post([this, gone = &peer] {
      peers_.erase(std::remove_if(peers_.begin(), peers_.end(), [gone](const auto& one) { return one.get() == gone; }),
                   peers_.end());
    });
  }

  void read(Peer& peer) {
    for (auto end = peer.unread.find("\r\n"); end != Bytes::npos && !peer.over; end = peer.unread.find("\r\n")) {
      const std::string line = peer.unread.substr(0, end);
      peer.unread.erase(0, end + 2);
      if (script_.command) script_.command(peer, parse(line));
    }
  }

  static Command parse(const std::string& line) {
    Command command;
    const auto first = line.find(' ');
    command.tag = line.substr(0, first);
    if (first == std::string::npos) return command;
    const auto second = line.find(' ', first + 1);
    command.verb = line.substr(first + 1, second == std::string::npos ? second : second - first - 1);
    for (char& c : command.verb) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (second != std::string::npos) command.rest = line.substr(second + 1);
    return command;
  }

  Script script_;
  net::Loop loop_;
  std::vector<std::shared_ptr<Peer>> peers_;
  std::unique_ptr<net::Listener> imap_, imaps_;
  std::thread thread_;
};

}  // namespace assay::run::degenerate
