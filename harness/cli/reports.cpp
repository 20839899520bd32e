// Running /usr/bin/python3: another python3 may come first on the PATH, without the packages.
#include "cli/reports.hpp"

#include <chrono>

#include <fmt/format.h>

#include "base/text.hpp"
#include "net/process.hpp"

namespace assay::cli {
namespace {

std::string shell_quoted(const std::string& text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

// A run of everything takes a slow machine minutes: the limit is for what never ends.
constexpr auto kLimit = std::chrono::minutes(30);

bool call(const Place& place, const std::string& arguments) {
  auto result = net::run_command({"exec /usr/bin/python3 -B -m assay_report " + arguments, "", {{"PYTHONPATH", place.root + "/reports"}}},
                                 kLimit);
  if (!result) {
    fmt::print(stderr, "assay: {}\n", to_text(result.error()));
    return false;
  }
  if (result->exit_status != 0)
    fmt::print(stderr, "assay: the reports were not made, status {} (what was run is kept: ./assay report DIR makes them)\n{}\n",
               result->exit_status, escape(result->output));
  return result->exit_status == 0;
}

}  // namespace

bool make_reports(const Place& place, const std::string& directory) {
  return call(place, "results " + shell_quoted(directory));
}

bool make_proforma(const Place& place, const std::string& profile_path, const std::string& out) {
  const std::string profile = profile_path.empty() ? "" : " --profile " + shell_quoted(profile_path);
  return call(place, "proforma " + shell_quoted(place.root + "/specs/ics.xml") + profile + " " + shell_quoted(out));
}

}  // namespace assay::cli
