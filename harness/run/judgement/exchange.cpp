// Turning trace records into the ladder of a report.
#include "run/judgement/exchange.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "engine/disclosure.hpp"

namespace assay::run {
namespace {

using trace::Kind;
using trace::Record;

constexpr std::size_t kLongest = 2000;  // characters of one entry
constexpr std::string_view kRedacted = "[redacted]";

// The evidence of assertions that decide, by record.
std::vector<language::Evidence> deciding(const engine::State& state) {
  std::vector<language::Evidence> out;
  for (const auto& assertion : state.assertions) out.insert(out.end(), assertion.evidence.begin(), assertion.evidence.end());
  return out;
}

// What stands instead of the secrets, and where the other text went.
struct Redaction {
  struct Gap {
    std::size_t at;      // in the text as it was
    std::size_t length;  // of the secret
  };
  std::string text{};
  std::vector<Gap> gaps{};

  // Where a place of the text as it was stands now; the start of the gap for a place inside a secret.
  std::size_t place_of(std::size_t before) const {
    std::size_t now = before;
    for (const auto& gap : gaps) {
      if (gap.at + gap.length <= before) now += kRedacted.size() - gap.length;
      else if (gap.at < before) now -= before - gap.at;
    }
    return now;
  }
};

Redaction redact(const std::string& escaped_text, const std::set<std::string>& secrets) {
  Redaction out;
  const engine::Search search(secrets, true);
  for (std::size_t at = 0; at < escaped_text.size();) {
    const std::size_t length = search.length_at(escaped_text, at);
    if (length == 0) {
      out.text += escaped_text[at++];
      continue;
    }
    out.gaps.push_back({at, length});
    out.text += kRedacted;
    at += length;
  }
  return out;
}

std::string facts(const Record& record) {
  std::string text = record.name;
  for (const auto& [name, value] : record.attributes)
    if (!value.empty()) text += " " + name + "=" + escape(value);
  return text;
}

void mark(ExchangeEntry& entry, const Record& record, const std::vector<language::Evidence>& evidence,
          const std::set<std::string>& secrets) {
  for (const auto& one : evidence) {
    if (one.record != record.number) continue;
    entry.marked = true;
    if (one.length == 0 || record.name != "bytes") {
      entry.mark_offset = 0;
      entry.mark_length = entry.text.size();
      return;
    }
    // Escaping and redacting change lengths; a secret may reach over a border of what decided.
    const ByteView data(record.data);
    const Redaction whole = redact(escape(data), secrets);
    entry.mark_offset = whole.place_of(escape(data.substr(0, one.offset)).size());
    entry.mark_length = whole.place_of(escape(data.substr(0, one.offset + one.length)).size()) - entry.mark_offset;
    return;
  }
}

ExchangeEntry make_entry(const Record& record, const std::string& direction, const std::string& kind, std::string text) {
  ExchangeEntry entry;
  entry.record = record.number;
  entry.channel = record.channel;
  entry.direction = direction;
  entry.kind = kind;
  entry.text = std::move(text);
  return entry;
}

std::string kind_of_event(const std::string& name) {
  if (name == "deadline") return "deadline";
  if (name == "eof" || name == "reset") return "close";
  return name.rfind("tls.", 0) == 0 ? "tls" : "action";
}

bool is_noise(const Record& record) {
  return record.kind == Kind::input || record.kind == Kind::evidence || record.kind == Kind::end || record.name == "await" ||
         record.name == "sent";
}

ExchangeEntry entry_of(const Record& record, const std::set<std::string>& secrets, bool tls_on) {
  if (record.kind == Kind::action && record.name == "send") {
    auto entry = make_entry(record, "out", "bytes", redacted(escape(record.data), secrets));
    const std::string fault = trace::attribute(record, "fault");
    if (!fault.empty()) entry.text = "[fault: " + fault + "] " + entry.text;
    entry.is_protected = tls_on;
    return entry;
  }
  if (record.kind == Kind::action) return make_entry(record, "out", "action", redacted(facts(record), secrets));
  if (record.name == "bytes") {
    auto entry = make_entry(record, "in", "bytes", redacted(escape(record.data), secrets));
    entry.is_protected = trace::attribute(record, "protected") == "yes";
    return entry;
  }
  const bool ours = trace::attribute(record, "direction") == "sent" || record.name == "tls.certificate-sent" ||
                    record.name == "tls.fault-applied" || record.name == "opened" || record.name == "listening" ||
                    record.name == "triggered";
  const std::string said = record.data.empty() ? "" : " " + escape(record.data);
  return make_entry(record, ours ? "note" : "in", kind_of_event(record.name), redacted(facts(record) + said, secrets));
}

void cut(ExchangeEntry& entry) {
  if (entry.text.size() <= kLongest) return;
  entry.truncated = true;
  const std::size_t keep = entry.marked ? std::min(entry.text.size(), std::max(kLongest, entry.mark_offset + entry.mark_length)) : kLongest;
  entry.text.resize(std::min(keep, 4 * kLongest));
  entry.mark_offset = std::min(entry.mark_offset, entry.text.size());
  entry.mark_length = std::min(entry.mark_length, entry.text.size() - entry.mark_offset);
}

}  // namespace

std::string redacted(const std::string& escaped_text, const std::set<std::string>& secrets) {
  return redact(escaped_text, secrets).text;
}

std::vector<ExchangeEntry> exchange_of(const Judged& judged) {
  std::vector<ExchangeEntry> out;
  const auto evidence = deciding(judged.state);
  const auto& secrets = judged.state.secrets;
  std::set<std::string> under_tls;
  const std::int64_t start = judged.records.empty() ? 0 : judged.records.front().time;
  for (const auto& record : judged.records) {
    if (is_noise(record)) continue;
    if (record.name == "tls.established") under_tls.insert(record.channel);
    auto entry = entry_of(record, secrets, under_tls.count(record.channel) > 0);
    entry.milliseconds = static_cast<double>(record.time - start) / 1e6;
    if (record.kind == Kind::event) mark(entry, record, evidence, secrets);
    cut(entry);
    out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace assay::run
