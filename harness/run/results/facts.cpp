// run.json, both ways.
#include "run/results/facts.hpp"

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"

namespace assay::run {
namespace {

using nlohmann::json;

// One list of the fields for both ways; visit(name, field).
template <class Facts, class Visit>
void each_field(Facts& facts, Visit visit) {
  visit("report_id", facts.report_id);
  visit("started", facts.started);
  visit("ended", facts.ended);
  visit("issued", facts.issued);
  visit("place", facts.place);
  visit("operator", facts.op);
  visit("profile", facts.profile);
  visit("iut_name", facts.iut_name);
  visit("vendor", facts.vendor);
  visit("version", facts.version);
  visit("build", facts.build);
  visit("version_source", facts.version_source);
  visit("configuration", facts.configuration);
  visit("suite_version", facts.suite_version);
  visit("suite_hash", facts.suite_hash);
  visit("ics_hash", facts.ics_hash);
  visit("ixit_hash", facts.ixit_hash);
  visit("seed", facts.seed);
  visit("workers", facts.workers);
  visit("selection", facts.selection);
  visit("deviations", facts.deviations);
  visit("stopped", facts.stopped);
  visit("known", facts.known);
}

}  // namespace

Result<void> save_facts(const std::string& directory, const RunFacts& facts) {
  json out;
  each_field(facts, [&](const char* name, const auto& field) { out[name] = field; });
  return write_file(directory + "/run.json", out.dump(1, ' ', false, json::error_handler_t::replace) + "\n", 0600);
}

Result<RunFacts> load_facts(const std::string& directory) {
  const std::string path = directory + "/run.json";
  auto text = read_file(path);
  if (!text) return failure(text.error().what, "name the directory that ./assay run wrote");
  const json in = json::parse(*text, nullptr, false);
  if (!in.is_object()) return failure("is not JSON", "the run that wrote it did not end well", {path, 1, 0});
  RunFacts facts;
  std::string missing;
  each_field(facts, [&](const char* name, auto& field) {
    using Field = std::decay_t<decltype(field)>;
    // Runs from before there were workers do not say how many.
    if (name == std::string("workers") && !in.contains(name)) return;
    try {
      field = in.at(name).get<Field>();
    } catch (const json::exception&) {
      missing = name;
    }
  });
  if (!missing.empty()) return failure("the field '" + missing + "' is missing or of another type", "", {path, 1, 0});
  return facts;
}

}  // namespace assay::run
