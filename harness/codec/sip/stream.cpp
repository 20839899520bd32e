// Cuts a stream into SIP messages by Content-Length.
#include "codec/sip/stream.hpp"

#include <algorithm>
#include <utility>

#include "codec/sip/check.hpp"
#include "codec/sip/head.hpp"

namespace assay::sip {
namespace {

// Below this, moving the rest of the buffer to its front is not worth it.
constexpr std::size_t kCompactFrom = 4096;

Message read_message_head(ByteView octets, std::uint64_t stream_offset) {
  Message message;
  message.raw = octets;
  message.stream_offset = static_cast<std::size_t>(stream_offset);
  message.body_offset = octets.size();
  read_head(message, 0, octets.size());
  check_octets(message, 0, octets.size());
  return message;
}

}  // namespace

std::vector<Message> StreamDecoder::feed(ByteView octets) {
  buffer_ += octets;
  std::vector<Message> out;
  while (auto message = next()) out.push_back(std::move(*message));
  if (given_up_) {
    skipped_ += pending().size();
    drop(pending().size());
  }
  return out;
}

std::optional<Message> StreamDecoder::next() {
  if (given_up_) return std::nullopt;
  skip_body();
  if (head_) return end_body();
  if (skip_ > 0 || !skip_line_ends()) return std::nullopt;
  const ByteView head = pending().substr(0, limits_.head);
  if (const auto end = find_head_end(head, scanned_)) return end_head(*end);
  if (head.size() == limits_.head) return exceed_head();
  return std::nullopt;
}

// True when an octet of a message is there. A CR alone may be half of a keep-alive.
bool StreamDecoder::skip_line_ends() {
  if (scanned_ > 0) return true;
  while (!pending().empty()) {
    const ByteView octets = pending();
    const std::size_t size = octets[0] == '\n' ? 1 : octets.substr(0, 2) == "\r\n" ? 2 : 0;
    if (size == 0) return octets != "\r";
    ++keep_alives_.count;
    keep_alives_.octets += size;
    drop(size);
  }
  return false;
}

std::optional<Message> StreamDecoder::end_head(std::size_t end) {
  scanned_ = 0;
  Message message = read_message_head(pending().substr(0, end), consumed_);
  const Announced announced = announced_body(message);
  if (announced.size <= limits_.body) {
    given_up_ = announced.kind == Announced::Kind::contradiction;
    body_ = static_cast<std::size_t>(announced.size);
    head_ = std::move(message);
    return end_body();
  }
  drop(end);
  skip_ = announced.size;
  note(message.violations, "The body is larger than the reader's limit and was skipped.", message.body_offset);
  check_message(message, Transport::stream);
  message.type = MessageType::unreadable;
  return message;
}

// Until the body is there, the head stays in the buffer too: both are pending.
std::optional<Message> StreamDecoder::end_body() {
  const std::size_t head = head_->raw.size();
  if (pending().size() - head < body_) return std::nullopt;
  Message message = *std::exchange(head_, std::nullopt);
  message.body = pending().substr(head, body_);
  message.raw += message.body;
  drop(message.raw.size());
  check_message(message, Transport::stream);
  return message;
}

Message StreamDecoder::exceed_head() {
  scanned_ = 0;
  Message message = read_message_head(pending().substr(0, limits_.head), consumed_);
  drop(limits_.head);
  note(message.violations, "The headers are larger than the reader's limit; the stream was given up.", limits_.head);
  message.type = MessageType::unreadable;
  sort_by_offset(message.violations);
  given_up_ = true;
  return message;
}

void StreamDecoder::skip_body() {
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(skip_, pending().size()));
  skip_ -= size;
  skipped_ += size;
  drop(size);
}

// The front of the buffer is moved away only when it is the larger part, so that each octet is moved a
// bounded number of times.
void StreamDecoder::drop(std::size_t size) {
  begin_ += size;
  consumed_ += size;
  if (begin_ == buffer_.size()) {
    buffer_.clear();
    begin_ = 0;
  } else if (begin_ > kCompactFrom && begin_ > buffer_.size() / 2) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
}

}  // namespace assay::sip
