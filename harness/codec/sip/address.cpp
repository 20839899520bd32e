// Values with a name and a URI: name-addr and addr-spec of RFC 3261 clause 25.1.
#include "codec/sip/address.hpp"

#include <algorithm>

namespace assay::sip {
namespace {

class Reader {
 public:
  Reader(ByteView text, Span span, std::vector<Violation>& violations)
      : text_(text), span_(trimmed(text, span)), violations_(violations) {
    address_.raw = cut(text_, span_);
    address_.offset = span_.offset;
  }

  Address read() {
    if (span_.length > 0 && text_[span_.offset] == '"')
      read_quoted();
    else if (const auto open = find_unquoted(text_, span_, "<"); open < span_.end())
      read_named(open);
    else
      read_bare();
    return std::move(address_);
  }

 private:
  void add(std::string what, std::size_t offset) { note(violations_, std::move(what), offset); }
  Span from(std::size_t offset) const { return {offset, span_.end() - offset}; }

  void read_quoted() {
    const std::size_t close = closing_quote(text_.substr(0, span_.end()), span_.offset);
    address_.quoted = true;
    if (close == span_.end()) {
      address_.display_name = unquote(cut(text_, span_));
      return add("The quoted string of the display name is not terminated.", span_.offset);
    }
    address_.display_name = unquote(text_.substr(span_.offset, close + 1 - span_.offset));
    const std::size_t open = find_unquoted(text_, from(close + 1), "<");
    const Span between = trimmed(text_, {close + 1, open - close - 1});
    if (between.length > 0) add("Octets follow the quoted display name.", between.offset);
    if (open == span_.end()) return add("No \"<\" follows the display name.", close + 1);
    read_bracketed(open);
  }

  // The missing white space before "<" is no violation: RFC 4475 3.1.1.6 calls it a fault of the grammar.
  void read_named(std::size_t open) {
    const Span name = trimmed(text_, {span_.offset, open - span_.offset});
    address_.display_name = unfold(cut(text_, name));
    const auto odd = std::find_if_not(address_.display_name.begin(), address_.display_name.end(),
                                      [](char c) { return is_token_char(c) || is_space(c); });
    if (odd != address_.display_name.end()) add("The display name holds an octet that needs quotes.", name.offset);
    read_bracketed(open);
  }

  void read_bracketed(std::size_t open) {
    address_.bracketed = true;
    const std::size_t close = std::min(text_.find('>', open), span_.end());
    const Span uri = trimmed(text_, {open + 1, close - open - 1});
    if (uri.length + open + 1 != close) add("White space stands in the <> beside the URI.", open + 1);
    read_the_uri(uri);
    if (close == span_.end()) return add("The \"<\" is not closed.", open);
    address_.parameters = read_parameters(text_, from(close + 1), violations_);
  }

  void read_bare() {
    const std::size_t semicolon = find_unquoted(text_, span_, ";");
    const Span uri = trimmed(text_, {span_.offset, semicolon - span_.offset});
    address_.wildcard = cut(text_, uri) == "*";
    if (address_.wildcard) {
      address_.uri_offset = uri.offset;
      address_.uri.raw = "*";
    } else {
      read_the_uri(uri);
    }
    if (cut(text_, uri).find_first_of("?,") != ByteView::npos)
      add("A URI with a comma or a question mark must stand in <> (RFC 3261 20).", uri.offset);
    address_.parameters = read_parameters(text_, from(semicolon), violations_);
  }

  void read_the_uri(Span uri) {
    auto reading = read_uri(cut(text_, uri));
    address_.uri = std::move(reading.value);
    address_.uri_offset = uri.offset;
    note_all(violations_, reading.violations, uri.offset);
  }

  ByteView text_;
  Span span_;
  std::vector<Violation>& violations_;
  Address address_;
};

}  // namespace

Reading<Address> read_address(ByteView value) {
  Reading<Address> out;
  out.value = Reader(value, {0, value.size()}, out.violations).read();
  return out;
}

Reading<std::vector<Address>> read_addresses(ByteView value) {
  Reading<std::vector<Address>> out;
  for (const Span& piece : pieces(value, {0, value.size()}, ',', Angles::enclose)) {
    if (trimmed(value, piece).length == 0)
      note(out.violations, "An element of the list is empty.", piece.offset);
    else
      out.value.push_back(Reader(value, piece, out.violations).read());
  }
  return out;
}

}  // namespace assay::sip
