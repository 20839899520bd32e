// Evidence as a pcapng capture that Wireshark opens and decrypts.
#include <map>
#include <memory>
#include <utility>

#include <unistd.h>

#include "trace/flow.hpp"
#include "trace/private_file.hpp"
#include "trace/store.hpp"

namespace assay::trace {
namespace {

// Block and option numbers of the pcapng format; every number is little-endian, as the section header
// says by its byte-order magic.
constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;
constexpr std::uint32_t kInterface = 1;
constexpr std::uint32_t kEnhancedPacket = 6;
constexpr std::uint32_t kDecryptionSecrets = 10;
constexpr std::uint32_t kTlsKeyLog = 0x544c534b;
constexpr std::uint32_t kLinkTypeRaw = 101;  // IPv4 or IPv6, told apart by its first four bits
constexpr std::uint32_t kCommentOption = 1;
constexpr std::uint32_t kTimeResolutionOption = 9;

Bytes little_endian16(std::uint32_t value) {
  return {static_cast<char>(value & 255), static_cast<char>(value >> 8 & 255)};
}

Bytes little_endian32(std::uint32_t value) { return little_endian16(value & 0xffff) + little_endian16(value >> 16); }

Bytes padded(Bytes octets) { return octets.append((4 - octets.size() % 4) % 4, '\0'); }

std::uint32_t size_of(ByteView octets) { return static_cast<std::uint32_t>(octets.size()); }

Bytes block(std::uint32_t type, const Bytes& body) {
  const Bytes whole = padded(body);
  const Bytes length = little_endian32(size_of(whole) + 12);
  return little_endian32(type) + length + whole + length;
}

// One option and the end of options.
Bytes option(std::uint32_t code, const Bytes& value) {
  return little_endian16(code) + little_endian16(size_of(value)) + padded(value) + Bytes(4, '\0');
}

Bytes section_header() {
  const Bytes unknown_length(8, '\xff');
  const Bytes comment = "The payloads crossed the tester's sockets; the headers below them are made up.";
  return block(kSectionHeader, little_endian32(kByteOrderMagic) + little_endian16(1) + little_endian16(0) +
                                   unknown_length + option(kCommentOption, comment));
}

Bytes secrets(const Bytes& key_log) {
  return block(kDecryptionSecrets, little_endian32(kTlsKeyLog) + little_endian32(size_of(key_log)) + key_log);
}

Bytes interface_description() {
  const Bytes nanoseconds(1, '\x09');
  return block(kInterface, little_endian16(kLinkTypeRaw) + little_endian16(0) + little_endian32(0) +
                               option(kTimeResolutionOption, nanoseconds));
}

Bytes packet_block(std::int64_t time, const Bytes& packet) {
  const auto stamp = static_cast<std::uint64_t>(time);
  return block(kEnhancedPacket, little_endian32(0) + little_endian32(static_cast<std::uint32_t>(stamp >> 32)) +
                                    little_endian32(static_cast<std::uint32_t>(stamp)) +
                                    little_endian32(size_of(packet)) + little_endian32(size_of(packet)) + packet);
}

Bytes key_log_of(const std::vector<Record>& records) {
  Bytes all;
  for (const auto& record : records) {
    if (record.kind != Kind::evidence || record.name != "keylog") continue;
    all += record.data;
    if (!all.empty() && all.back() != '\n') all += '\n';
  }
  return all;
}

// The connections of a trace, known by their two ends. An event that does not name them means the
// connection that its channel used last.
class Capture {
 public:
  Bytes packets;

  void add(const Record& record) {
    if (attribute(record, "transport") == "udp") return add_datagram(record);
    const bool wire = record.kind == Kind::evidence && record.name == "wire";
    if (wire && !flows_.count(ends_of(record))) begin(record);
    if (wire) last_[record.channel] = ends_of(record);
    if (record.kind == Kind::event && record.name == "opened") begin(record);
    const auto found = flows_.find(last_[record.channel]);
    if (found == flows_.end()) return;
    Flow& flow = *found->second;
    if (wire) flow.data(attribute(record, "direction") == "out", record.data, record.time);
    if (record.kind != Kind::event) return;
    if (record.name == "eof") flow.remote_fin(record.time);
    if (record.name == "reset") flow.remote_reset(record.time);
  }
  void end(std::int64_t time) {
    for (auto& [ends, flow] : flows_) flow->local_fin(time);
  }

 private:
  // There is no connection to begin or to end: each piece of evidence is a packet of its own.
  void add_datagram(const Record& record) {
    if (record.kind != Kind::evidence || record.name != "wire" || record.data.size() > kMostDatagram) return;
    const auto local = read_endpoint(attribute(record, "local"));
    const auto remote = read_endpoint(attribute(record, "remote"));
    if (!local || !remote || local->address.size() != remote->address.size()) return;
    const bool out = attribute(record, "direction") == "out";
    const Endpoint& from = out ? *local : *remote;
    const Endpoint& to = out ? *remote : *local;
    packets += packet_block(record.time, write_packet(Datagram{from, to, record.data}));
  }
  static std::string ends_of(const Record& record) {
    return attribute(record, "local") + " " + attribute(record, "remote");
  }
  void begin(const Record& record) {
    const auto local = read_endpoint(attribute(record, "local"));
    const auto remote = read_endpoint(attribute(record, "remote"));
    if (!local || !remote || local->address.size() != remote->address.size()) return;
    const std::string ends = last_[record.channel] = ends_of(record);
    if (const auto before = flows_.find(ends); before != flows_.end()) before->second->local_fin(record.time);
    const auto emit = [this](std::int64_t time, const Bytes& packet) { packets += packet_block(time, packet); };
    const bool accepted = attribute(record, "accepted") == "yes";
    flows_[ends] = std::make_unique<Flow>(*local, *remote, accepted, record.time, emit);
  }

  std::map<std::string, std::unique_ptr<Flow>> flows_;
  std::map<std::string, std::string> last_;
};

}  // namespace

// Unlike a trace a capture can be made again, so one that stands there already is replaced.
Result<void> write_pcapng(const std::string& path, const std::vector<Record>& records) {
  ::unlink(path.c_str());
  auto file = PrivateFile::create(path);
  if (!file) return tl::unexpected<Error>(file.error());
  const Bytes key_log = key_log_of(records);
  Capture capture;
  for (const auto& record : records) capture.add(record);
  if (!records.empty()) capture.end(records.back().time);
  const Bytes head = section_header() + (key_log.empty() ? Bytes() : secrets(key_log)) + interface_description();
  if (auto done = file->write(head); !done) return done;
  if (auto done = file->write(capture.packets); !done) return done;
  return file->close();
}

}  // namespace assay::trace
