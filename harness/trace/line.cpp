// One record as one line of JSON, and back.
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "trace/store.hpp"

namespace assay::trace {
namespace {

constexpr std::array<std::pair<Kind, const char*>, 5> kKinds{{{Kind::input, "input"},
                                                              {Kind::action, "action"},
                                                              {Kind::event, "event"},
                                                              {Kind::evidence, "evidence"},
                                                              {Kind::end, "end"}}};

constexpr std::array<std::string_view, 7> kKeys{"n", "kind", "t", "channel", "name", "attributes", "data"};

// Reads one object as it is parsed; the first thing that is wrong stays in `wrong`, and ends the reading.
struct Reader {
  Record record{};
  std::string wrong{};
  bool is_object{false};
  int depth{0};
  std::string at{};  // the key whose value comes
  std::array<bool, kKeys.size()> has{};

  bool start_object(std::size_t) {
    is_object = true;
    if (++depth == 1 || (depth == 2 && at == "attributes")) return true;
    return note_kind();
  }
  bool end_object() {
    if (--depth > 0) return true;
    for (std::size_t i = 0; i < kKeys.size(); ++i)
      if (!has[i]) return note("no \"" + std::string(kKeys[i]) + "\"");
    return true;
  }
  bool key(std::string& name) {
    if (depth == 1) {
      const auto* const known = std::find(kKeys.begin(), kKeys.end(), name);
      if (known == kKeys.end()) return note("unknown key \"" + escape(name) + "\"");
      has[static_cast<std::size_t>(known - kKeys.begin())] = true;
    }
    at = name;
    return true;
  }
  bool string(std::string& value) {
    if (depth == 0) return false;
    if (depth == 1 && (at == "n" || at == "t" || at == "attributes")) return note_kind();
    const auto octets = utf8_to_octets(value);
    if (!octets) return note("\"" + at + "\" holds a character that stands for no octet");
    if (depth == 2) return put_attribute(*octets);
    if (at == "kind") return put_kind(*octets);
    (at == "channel" ? record.channel : at == "name" ? record.name : record.data) = *octets;
    return true;
  }
  bool number_unsigned(std::uint64_t value) {
    if (depth == 1 && at == "n") return record.number = value, true;
    return number_integer(static_cast<std::int64_t>(value));
  }
  bool number_integer(std::int64_t value) {
    if (depth != 1 || at != "t") return note_kind();
    record.time = value;
    return true;
  }
  bool number_float(double, const std::string&) { return note_kind(); }
  bool null() { return note_kind(); }
  bool boolean(bool) { return note_kind(); }
  bool binary(std::vector<std::uint8_t>&) { return note_kind(); }
  bool start_array(std::size_t) { return note_kind(); }
  bool end_array() { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) { return is_object = false; }

  bool put_kind(const Bytes& name) {
    for (const auto& [value, its_name] : kKinds)
      if (name == its_name) return record.kind = value, true;
    return note("unknown kind \"" + escape(name) + "\"");
  }
  bool put_attribute(const Bytes& value) {
    const auto name = utf8_to_octets(at);
    if (!name) return note("\"attributes\" holds a character that stands for no octet");
    record.attributes[*name] = value;
    return true;
  }
  // The value is of another kind than its key has.
  bool note_kind() {
    const bool number = depth == 1 && (at == "n" || at == "t");
    const bool object = depth == 1 && at == "attributes";
    return note("\"" + escape(at) + "\" is no " + (number ? "whole number" : object ? "object" : "text"));
  }
  bool note(std::string what) {
    if (wrong.empty()) wrong = std::move(what);
    return false;
  }
};

const char* name_of(Kind kind) {
  for (const auto& [value, name] : kKinds)
    if (value == kind) return name;
  return "";
}

// Each octet is the character of its number.
void add_text(std::string& line, ByteView octets) {
  constexpr char digits[] = "0123456789abcdef";
  line += '"';
  for (const char c : octets) {
    const auto octet = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (line += '\\') += c;
    else if (c == '\r')
      line += "\\r";
    else if (c == '\n')
      line += "\\n";
    else if (octet >= 0x20 && octet < 0x7f)
      line += c;
    else
      ((line += "\\u00") += digits[octet >> 4]) += digits[octet & 15];
  }
  line += '"';
}

}  // namespace

// Plain ASCII, so that nothing an IUT sent can act on a terminal that the file is shown on. Written by hand: a run
// writes every octet of every exchange.
std::string to_line(const Record& record) {
  std::string line = "{\"n\":" + std::to_string(record.number) + ",\"kind\":\"" + name_of(record.kind) +
                     "\",\"t\":" + std::to_string(record.time) + ",\"channel\":";
  add_text(line, record.channel);
  line += ",\"name\":";
  add_text(line, record.name);
  line += ",\"attributes\":{";
  for (const auto& [name, value] : record.attributes) {
    if (line.back() != '{') line += ',';
    add_text(line, name);
    line += ':';
    add_text(line, value);
  }
  line += "},\"data\":";
  add_text(line, record.data);
  return line + "}\n";
}

Result<Record> from_line(const std::string& line, const Location& where) {
  const std::string way_out = "the file was not written by this suite, or was changed; run the case again";
  Reader reader;
  nlohmann::json::sax_parse(line, &reader);
  if (!reader.is_object) return failure("this line is no JSON object", way_out, where);
  if (!reader.wrong.empty()) return failure("this record cannot be read: " + reader.wrong, way_out, where);
  return std::move(reader.record);
}

}  // namespace assay::trace
