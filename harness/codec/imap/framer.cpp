// Cuts a stream of octets into IMAP messages.
#include "codec/imap/framer.hpp"

#include <algorithm>
#include <utility>

namespace assay::imap {
namespace {

// Enough for "~{4294967295+}" and its CRLF.
constexpr std::size_t kTail = 32;

// Below this, moving the rest of the buffer to its front is not worth it.
constexpr std::size_t kCompactFrom = 4096;

}  // namespace

std::size_t content_end(const Frame& frame) {
  const std::size_t end = without_line_end(frame.raw).size();
  if (frame.literals.empty()) return end;
  const Span last = frame.literals.back().content;
  return std::max(end, last.offset + last.length);
}

std::optional<Frame> Framer::next() {
  while (true) {
    if (skipping_ && !skip()) return std::nullopt;
    if (literal_open_ && !close_literal()) return std::nullopt;
    const std::size_t room = limits_.line - line_octets_;
    const ByteView line = pending().substr(line_begin_, room);
    const auto lf = line.find('\n', scanned_ - line_begin_);
    if (lf == ByteView::npos) {
      scanned_ = line_begin_ + line.size();
      if (line.size() < room) return std::nullopt;
      return exceed_line(scanned_);
    }
    if (auto frame = end_line(line.substr(0, lf + 1))) return frame;
    if (announced_) return std::nullopt;
  }
}

std::optional<std::uint64_t> Framer::take_announced() { return std::exchange(announced_, std::nullopt); }

std::optional<Frame> Framer::end_line(ByteView line) {
  context_ = rule_(context_, line);
  const std::size_t announced = line_begin_;
  line_octets_ += line.size();
  line_begin_ += line.size();
  scanned_ = line_begin_;
  const bool possible = !plain_ && (context_ == Context::data || context_ == Context::code);
  const auto announcement = possible ? find_announcement(line) : std::nullopt;
  if (!announcement) return take(line_begin_, Frame::Excess::none);
  // Where a literal of no meaningful size would end cannot be known: the next line starts afresh.
  if (!announcement->countable) return take(line_begin_, Frame::Excess::number);
  if (announcement->size > limits_.literal - literal_octets_) return exceed_literal(*announcement);
  open_literal(*announcement, announced + announcement->offset);
  return std::nullopt;
}

std::optional<Frame> Framer::exceed_line(std::size_t end) {
  const ByteView line = pending().substr(line_begin_, end - line_begin_);
  if (context_ == Context::start) context_ = rule_(context_, line);
  const Context context = plain_ ? Context::text : context_;
  Bytes tail(line.substr(line.size() - std::min(line.size(), kTail)));
  auto frame = take(end, Frame::Excess::line);
  skipping_ = true;
  skip_tail_ = std::move(tail);
  context_ = context;
  return frame;
}

std::optional<Frame> Framer::exceed_literal(const Announcement& announcement) {
  const Context context = context_;
  auto frame = take(line_begin_, Frame::Excess::literal);
  if (announces(announcement)) {
    skipping_ = true;
    skip_octets_ = announcement.size;
    context_ = context;
  }
  return frame;
}

void Framer::open_literal(const Announcement& announcement, std::size_t announced) {
  const auto size = static_cast<std::size_t>(announcement.size);
  literals_.push_back({announced, {line_begin_, size}, announcement.non_synchronising, announcement.binary});
  literal_octets_ += size;
  literal_open_ = true;
  if (sender_ == Sender::client && !announcement.non_synchronising) announced_ = announcement.size;
}

bool Framer::close_literal() {
  const Span content = literals_.back().content;
  if (pending().size() - content.offset < content.length) return false;
  literal_open_ = false;
  line_begin_ = scanned_ = content.offset + content.length;
  return true;
}

Frame Framer::take(std::size_t size, Frame::Excess excess) {
  Frame frame{excess, Bytes(pending().substr(0, size)), std::move(literals_), consumed_};
  drop(size);
  begin_message();
  return frame;
}

// True when the message in excess is over.
bool Framer::skip() {
  while (begin_ < buffer_.size()) {
    if (skip_octets_ > 0) {
      const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(skip_octets_, pending().size()));
      skip_octets_ -= size;
      skipped_ += size;
      drop(size);
    } else if (skip_line()) {
      skipping_ = false;
      begin_message();
      return true;
    }
  }
  return false;
}

// True when a line has ended that announces no further literal.
bool Framer::skip_line() {
  const auto lf = pending().find('\n');
  const ByteView piece = pending().substr(0, lf == ByteView::npos ? lf : lf + 1);
  skip_tail_ += piece.substr(piece.size() - std::min(piece.size(), kTail));
  if (skip_tail_.size() > kTail) skip_tail_.erase(0, skip_tail_.size() - kTail);
  skipped_ += piece.size();
  drop(piece.size());
  if (lf == ByteView::npos) return false;
  const auto announcement = context_ == Context::data ? find_announcement(skip_tail_) : std::nullopt;
  skip_tail_.clear();
  if (!announces(announcement)) return true;
  skip_octets_ = announcement->size;
  return false;
}

// Whether octets follow that belong to the announced literal. A client that waits to be invited is
// answered with a refusal instead, and sends none.
bool Framer::announces(const std::optional<Announcement>& announcement) const {
  return announcement && announcement->countable &&
         (sender_ == Sender::server || announcement->non_synchronising);
}

void Framer::drop_begun() {
  drop(line_begin_);
  begin_message();
}

Bytes Framer::take_pending() {
  Bytes taken(pending());
  drop(taken.size());
  begin_message();
  skipping_ = false;
  skip_octets_ = 0;
  skip_tail_.clear();
  return taken;
}

// The front of the buffer is moved away only when it is the larger part, so that each octet is
// moved a bounded number of times.
void Framer::drop(std::size_t size) {
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

void Framer::begin_message() {
  line_begin_ = scanned_ = line_octets_ = literal_octets_ = 0;
  literals_.clear();
  literal_open_ = false;
  announced_.reset();
  context_ = Context::start;
}

}  // namespace assay::imap
