// One record as one line of JSON, and back.
#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "trace/store.hpp"

namespace assay::trace {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<Kind, const char*>, 5> kKinds{{{Kind::input, "input"},
                                                              {Kind::action, "action"},
                                                              {Kind::event, "event"},
                                                              {Kind::evidence, "evidence"},
                                                              {Kind::end, "end"}}};

constexpr std::array kKeys{"n", "kind", "t", "channel", "name", "attributes", "data"};

// Reads one object; the first thing that is wrong stays in `wrong`.
struct Reader {
  const Json& object;
  std::string wrong;

  bool has_just_the_keys() {
    for (const auto& item : object.items())
      if (std::find(kKeys.begin(), kKeys.end(), item.key()) == kKeys.end())
        return note("unknown key \"" + escape(item.key()) + "\"");
    for (const char* key : kKeys)
      if (!object.contains(key)) return note(std::string("no \"") + key + "\"");
    return true;
  }
  Bytes text(const Json& value, const std::string& what) {
    if (!value.is_string()) return note("\"" + what + "\" is no text"), Bytes();
    const auto octets = utf8_to_octets(value.get_ref<const std::string&>());
    if (!octets) note("\"" + what + "\" holds a character that stands for no octet");
    return octets.value_or(Bytes());
  }
  template <class Number>
  Number number(const char* key) {
    const Json& value = object[key];
    if (std::is_unsigned_v<Number> ? value.is_number_unsigned() : value.is_number_integer()) return value.get<Number>();
    note(std::string("\"") + key + "\" is no whole number");
    return 0;
  }
  Kind kind() {
    const Bytes name = text(object["kind"], "kind");
    for (const auto& [value, its_name] : kKinds)
      if (name == its_name) return value;
    note("unknown kind \"" + escape(name) + "\"");
    return Kind::end;
  }
  std::map<std::string, std::string> attributes() {
    std::map<std::string, std::string> all;
    const Json& value = object["attributes"];
    if (!value.is_object()) return note("\"attributes\" is no object"), all;
    for (const auto& item : value.items()) all[text(item.key(), "attributes")] = text(item.value(), item.key());
    return all;
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

}  // namespace

// Plain ASCII, so that nothing an IUT sent can act on a terminal that the file is shown on.
std::string to_line(const Record& record) {
  Json attributes = Json::object();
  for (const auto& [name, value] : record.attributes) attributes[octets_to_utf8(name)] = octets_to_utf8(value);
  const Json object{{"n", record.number},
                    {"kind", name_of(record.kind)},
                    {"t", record.time},
                    {"channel", octets_to_utf8(record.channel)},
                    {"name", octets_to_utf8(record.name)},
                    {"attributes", std::move(attributes)},
                    {"data", octets_to_utf8(record.data)}};
  return object.dump(-1, ' ', true) + "\n";
}

Result<Record> from_line(const std::string& line, const Location& where) {
  const std::string way_out = "the file was not written by this suite, or was changed; run the case again";
  const Json object = Json::parse(line, nullptr, false);
  if (!object.is_object()) return failure("this line is no JSON object", way_out, where);
  Reader reader{object, {}};
  Record record;
  if (reader.has_just_the_keys()) {
    record.kind = reader.kind();
    record.number = reader.number<std::uint64_t>("n");
    record.time = reader.number<std::int64_t>("t");
    record.channel = reader.text(object["channel"], "channel");
    record.name = reader.text(object["name"], "name");
    record.attributes = reader.attributes();
    record.data = reader.text(object["data"], "data");
  }
  if (!reader.wrong.empty()) return failure("this record cannot be read: " + reader.wrong, way_out, where);
  return record;
}

}  // namespace assay::trace
