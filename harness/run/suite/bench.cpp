// Loading the suite.
#include "run/suite/bench.hpp"

#include <algorithm>
#include <filesystem>

#include "base/file.hpp"
#include "crypto/digest.hpp"

namespace assay::run {

tl::expected<Bench, std::vector<Error>> load_bench(const std::string& root, language::Vocabulary vocabulary) {
  const std::string specs = root + "/specs";
  auto catalogue = catalogue::load(specs);
  if (!catalogue) return tl::unexpected(catalogue::check(specs));
  auto suite = language::read_suite(root + "/testcases");
  if (!suite) return tl::unexpected(suite.error());
  auto faults = catalogue::load_faults(root + "/fixtures/faults.xml", specs);
  if (!faults) return tl::unexpected(std::vector<Error>{faults.error()});
  auto defects = catalogue::load_defects(root + "/fixtures/defects.xml", specs);
  if (!defects) return tl::unexpected(std::vector<Error>{defects.error()});
  auto settings = catalogue::load_settings(root + "/fixtures/defects.xml", specs);
  if (!settings) return tl::unexpected(std::vector<Error>{settings.error()});
  auto broken = catalogue::check_defects(*defects, *catalogue);
  for (auto& error : catalogue::check_settings(*settings, *catalogue)) broken.push_back(std::move(error));
  if (!broken.empty()) return tl::unexpected(broken);
  Bench bench{root, std::move(*catalogue), std::move(*suite), std::move(vocabulary), {}, std::move(*defects), std::move(*settings)};
  for (const auto& fault : *faults) bench.faults[fault.id] = fault.record;
  return bench;
}

std::string cases_hash(const language::Suite& suite) {
  std::string all;
  for (const auto& [path, text] : suite.files) all += path + '\0' + text + '\0';
  return crypto::sha256(all);
}

std::string suite_hash(const Bench& bench) {
  std::string all = cases_hash(bench.suite);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(bench.root + "/specs"))
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& path : files) all += path.filename().string() + '\0' + read_file(path.string()).value_or("") + '\0';
  return crypto::sha256(all);
}

}  // namespace assay::run
