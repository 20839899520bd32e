// Splits a stream into TLS records (RFC 5246 6.2.1, RFC 8446 5.1).
#include "codec/tls/hello.hpp"

namespace assay::tls {
namespace {

constexpr std::size_t header_size = 5;

unsigned octet(ByteView octets, std::size_t at) { return static_cast<unsigned char>(octets[at]); }

// Whether the first octets can be those of a record, as far as they are there.
bool can_start_record(ByteView octets) {
  if (!octets.empty() && (octet(octets, 0) < 20 || octet(octets, 0) > 24)) return false;
  return octets.size() < 2 || octet(octets, 1) == 3;
}

}  // namespace

Bytes write(const RawRecord& record) {
  const std::size_t size = record.fragment.size();
  const Bytes header{static_cast<char>(record.type), static_cast<char>(record.version >> 8),
                     static_cast<char>(record.version), static_cast<char>(size >> 8), static_cast<char>(size)};
  return header + record.fragment;
}

std::vector<RawRecord> RecordReader::feed(ByteView octets) {
  std::vector<RawRecord> records;
  if (garbage_) return records;  // what follows garbage has no borders; keeping it would have no bound
  buffer_.append(octets);
  std::size_t at = 0;
  while (true) {
    const ByteView rest = ByteView(buffer_).substr(at);
    garbage_ = !can_start_record(rest);
    if (garbage_ || rest.size() < header_size) break;
    const std::size_t size = octet(rest, 3) << 8 | octet(rest, 4);
    if (rest.size() < header_size + size) break;
    records.push_back({static_cast<int>(octet(rest, 0)), static_cast<int>(octet(rest, 1) << 8 | octet(rest, 2)),
                       Bytes(rest.substr(header_size, size)), consumed_ + at});
    at += header_size + size;
  }
  buffer_.erase(0, at);
  consumed_ += at;
  return records;
}

}  // namespace assay::tls
