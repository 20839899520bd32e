// Start line and headers of a message out of their octets.
#include "codec/sip/head.hpp"

#include <algorithm>

#include "codec/sip/header_name.hpp"
#include "codec/sip/start_line.hpp"

namespace assay::sip {
namespace {

struct Line {
  std::size_t offset{0};
  std::size_t length{0};  // without line end
  std::size_t end{0};     // behind the line end
};

class Reader {
 public:
  Reader(Message& message, std::size_t begin, std::size_t end)
      : message_(message), text_(ByteView(message.raw).substr(0, end)), at_(begin) {}

  void read() {
    const Line start = next_line();
    message_.start_line = text_.substr(start.offset, start.length);
    read_start_line(message_, start.offset);
    while (at_ < text_.size()) {
      const Line line = next_line();
      if (line.length == 0) return;
      read_header(with_foldings(line));
    }
    add("No empty line ends the headers.", text_.size());
  }

 private:
  void add(std::string what, std::size_t offset) { note(message_.violations, std::move(what), offset); }

  Line next_line() {
    const std::size_t lf = text_.find('\n', at_);
    Line line{at_, std::min(lf, text_.size()) - at_, lf == ByteView::npos ? text_.size() : lf + 1};
    if (lf == ByteView::npos)
      add("The last line has no end.", text_.size());
    else if (line.length > 0 && text_[lf - 1] == '\r')
      --line.length;
    else
      add("A line ends in LF without CR.", lf);
    at_ = line.end;
    return line;
  }

  bool at_folding() const { return at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t'); }

  Line with_foldings(Line line) {
    while (at_folding()) {
      const Line more = next_line();
      line.length = more.offset + more.length - line.offset;
      line.end = more.end;
    }
    return line;
  }

  void read_header(const Line& line) {
    Header header;
    header.offset = line.offset;
    header.length = line.end - line.offset;
    const ByteView text = text_.substr(line.offset, line.length);
    const std::size_t colon = text.find(':');
    const bool named = colon != ByteView::npos;
    header.value_offset = line.offset + (named ? colon + 1 : 0);
    header.raw_value = text.substr(named ? colon + 1 : 0);
    header.value = unfold(header.raw_value);
    if (named)
      read_name(header, {line.offset, colon});
    else
      add("The line has no colon.", line.offset);
    message_.headers.push_back(std::move(header));
  }

  // White space between name and colon is right (HCOLON), before the name or in it wrong.
  void read_name(Header& header, Span span) {
    const Span name = trimmed(text_, span);
    header.name = cut(text_, name);
    header.canonical = canonical_name(header.name);
    if (name.length == 0) return add("The header has no name.", span.offset);
    if (name.offset > span.offset) add("White space stands before the first header.", span.offset);
    if (!is_token(header.name)) add("The header's name is no token.", name.offset);
    if (cut(text_, span).find('\n') != ByteView::npos) add("A header is folded before its colon.", span.offset);
  }

  Message& message_;
  ByteView text_;
  std::size_t at_;
};

}  // namespace

std::optional<std::size_t> find_head_end(ByteView octets, std::size_t& scanned) {
  for (std::size_t lf = octets.find('\n', scanned); lf != ByteView::npos; lf = octets.find('\n', lf + 1)) {
    scanned = lf;
    const ByteView next = octets.substr(lf + 1, 2);
    if (next.substr(0, 1) == "\n") return lf + 2;
    if (next == "\r\n") return lf + 3;
    if (next.empty() || next == "\r") return std::nullopt;
  }
  scanned = std::max(scanned, octets.size());
  if (!octets.empty() && octets.back() == '\n') scanned = octets.size() - 1;
  return std::nullopt;
}

void read_head(Message& message, std::size_t begin, std::size_t end) { Reader(message, begin, end).read(); }

Announced announced_body(const Message& message) {
  Announced out;
  for (const Header* header : message.all("Content-Length")) {
    const auto size = read_digits(header->value);
    const bool first = out.kind == Announced::Kind::nothing;
    if (!size || (!first && *size != out.size)) return {Announced::Kind::contradiction, 0};
    out = {Announced::Kind::size, *size};
  }
  return out;
}

}  // namespace assay::sip
